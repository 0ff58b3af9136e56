import { diffWords } from 'diff';
import { compare, comparerVersion } from '../../src/consistency/compare.js';
import { hostileTexts } from './hostile-texts.js';
import { sampleAnswers } from './mutations.js';

const limits = { cold: 4, cached: 1, hits: 250_000, hostileMs: 50, hostileMb: 50 };
const pairs = 3_000;
const length = 165;

/** Prints what a comparison costs, as a ratio to jsdiff's `diffWords` on the same pairs in the same run; exit code 1 where it is over the limit. */
function main(): void {
  const texts = madePairs();
  warmUp(texts);
  const words = time(() => texts.forEach(([a, b]) => diffWords(a, b)));
  // Every pair is new to the comparer once only: a text read before is remembered.
  const fresh = madePairs('x');
  const cold = time(() => fresh.forEach(([canonical, observed]) => compare({ canonical, observed })));
  const few = fresh.slice(-800);
  const again = few.map(([canonical, observed]) => ({ canonical, observed }));
  again.forEach(compare);
  const cached = time(() => again.forEach(compare)) * (pairs / few.length);
  const hits = hitsPerSecond(again.map(({ canonical }) => canonical));
  const hostile = hostileTexts().map(([name, text]) => ({ name, ...costOf(text) }));
  const slowest = hostile.reduce((one, other) => (other.ms > one.ms ? other : one));
  const largest = hostile.reduce((one, other) => (other.mb > one.mb ? other : one));
  const lines: readonly (readonly [string, number, number, boolean])[] = [
    ['cold, times diffWords', cold / words, limits.cold, cold / words <= limits.cold],
    ['cached, times diffWords', cached / words, limits.cached, cached / words <= limits.cached],
    ['digest hits a second', hits, limits.hits, hits >= limits.hits],
    [`slowest of 20 kB, ms (${slowest.name})`, slowest.ms, limits.hostileMs, slowest.ms <= limits.hostileMs],
    [`largest of 20 kB, MB (${largest.name})`, largest.mb, limits.hostileMb, largest.mb <= limits.hostileMb],
  ];
  console.log(
    `comparer ${comparerVersion}, ${pairs} pairs of ${length} characters: diffWords ${micros(words)} µs, cold ${micros(cold)} µs, cached ${micros(cached)} µs a pair`,
  );
  for (const [name, value, limit, kept] of lines)
    console.log(`${kept ? 'kept  ' : 'MISSED'} ${name.padEnd(44)} ${value.toFixed(2).padStart(12)}  limit ${limit}`);
  if (lines.some(([, , , kept]) => !kept)) process.exitCode = 1;
}

/** Answers cut to one length, with one word changed and one value changed in turn. */
function madePairs(mark = ''): (readonly [string, string])[] {
  const source = sampleAnswers.join(' ');
  return Array.from({ length: pairs }, (_, index) => {
    const from = source.indexOf(' ', (index * 37) % (source.length - 2 * length)) + 1;
    const text = `${mark}${index} ${source.slice(from, from + length)}`.slice(0, length);
    return [text, index % 2 === 0 ? text.replace(/\d+/g, '7') : text.replace(/ (\p{L}{5,}) /u, ' other ')] as const;
  });
}

function warmUp(texts: readonly (readonly [string, string])[]): void {
  for (const [canonical, observed] of texts) {
    compare({ canonical: `${canonical} w`, observed: `${observed} w` });
    diffWords(canonical, observed);
  }
}

/** CPU milliseconds, so that a busy machine changes no ratio. */
function time(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function micros(milliseconds: number): string {
  return ((milliseconds * 1_000) / pairs).toFixed(0);
}

function hitsPerSecond(texts: readonly string[]): number {
  const rounds = 500;
  const ms = time(() => {
    for (let round = 0; round < rounds; round += 1)
      for (const text of texts) compare({ canonical: text, observed: text });
  });
  return (rounds * texts.length * 1_000) / ms;
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
