import type { Analysis, Fact, Sentence } from '../analysis/model.js';
import { unitsOf } from '../analysis/units.js';
import type { Quote } from '../comparison.js';
import type { AlignedSentences } from './alignment.js';
import { sameValue } from './equal-values.js';
import type { Reading } from './reading.js';

/** The sentences of one text whose facts or subject the other text does not have. */
export function uncovered(reading: Reading, side: 'a' | 'b'): Quote[] {
  const other = side === 'a' ? reading.b : reading.a;
  const pairs: AlignedSentences[] = [];
  for (const pair of reading.aligned) pairs[pair[side].index] = pair;
  return reading[side].sentences
    .filter((sentence) => {
      const pair = pairs[sentence.index];
      if (pair?.equal === true || sentence.courtesy || sentence.stems.size + sentence.facts.length <= 1) return false;
      return !covered(reading, sentence, other, pair !== undefined && pair.likeness >= 0.8);
    })
    .map(({ text, span }) => ({ text, span }));
}

/** How much of the smaller text's words and values the larger one has, 0–1. */
export function overlap(reading: Reading): number {
  const { a, b, partners } = reading;
  const shared = countOf(a.stems, b.stems) + partners.size / 2;
  const size = (analysis: Analysis) => analysis.stems.size + analysis.facts.length;
  return shared / Math.max(1, Math.min(size(a), size(b)));
}

function covered(reading: Reading, sentence: Sentence, other: Analysis, near: boolean): boolean {
  const found = (fact: Fact) =>
    reading.partners.has(fact) || fact.type === 'reference' || other.facts.some((value) => sameValue(fact, value));
  if (!sentence.facts.every(found)) return false;
  if (!reading.sameLanguage) return sentence.facts.length > 0 || other.sentences.length > sentence.index;
  if (near && hasOtherName(sentence, other)) return false;
  return share(sentence.stems, other.stems) >= (near ? 0.75 : sentence.facts.length > 0 ? 0.4 : 0.6);
}

// In near-equal sentences the one word that matters may be a name: "contact the embassy of Korea". German writes every
// noun as others write names.
function hasOtherName(sentence: Sentence, { language, stems }: Analysis): boolean {
  if (language === 'de') return false;
  return unitsOf(sentence).some(
    ({ fact, token }, index) =>
      index > 0 &&
      fact === null &&
      token.stem !== null &&
      /^\p{Lu}\p{Ll}{2}/u.test(token.text) &&
      !stems.has(token.stem),
  );
}

function share(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  return wanted.size === 0 ? 1 : countOf(wanted, found) / wanted.size;
}

function countOf(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of wanted) if (found.has(stem)) shared += 1;
  return shared;
}
