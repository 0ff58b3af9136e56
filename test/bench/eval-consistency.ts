import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Comparison } from '../../src/consistency/compare.js';
import { groupOf } from './kind-groups.js';

/** One labelled pair of the development data. */
interface Pair {
  readonly id: string;
  readonly question: string | null;
  readonly canonical: string;
  readonly observed: string;
  readonly label: string;
  readonly kind: string;
  readonly lang: string;
}

interface Judged extends Pair {
  readonly comparison: Comparison;
}

const files = ['real-edits', 'channels-en', 'channels-multi'];

/** Prints how well alerts find the labelled contradictions, for each file and each family of kinds; `--misses` lists what went wrong. */
function main(folder: string, listMisses: boolean): void {
  const judged = new Map(files.map((file) => [file, judge(join(folder, `${file}.jsonl`))]));
  for (const [file, pairs] of judged) report(file, pairs);
  const all = [...judged.values()].flat();
  report('all', all);
  reportKinds(all);
  if (listMisses) for (const pair of all) listMiss(pair);
}

function judge(path: string): Judged[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const pair = JSON.parse(line) as Pair;
    const [locale = 'en', observedLocale = locale] = pair.lang.split('>');
    const question = pair.question === null ? {} : { question: pair.question };
    return {
      ...pair,
      comparison: compare({ canonical: pair.canonical, observed: pair.observed, locale, observedLocale, ...question }),
    };
  });
}

function report(name: string, pairs: readonly Judged[]): void {
  const wrong = pairs.filter(({ label }) => label === 'contradicts');
  const alerts = pairs.filter(alerted);
  const hits = alerts.filter(({ label }) => label === 'contradicts');
  const surfaced = wrong.filter(({ comparison }) => comparison.verdict !== 'same');
  const flagged = wrong.filter(({ comparison }) => comparison.verdict === 'contradicts');
  const same = pairs.filter(({ label }) => label === 'same');
  console.log(`\n${name}: ${pairs.length} pairs`);
  console.log(
    `  alerts: precision ${share(hits.length, alerts.length)}, recall ${share(hits.length, wrong.length)}, F1 ${f1(hits.length, alerts.length, wrong.length)}`,
  );
  console.log(
    `  contradictions flagged (alert or possible) ${share(flagged.length, wrong.length)}, surfaced ${share(surfaced.length, wrong.length)}`,
  );
  console.log(
    `  same: alarmed ${share(same.filter(alerted).length, same.length)}, possible ${share(same.filter(({ comparison }) => comparison.tier === 'possible').length, same.length)}, read as same ${share(same.filter(({ comparison }) => comparison.verdict === 'same').length, same.length)}`,
  );
}

function reportKinds(pairs: readonly Judged[]): void {
  console.log('\nrecall of contradictions as alerts, by family of kinds');
  const wrong = pairs.filter(({ label }) => label === 'contradicts');
  for (const [group, members] of Object.entries(Object.groupBy(wrong, ({ kind }) => groupOf(kind)))) {
    const found = (members ?? []).filter(alerted).length;
    console.log(`  ${group.padEnd(10)} ${share(found, members?.length ?? 0)}`);
  }
}

function alerted({ comparison }: Judged): boolean {
  return comparison.tier === 'alert';
}

/** A share with its 95 % Wilson interval. */
function share(part: number, whole: number): string {
  if (whole === 0) return 'none of 0';
  const z = 1.96;
  const p = part / whole;
  const middle = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half = (z / (1 + (z * z) / whole)) * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole));
  return `${p.toFixed(3)} (${part}/${whole}, ${Math.max(0, middle - half).toFixed(3)}–${Math.min(1, middle + half).toFixed(3)})`;
}

function f1(hits: number, alerts: number, wrong: number): string {
  return alerts + wrong === 0 ? '-' : ((2 * hits) / (alerts + wrong)).toFixed(3);
}

function listMiss(pair: Judged): void {
  const wrong = pair.label === 'contradicts';
  if (wrong === alerted(pair)) return;
  console.log(
    `\n${wrong ? 'MISSED' : 'FALSE ALARM'} ${pair.id} ${pair.label}/${pair.kind} ${pair.lang}: ${pair.comparison.verdict} ${pair.comparison.tier}`,
  );
  console.log(`  C: ${pair.canonical}\n  O: ${pair.observed}`);
  for (const found of pair.comparison.differences.filter(({ tier }) => tier !== 'info'))
    console.log(`   - ${found.tier} ${found.confidence} ${found.claim} [${found.signature}]`);
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: eval-consistency <folder of the labelled pairs> [--misses]');
  process.exitCode = 2;
} else main(folder, process.argv.includes('--misses'));
