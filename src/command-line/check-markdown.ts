import type { Baseline } from './check-baseline.js';
import { exposureWords } from './check-exposure.js';
import type { Gate } from './check-gate.js';
import { bothQuotes, written } from './check-quotes.js';
import { share } from './check-rates.js';
import type { Checked, Finding } from './check-report.js';

const mostListed = 50;

/** What a reviewer should read, as Markdown for the summary of a build: the verdict, the rates, and the findings that are new. */
export function markdownText(checked: Checked, gate: Gate, baseline: Baseline): string {
  const { report, findings } = checked;
  const fresh = findings.filter((finding) => !baseline.isKnown(finding));
  const reasons = [...gate.broken, ...gate.unchecked];
  const { stability } = report.sweep;
  const rates = [
    ...report.sameAnswerRates.map(({ channels, rate }) => `| any ${channels} channels | ${share(rate)} |`),
    ...(stability.rate.compared === 0 ? [] : [`| the bots, asked in other words | ${share(stability.rate)} |`]),
  ];
  return [
    `## ${reasons.length === 0 ? 'All channels hold the gate' : 'The channels do not say the same'}`,
    ...(reasons.length === 0 ? [] : [reasons.map((reason) => `- ${escaped(reason)}`).join('\n')]),
    ['| same-answer rate | |', '|---|---|', ...rates].join('\n'),
    findingsPart(checked, fresh, findings.length - fresh.length),
    '',
  ].join('\n\n');
}

function findingsPart(checked: Checked, fresh: readonly Finding[], known: number): string {
  const left = fresh.length - mostListed;
  const notes = [
    ...(left > 0 ? [`${left} more are in the report.`] : []),
    ...(known > 0 ? [`${known} ${known === 1 ? 'is' : 'are'} in the baseline.`] : []),
  ];
  if (fresh.length === 0) return ['No new findings.', ...notes].join(' ');
  const rows = fresh.slice(0, mostListed).map((finding) => rowOf(checked, finding));
  const table = ['| | question | the answer | the channel |', '|---|---|---|---|', ...rows].join('\n');
  return notes.length === 0 ? table : `${table}\n\n${notes.join(' ')}`;
}

function rowOf(checked: Checked, finding: Finding): string {
  const { answer, channel } = bothQuotes(checked, finding);
  const said = (quote: typeof answer) => (quote ? escaped(written(quote)) : '–');
  const { severity, tier, kind, channel: place } = finding;
  const what = [`${severity} ${tier.toLowerCase()} ${kind}`, place.name, ...exposureWords(finding)].join(', ');
  return `| ${escaped(what)} | ${escaped(finding.probe.question)} | ${said(answer)} | ${said(channel)} |`;
}

/** One line in which nothing of a quoted text is markup, a mention or a cell's end. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~@&-]/g, (sign) => `\\${sign}`)
    .trim();
}
