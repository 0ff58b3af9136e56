import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError, isAppError } from '../platform/errors.js';
import { baselineText, noBaseline, readBaseline } from './check-baseline.js';
import { findingsText } from './check-findings.js';
import { type Gate, gateOf, type Threshold, thresholds } from './check-gate.js';
import { junitXml } from './check-junit.js';
import { localPlace, localReport } from './check-local.js';
import { markdownText } from './check-markdown.js';
import { matrixText } from './check-matrix.js';
import { ratesText } from './check-rates.js';
import type { Checked } from './check-report.js';
import { sarifText } from './check-sarif.js';
import { operatorKey, reportOf, serviceAt, sweepOf } from './check-service.js';
import { type Output, terminalOf } from './check-terminal.js';

/** What the command has of the world. */
export interface CheckWorld {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** How the channels are to be checked. */
export interface CheckOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: string;
  readonly junit?: string;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly failOn: Threshold;
  readonly minRate?: number;
  readonly timeout: number;
  readonly all?: boolean;
  readonly local?: readonly string[];
}

/** 0: the gate holds. 1: it is broken. 2: it could not be checked. */
export type CheckCode = 0 | 1 | 2;

const help = `
Exit codes: 0 the gate holds; 1 it is broken; 2 the channels could not be checked.
The service is found by --url or UNIVOCAL_URL, the key by --key, UNIVOCAL_KEY or operator.key in DATA_DIR.`;

/** Adds `univocal check` to the program. Wrong use ends with 2, so that a build never takes it for a broken gate. */
export function checkCommand(program: Command, world: CheckWorld): void {
  program
    .command('check')
    .description('ask every channel every question and show where they do not say the same')
    .option('--url <address>', 'the service (default: http://127.0.0.1:4000, or PORT)')
    .option('--key <token>', 'a key that may run sweeps')
    .option('--json <file>', 'write the whole report as JSON')
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--sarif <file>', 'write the findings as SARIF 2.1.0, for code scanners')
    .option('--markdown <file>', 'write a summary as Markdown')
    .option('--baseline <file>', 'findings that are known and break no gate')
    .option('--write-baseline <file>', 'write the findings of this check as a baseline')
    .addOption(
      new Option('--fail-on <what>', 'from which difference on the gate is broken')
        .choices(thresholds)
        .default('alert'),
    )
    .option('--min-rate <percent>', 'the least same-answer rate of any two channels', percentage)
    .option('--timeout <seconds>', 'how long the sweep may take', seconds, 600)
    .option('--local <channel=place...>', 'check only these, read from a local server or folder before they go live')
    .option('--all', 'show also the questions on which all channels agree')
    .addHelpText('after', help)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (options: CheckOptions) => {
      process.exitCode = await checkChannels(options, world);
    });
}

/** Runs a sweep and reports it; every fault is a sentence on the error stream and code 2. */
export async function checkChannels(options: CheckOptions, world: CheckWorld): Promise<CheckCode> {
  const { stdout, stderr } = world;
  try {
    const baseline = options.baseline ? readBaseline(options.baseline) : noBaseline;
    const checked = await check(options, world);
    const fresh = { ...checked, findings: checked.findings.filter((finding) => !baseline.isKnown(finding)) };
    const gate = gateOf(fresh, { failOn: options.failOn, minRate: options.minRate ?? null });
    stdout.write(reportText(checked, gate, options, world));
    const known = checked.findings.length - fresh.findings.length;
    if (known > 0) stdout.write(`Of the findings ${known} ${known === 1 ? 'stands' : 'stand'} in the baseline.\n`);
    writeReport(options.json, () => `${JSON.stringify({ ...checked, gate }, null, 2)}\n`);
    writeReport(options.junit, () => junitXml(fresh, options.failOn));
    writeReport(options.sarif, () => sarifText(checked, baseline));
    writeReport(options.markdown, () => markdownText(checked, gate, baseline));
    writeReport(options.writeBaseline, () => baselineText(checked.findings));
    return gate.broken.length > 0 ? 1 : gate.unchecked.length > 0 ? 2 : 0;
  } catch (error) {
    stderr.write(`${isAppError(error) ? error.message : `The check failed: ${(error as Error).message}`}\n`);
    return 2;
  }
}

/** Writes a report that was asked for. */
function writeReport(file: string | undefined, content: () => string): void {
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content());
}

async function check(options: CheckOptions, { environment, stderr }: CheckWorld): Promise<Checked> {
  const key = options.key ?? environment['UNIVOCAL_KEY'] ?? operatorKey(environment['DATA_DIR'] ?? './data');
  if (!key)
    throw new AppError(
      'BAD_INPUT',
      'A key is needed: give --key or set UNIVOCAL_KEY, or run this where DATA_DIR holds the service’s operator.key.',
    );
  const service = serviceAt(
    options.url ?? environment['UNIVOCAL_URL'] ?? `http://127.0.0.1:${environment['PORT'] ?? 4000}`,
    key,
  );
  if (options.local) return localReport(service, options.local.map(localPlace));
  const sweep = await sweepOf(service, options.timeout * 1_000, (done, total) => {
    if (stderr.isTTY && total > 0) stderr.write(`\rAsking the channels: ${done} of ${total} `);
  });
  if (stderr.isTTY) stderr.write('\r\u001B[2K');
  return reportOf(service, sweep);
}

function reportText(checked: Checked, gate: Gate, { all }: CheckOptions, { stdout, environment }: CheckWorld): string {
  const terminal = terminalOf(stdout, environment);
  const { report } = checked;
  const broken = gate.broken.map((reason) => terminal.paint('bad', `GATE BROKEN  ${reason}`));
  const unchecked = gate.unchecked.map((reason) => terminal.paint('doubtful', `NOT CHECKED  ${reason}`));
  const verdict =
    broken.length + unchecked.length === 0 ? [terminal.paint('good', 'GATE HOLDS')] : [...broken, ...unchecked];
  return `${[matrixText(report, terminal, { all: all ?? false }), ratesText(report, terminal), findingsText(checked, terminal), verdict.join('\n')].join('\n\n')}\n`;
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100)) throw new InvalidArgumentError('It must be from 0 to 100.');
  return value;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400)) throw new InvalidArgumentError('It must be a number of seconds.');
  return value;
}
