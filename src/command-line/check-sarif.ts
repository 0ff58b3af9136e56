import type { Log, Result } from 'sarif';
import type { Baseline } from './check-baseline.js';
import { bothQuotes, written } from './check-quotes.js';
import type { Checked, Finding } from './check-report.js';

/**
 * The findings as SARIF 2.1.0, which code scanners show beside a change: alerts are errors, possible ones warnings, and a finding keeps its fingerprint
 * from sweep to sweep.
 */
export function sarifText(checked: Checked, baseline: Baseline): string {
  const { findings } = checked;
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort();
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'univocal',
            rules: kinds.map((kind) => ({ id: kind, shortDescription: { text: `The channel’s ${kind} is another.` } })),
          },
        },
        results: findings.map((finding) => resultOf(checked, finding, baseline.isKnown(finding))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(checked: Checked, finding: Finding, isKnown: boolean): Result {
  const { kind, tier, severity, signature, channel, probe } = finding;
  const address = addressOf(checked, finding);
  return {
    ruleId: kind,
    level: tier === 'ALERT' ? 'error' : 'warning',
    message: { text: messageOf(checked, finding) },
    locations: [
      {
        logicalLocations: [{ name: channel.key, fullyQualifiedName: `${channel.key}/${probe.key}` }],
        ...(address === null ? {} : { physicalLocation: { artifactLocation: { uri: address } } }),
      },
    ],
    partialFingerprints: { 'univocalDifference/v1': `${probe.key}/${channel.key}/${signature}` },
    baselineState: isKnown ? 'unchanged' : 'new',
    properties: { severity },
  };
}

function messageOf(checked: Checked, finding: Finding): string {
  const { answer, channel } = bothQuotes(checked, finding);
  const said = (who: string, quote: typeof answer) => (quote ? [`${who}: ${written(quote)}`] : []);
  const sides = [...said('The answer', answer), ...said(finding.channel.name, channel)];
  return [finding.probe.question, ...(sides.length === 2 ? sides : [...sides, finding.claim])].join('\n');
}

/** A page or file is a place; a heading within it is no part of a SARIF address. What is encoded already stays as it is. */
function addressOf({ report }: Checked, { probe, channel }: Finding): string | null {
  const cell = report.cells.find((one) => one.probe.key === probe.key && one.channel.key === channel.key);
  const [place = ''] = (cell?.address ?? '').toWellFormed().split('#');
  return place === '' ? null : encodeURI(place).replaceAll(/%25(?=[0-9A-Fa-f]{2})/g, '%');
}
