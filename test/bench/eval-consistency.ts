import { invariantTargets, isReached, labelledTargets, type Target } from './consistency-targets.js';
import { groupOf } from './kind-groups.js';
import {
  type Count,
  formatViolations,
  missedMutations,
  selfViolations,
  symmetryViolations,
  type UnlabelledPair,
} from './invariants.js';
import { alerted, isContradiction, judgedPairs, type Judged, rowsOf } from './labelled-pairs.js';
import { share } from './wilson.js';

const files = ['real-edits', 'channels-en', 'channels-multi'];

/** Prints how well the checker finds what is wrong, and whether every target is reached; `--misses` lists what went wrong. */
function main(folder: string, listMisses: boolean): void {
  const all = files.flatMap((file) => judgedPairs(folder, file));
  for (const file of files)
    report(
      file,
      all.filter((pair) => pair.file === file),
    );
  report('all', all);
  reportKinds(all);
  const pairs = rowsOf<UnlabelledPair>(folder, 'unlabelled-edits');
  const violations = {
    self: selfViolations(pairs),
    format: formatViolations(pairs),
    symmetry: symmetryViolations(pairs),
  };
  const texts = new Set([...pairs, ...all].map(({ canonical }) => canonical));
  const mutations = missedMutations([...texts]);
  reportMutations(mutations);
  const targets = [...labelledTargets(all), ...invariantTargets(violations, mutations)];
  console.log('\ntargets');
  for (const target of targets) console.log(lineOf(target));
  if (listMisses) {
    for (const pair of all) listMiss(pair);
    for (const { examples } of [...Object.values(violations), ...mutations.values()])
      for (const example of examples) console.log(`\nNOT AS IT MUST BE ${example}`);
  }
  if (!targets.every(isReached)) process.exitCode = 1;
}

function report(name: string, pairs: readonly Judged[]): void {
  const wrong = pairs.filter(isContradiction);
  const flagged = wrong.filter(({ comparison }) => comparison.verdict === 'contradicts');
  const surfaced = wrong.filter(({ comparison }) => comparison.verdict !== 'same');
  const same = pairs.filter(({ label }) => label === 'same');
  const among = (chosen: readonly Judged[], is: (pair: Judged) => boolean) =>
    share(chosen.filter(is).length, chosen.length);
  console.log(`\n${name}: ${pairs.length} pairs`);
  console.log(`  alerts: ${scores(pairs)}`);
  console.log(
    `  contradictions flagged (alert or possible) ${share(flagged.length, wrong.length)}, surfaced ${share(surfaced.length, wrong.length)}`,
  );
  console.log(
    `  same: alarmed ${among(same, alerted)}, possible ${among(same, ({ comparison }) => comparison.tier === 'possible')}, read as same ${among(same, ({ comparison }) => comparison.verdict === 'same')}`,
  );
}

// A kind is a label's reason, so a false alarm is counted with the kind of the pair that it was raised on.
function reportKinds(pairs: readonly Judged[]): void {
  console.log('\nalerts by family of kinds');
  for (const [group, members = []] of Object.entries(Object.groupBy(pairs, ({ kind }) => groupOf(kind))))
    if (members.some(isContradiction)) console.log(`  ${group.padEnd(10)} ${scores(members)}`);
}

function scores(pairs: readonly Judged[]): string {
  const alerts = pairs.filter(alerted);
  const hits = alerts.filter(isContradiction).length;
  const wrong = pairs.filter(isContradiction).length;
  const f1 = alerts.length + wrong === 0 ? '-' : ((2 * hits) / (alerts.length + wrong)).toFixed(3);
  return `precision ${share(hits, alerts.length)}, recall ${share(hits, wrong)}, F1 ${f1}`;
}

function reportMutations(mutations: ReadonlyMap<string, Count>): void {
  console.log('\none fact said wrongly: flagged as alert or possible');
  for (const [kind, { whole, part }] of mutations) console.log(`  ${kind.padEnd(14)} ${share(whole - part, whole)}`);
}

function lineOf(target: Target): string {
  const { name, part, whole, atLeast, atMost } = target;
  const wanted = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  return `  ${isReached(target) ? 'reached' : 'MISSED '} ${name.padEnd(38)} ${share(part, whole)}, ${wanted}`;
}

function listMiss(pair: Judged): void {
  const wrong = isContradiction(pair);
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
