import { diffWords } from 'diff';
import { compare, comparerVersion } from '../../src/consistency/compare.js';
import { hostileTexts } from './hostile-texts.js';
import { sampleAnswers } from './mutations.js';

const limits = { cold: 4, cached: 1, hits: 250_000, hostileMs: 50, hostileMb: 50 };
const pairsOfRound = 1_500;
const length = 165;
// The optimising compiler is done with both sides after some 15,000 pairs.
const warmingRounds = 12;
const rounds = 25;
// Fewer texts than the comparer remembers.
const rememberedPairs = 800;
const passes = 2;

type Pair = readonly [string, string];

/**
 * Prints what a comparison costs, as a ratio to jsdiff's `diffWords` on the same pairs; exit code 1 where it is over the limit.
 *
 * Both run in turns in one process, and go through the same rounds before the clock runs. What is measured is the CPU time of the whole process,
 * that of the compiler and of the collection of garbage with it; nothing is collected by order, so that each side pays for its own. Each figure is
 * the median over the rounds. Cold: texts never seen before are analysed and compared. Cached: they are compared again while both analyses are
 * remembered; the verdict itself is never remembered.
 */
function main(): void {
  for (let round = 0; round < warmingRounds; round += 1) costOfRound(-1 - round);
  const costs = Array.from({ length: rounds }, (_, round) => costOfRound(round));
  const cold = median(costs.map((cost) => cost.cold / cost.words));
  const cached = median(costs.map((cost) => cost.cached / cost.wordsAgain));
  const hits = hitsPerSecond(madePairs('hit').slice(-rememberedPairs));
  const hostile = hostileTexts().map(([name, text]) => ({ name, ...costOf(text) }));
  const slowest = hostile.reduce((one, other) => (other.ms > one.ms ? other : one));
  const largest = hostile.reduce((one, other) => (other.mb > one.mb ? other : one));
  const lines: readonly (readonly [string, number, number, boolean])[] = [
    ['cold, times diffWords', cold, limits.cold, cold <= limits.cold],
    ['cached, times diffWords', cached, limits.cached, cached <= limits.cached],
    ['digest hits a second', hits, limits.hits, hits >= limits.hits],
    [`slowest of 20 kB, ms (${slowest.name})`, slowest.ms, limits.hostileMs, slowest.ms <= limits.hostileMs],
    [`largest of 20 kB, MB (${largest.name})`, largest.mb, limits.hostileMb, largest.mb <= limits.hostileMb],
  ];
  const micros = (read: (cost: RoundCost) => number) => median(costs.map(read)).toFixed(0);
  console.log(
    `comparer ${comparerVersion}, ${rounds} rounds of ${pairsOfRound} pairs of ${length} characters: diffWords ${micros(({ words }) => words)} µs, cold ${micros(({ cold: each }) => each)} µs, cached ${micros(({ cached: each }) => each)} µs a pair`,
  );
  for (const [name, value, limit, kept] of lines)
    console.log(`${kept ? 'kept  ' : 'MISSED'} ${name.padEnd(44)} ${value.toFixed(2).padStart(12)}  limit ${limit}`);
  if (lines.some(([, , , kept]) => !kept)) process.exitCode = 1;
}

/** Microseconds a pair. */
interface RoundCost {
  readonly words: number;
  readonly cold: number;
  /** `diffWords` on the pairs that the comparer remembers. */
  readonly wordsAgain: number;
  readonly cached: number;
}

// Every pair is new to the comparer once only, and the two sides take turns in going first.
function costOfRound(round: number): RoundCost {
  const fresh = madePairs(`r${round}`);
  const [words, cold] = inTurns(round, [diffAll, compareAll], (run) => costOfPair(fresh, 1, run));
  const again = fresh.slice(-rememberedPairs);
  compareAll(again);
  const [wordsAgain, cached] = inTurns(round, [diffAll, compareAll], (run) => costOfPair(again, passes, run));
  return { words, cold, wordsAgain, cached };
}

function inTurns<Side>(round: number, [one, other]: readonly [Side, Side], measure: (side: Side) => number) {
  if (round % 2 === 0) return [measure(one), measure(other)] as const;
  const last = measure(other);
  return [measure(one), last] as const;
}

function diffAll(pairs: readonly Pair[]): void {
  for (const [canonical, observed] of pairs) diffWords(canonical, observed);
}

function compareAll(pairs: readonly Pair[]): void {
  for (const [canonical, observed] of pairs) compare({ canonical, observed });
}

function costOfPair(pairs: readonly Pair[], times: number, run: (pairs: readonly Pair[]) => void): number {
  const ms = time(() => {
    for (let pass = 0; pass < times; pass += 1) run(pairs);
  });
  return (ms * 1_000) / (pairs.length * times);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] as number;
}

/** Answers cut to one length, with one word changed and one value changed in turn. */
function madePairs(mark: string): Pair[] {
  const source = sampleAnswers.join(' ');
  return Array.from({ length: pairsOfRound }, (_, index) => {
    const from = source.indexOf(' ', (index * 37) % (source.length - 2 * length)) + 1;
    const text = `${mark}${index} ${source.slice(from, from + length)}`.slice(0, length);
    return [text, index % 2 === 0 ? text.replace(/\d+/g, '7') : text.replace(/ (\p{L}{5,}) /u, ' other ')] as const;
  });
}

/** CPU milliseconds, so that a busy machine changes no ratio. */
function time(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function hitsPerSecond(pairs: readonly Pair[]): number {
  return (
    1e6 /
    costOfPair(pairs, 500, (all) => {
      for (const [text] of all) compare({ canonical: text, observed: text });
    })
  );
}

// Reading a text of 20 kB and comparing it with an answer: the best of three, for what the text costs and not what the machine was doing.
// Memory is all that was allocated, before anything is collected.
function costOf(text: string): { readonly ms: number; readonly mb: number } {
  const canonical = sampleAnswers[0] ?? '';
  const runs = [1, 2, 3].map((turn) => {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const ms = time(() => compare({ canonical, observed: `${text}${turn}` }));
    return { ms, mb: (process.memoryUsage().heapUsed - before) / 2 ** 20 };
  });
  return { ms: Math.min(...runs.map(({ ms }) => ms)), mb: Math.max(...runs.map(({ mb }) => mb)) };
}

main();
