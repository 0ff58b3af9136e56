import { breakingFindings, differs, type Threshold } from './check-gate.js';
import { bothQuotes, written } from './check-quotes.js';
import type { Cell, Checked, Finding } from './check-report.js';

/** The report as JUnit XML: a suite for each channel, a case for each question; what breaks the gate fails. */
export function junitXml(checked: Checked, failOn: Threshold): string {
  const { report } = checked;
  const breaking = Map.groupBy(
    breakingFindings(checked.findings, failOn),
    ({ probe, channel }) => `${probe.key} ${channel.key}`,
  );
  const suites = report.byChannel.map(({ channel }) => {
    const cases = report.cells
      .filter((cell) => cell.channel.key === channel.key)
      .map((cell) => ({
        cell,
        outcome: outcomeOf(checked, cell, breaking.get(`${cell.probe.key} ${channel.key}`) ?? [], failOn),
      }));
    const count = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
    const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
    return [
      `  <testsuite name="${escaped(channel.name)}" ${counts}>`,
      ...cases.map(({ cell, outcome }) => caseXml(cell, outcome)),
      '  </testsuite>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="univocal check">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

interface Outcome {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly text: string;
}

function outcomeOf(checked: Checked, cell: Cell, findings: readonly Finding[], failOn: Threshold): Outcome {
  const [first] = findings;
  if (first)
    return {
      kind: 'failure',
      message: first.claim,
      text: findings.map((finding) => detail(checked, finding)).join('\n\n'),
    };
  if (failOn === 'any' && differs(cell))
    return { kind: 'failure', message: `The channel’s words are ${cell.state.toLowerCase()}.`, text: cell.text };
  if (cell.state === 'ERROR') return { kind: 'error', message: cell.failure ?? 'It could not be read.', text: '' };
  if (cell.state === 'SAME' || differs(cell)) return { kind: 'passed', message: '', text: '' };
  return { kind: 'skipped', message: cell.state.toLowerCase().replaceAll('_', ' '), text: '' };
}

function detail(checked: Checked, finding: Finding): string {
  const { severity, tier, kind, claim } = finding;
  const { answer, channel } = bothQuotes(checked, finding);
  const said = (quote: typeof answer) => (quote ? written(quote) : '(nothing)');
  return [`${severity} ${tier} ${kind}: ${claim}`, `answer: ${said(answer)}`, `channel: ${said(channel)}`].join('\n');
}

function caseXml({ probe, channel, address }: Cell, { kind, message, text }: Outcome): string {
  const open = `    <testcase classname="${escaped(channel.key)}" name="${escaped(probe.question)}"`;
  if (kind === 'passed') return `${open}/>`;
  const where = address === null ? text : `${text}\n${address}`.trim();
  return `${open}><${kind} message="${escaped(message)}">${escaped(where)}</${kind}></testcase>`;
}

/** Characters that XML 1.0 cannot hold even as a reference are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"'\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
