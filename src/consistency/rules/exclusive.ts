import type { Analysis, Sentence, Unit } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import type { Difference } from '../comparison.js';
import { difference, type Reading, type Rule } from './reading.js';

/** One text keeps to some what the other gives to more: "only owners" and "all members", "only by card" and "by card or in cash". */
export const exclusive: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  const begins = reading.a.begins | reading.b.begins;
  const { only, onlyIf } = lexicon.phrases;
  if (!only.mayBegin(begins) && !onlyIf.mayBegin(begins)) return [];
  return [...opened(reading, lexicon), ...widened(reading, lexicon)];
};

const mostSentences = 40;

// Near-equal sentences in which "only …" stands where the other has "all …", or "only if" where it has "even if".
function opened(reading: Reading, lexicon: LexiconIndex): Difference[] {
  return reading.aligned.flatMap(({ a, b, hunks }) => {
    const swapped = hunks.some(
      (hunk) =>
        (keepsTo(hunk.a, lexicon) && givesAll(hunk.b, lexicon)) ||
        (keepsTo(hunk.b, lexicon) && givesAll(hunk.a, lexicon)),
    );
    const conditions =
      (saysPair(a, 'onlyIf', lexicon) && saysPair(b, 'evenIf', lexicon)) ||
      (saysPair(b, 'onlyIf', lexicon) && saysPair(a, 'evenIf', lexicon));
    return (swapped && hunks.length === 1) || conditions ? [difference('only', 0.92, quote(a), quote(b))] : [];
  });
}

// What one sentence allows only is one item of the other's list.
function widened(reading: Reading, lexicon: LexiconIndex): Difference[] {
  const found: Difference[] = [];
  const keepsOf = ({ sentences }: Analysis) =>
    sentences.slice(0, mostSentences).map((sentence) => ({ sentence, only: isOnly(sentence, lexicon) }));
  const others = keepsOf(reading.b);
  for (const { sentence: a, only } of keepsOf(reading.a)) {
    for (const { sentence: b, only: otherOnly } of others) {
      if (only === otherOnly || a.facts.length + b.facts.length > 0) continue;
      const [keeps, lists] = only ? [a, b] : [b, a];
      const confidence = widening(keeps, lists, lexicon);
      if (confidence > 0) found.push(difference('only', confidence, quote(a), quote(b)));
    }
  }
  return found;
}

function widening(keeps: Sentence, lists: Sentence, lexicon: LexiconIndex): number {
  const kept = [...keeps.stems].filter(
    (stem) => !keeps.tokens.some((token) => token.stem === stem && lexicon.phrases.only.has(token.folded)),
  );
  if (kept.length < 2 || !kept.every((stem) => lists.stems.has(stem))) return 0;
  const further = lists.stems.size - kept.length;
  const joins = (words: ReadonlySet<string>) => lists.tokens.some(({ folded }) => words.has(folded));
  if (further === 0) return 0;
  if (joins(lexicon.words.or) && further <= 2 * kept.length) return 0.9;
  // "by card, and see the receipt" continues the sentence; one word more beside "and" continues the list.
  return joins(lexicon.words.and) && further === 1 ? 0.9 : 0;
}

function isOnly(sentence: Sentence, { phrases, words }: LexiconIndex): boolean {
  return phrases.only.isIn(sentence) && !words.conditions.has(sentence.tokens[0]?.folded ?? '');
}

function keepsTo(units: readonly Unit[], { phrases }: LexiconIndex): boolean {
  return units.length <= 4 && units.some(({ token }) => phrases.only.has(token.folded));
}

function givesAll(units: readonly Unit[], { words }: LexiconIndex): boolean {
  return units.length <= 4 && units.some(({ token }) => words.everyone.has(token.folded));
}

function saysPair(sentence: Sentence, pair: 'onlyIf' | 'evenIf', { phrases }: LexiconIndex): boolean {
  return phrases[pair].isIn(sentence);
}

function quote({ text, span }: Sentence) {
  return { text, span };
}
