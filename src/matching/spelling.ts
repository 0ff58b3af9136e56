import { type Features, withStems } from './features.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * The text with each stem that no phrasing has read as the one known stem that is a slip of the pen away, where exactly one is. The letters of the words stay
 * what they are: a name that looks like a word must not pass for it altogether.
 */
export function corrected(features: Features, vocabulary: Vocabulary): Features {
  const { inOrder } = features;
  const strange = (stem: string) => !vocabulary.words.has(stem) && stem.length >= shortest && isWord.test(stem);
  if (!inOrder.some(strange)) return features;
  const known = kept.get(vocabulary) ?? byFirstLetter(vocabulary);
  kept.set(vocabulary, known);
  return withStems(
    features,
    inOrder.map((stem) => (strange(stem) ? meant(stem, known) : stem)),
  );
}

/** Shorter words have too many others around them. */
const shortest = 4;

/** One figure more or less is another number. */
const isWord = /^[\p{L}\p{M}']+$/u;

type ByFirstLetter = ReadonlyMap<string, readonly string[]>;

const kept = new WeakMap<Vocabulary, ByFirstLetter>();

/** A word's first letter is hardly ever misspelt. */
function byFirstLetter({ words }: Vocabulary): ByFirstLetter {
  const known = new Map<string, string[]>();
  for (const stem of words.keys()) {
    if (stem.length < shortest - 1 || !isWord.test(stem)) continue;
    const alike = known.get(stem.charAt(0));
    if (alike) alike.push(stem);
    else known.set(stem.charAt(0), [stem]);
  }
  return known;
}

function meant(stem: string, known: ByFirstLetter): string {
  const alike = (known.get(stem.charAt(0)) ?? []).filter((one) => isSlip(stem, one));
  return alike.length === 1 ? (alike[0] as string) : stem;
}

/** One letter too many, left out, or another, or two neighbours changed over. */
function isSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return (
    endAlike(one, at + 1, other, at) ||
    endAlike(one, at, other, at + 1) ||
    endAlike(one, at + 1, other, at + 1) ||
    (one[at] === other[at + 1] && one[at + 1] === other[at] && endAlike(one, at + 2, other, at + 2))
  );
}

/** Whether what stands from there on is the same; beyond the end stands nothing. */
function endAlike(one: string, from: number, other: string, otherFrom: number): boolean {
  const length = Math.max(0, one.length - from);
  if (length !== Math.max(0, other.length - otherFrom)) return false;
  for (let at = 0; at < length; at++) if (one.charCodeAt(from + at) !== other.charCodeAt(otherFrom + at)) return false;
  return true;
}
