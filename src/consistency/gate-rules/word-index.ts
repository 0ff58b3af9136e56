import type { Said } from './said-in.js';
import type { Statement } from './statement.js';

const fewestShared = 2;

/** The changed sentences of one language, and in which of them each word stands. */
export interface WordIndex {
  readonly changes: readonly Said[];
  readonly byWord: ReadonlyMap<string, Uint32Array>;
  /** How many words each has in common with the sentence that is looked up; all zero between two of them. */
  readonly shared: Uint16Array;
  /** The changes that have a word in common with it; room for all. */
  readonly met: Uint32Array;
}

/** The changes by language, and by their words. */
export function indexByWords(changes: readonly Said[]): ReadonlyMap<string, WordIndex> {
  return new Map(
    [...Map.groupBy(changes, ({ locale }) => locale)].map(([locale, group]) => [locale, indexOfLocale(group)]),
  );
}

function indexOfLocale(changes: readonly Said[]): WordIndex {
  const standing = new Map<string, number[]>();
  changes.forEach(({ statement }, at) => {
    for (const word of statement.words) {
      const all = standing.get(word);
      if (all) all.push(at);
      else standing.set(word, [at]);
    }
  });
  const byWord = new Map([...standing].map(([word, all]) => [word, Uint32Array.from(all)]));
  return { changes, byWord, shared: new Uint16Array(changes.length), met: new Uint32Array(changes.length) };
}

/** How alike two sentences are by the words that they share, from 0 to 1 (Dice 1945). */
function dice(shared: number, one: number, other: number): number {
  return (2 * shared) / (one + other);
}

/** The least number of words that a sentence of that many must share: were the other made of nothing but these, it would be just alike enough. */
function fewestInCommon(size: number, leastAlike: number): number {
  return Math.max(fewestShared, Math.ceil((size * leastAlike) / (2 - leastAlike)));
}

/**
 * Tells `found` of the changes that are at least so alike. Counts the words in common with all of them at once: going through them pair by pair took
 * ten times as long.
 */
export function findAlike(
  index: WordIndex,
  { words }: Statement,
  leastAlike: number,
  found: (said: Said, likeness: number) => void,
): void {
  const { changes, shared, met } = index;
  const fewest = fewestInCommon(words.size, leastAlike);
  const known = knownWords(index, words);
  if (known.length < fewest) return;
  const metCount = countShared(index, known, fewest);
  for (let i = 0; i < metCount; i += 1) {
    const at = met[i] as number;
    const count = shared[at] as number;
    shared[at] = 0;
    if (count < fewest) continue;
    const said = changes[at] as Said;
    const likeness = dice(count, words.size, said.statement.words.size);
    if (likeness >= leastAlike) found(said, likeness);
  }
}

/** Where the words stand, the rarest first. */
function knownWords({ byWord }: WordIndex, words: ReadonlySet<string>): readonly Uint32Array[] {
  const known: Uint32Array[] = [];
  for (const word of words) {
    const standing = byWord.get(word);
    if (standing) known.push(standing);
  }
  return known.sort((a, b) => a.length - b.length);
}

/**
 * What is alike shares a word even when each leaves out its commonest ones, all but one fewer than it must share (prefix filtering, Chaudhuri et al.
 * 2006): the commonest words bring nobody together, they only count for those who have met. Gives how many have.
 */
function countShared({ shared, met }: WordIndex, known: readonly Uint32Array[], fewest: number): number {
  const rare = known.length - fewest + 1;
  let metCount = 0;
  for (let rank = 0; rank < known.length; rank += 1) {
    if (rank >= rare && metCount === 0) break;
    for (const at of known[rank] as Uint32Array) {
      const count = shared[at] as number;
      if (count === 0) {
        if (rank >= rare) continue;
        met[metCount] = at;
        metCount += 1;
      }
      shared[at] = count + 1;
    }
  }
  return metCount;
}
