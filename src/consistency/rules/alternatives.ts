import type { Assertion, Sentence } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { difference, sameScope, type Reading, type Rule } from './reading.js';

/** One of several ways that one text gives, which the other denies: "by card or at a post office", "no longer at post offices". */
export const alternatives: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  return [...deniedBy(reading, 'b', lexicon), ...deniedBy(reading, 'a', lexicon)];
};

const most = 40;
const longest = 40;

function deniedBy(reading: Reading, side: 'a' | 'b', lexicon: LexiconIndex) {
  const listing = side === 'a' ? reading.b : reading.a;
  const agreed = listing.assertions.slice(0, most).filter(isDenial);
  const denials = reading[side].assertions
    .slice(0, most)
    .filter((one) => isDenial(one) && !agreed.some((other) => saysAsMuch(other, one)));
  if (denials.length === 0) return [];
  return listing.sentences.slice(0, most).flatMap((sentence) => {
    const items = isOffer(sentence, lexicon) ? itemsOf(sentence, lexicon) : [];
    return denials.flatMap((denial) => {
      const offered = sentence.assertions.find(({ positive }) => positive);
      if (offered === undefined || !sameScope(reading, offered.scope, denial.scope)) return [];
      const denied = items.filter((item) => isOf(denial, item, sentence, lexicon));
      if (denied.length === 0 || denied.length === items.length) return [];
      const [one, other] = [quote(sentence, 'yes'), quote(denial, 'no')];
      return [side === 'b' ? difference('polarity', 0.91, one, other) : difference('polarity', 0.91, other, one)];
    });
  });
}

function isDenial({ positive, supposed, concept }: Assertion): boolean {
  return !positive && !supposed && ['allow', 'can', ''].includes(concept);
}

function saysAsMuch({ stems }: Assertion, denial: Assertion): boolean {
  return [...denial.stems].filter((stem) => stems.has(stem)).length >= 0.6 * denial.stems.size;
}

// What is denied or supposed itself offers nothing.
function isOffer(sentence: Sentence, { phrases, words }: LexiconIndex): boolean {
  const { tokens, assertions } = sentence;
  return (
    tokens.length <= longest &&
    assertions.some(({ positive, supposed }) => positive && !supposed) &&
    !phrases.negators.isIn(sentence) &&
    !tokens.some(({ folded }) => words.conditions.has(folded))
  );
}

// "By direct debit, by card online or at any post office": what stands between the commas before "or", and after it.
function itemsOf({ tokens }: Sentence, { words }: LexiconIndex): ReadonlySet<string>[] {
  const or = tokens.findIndex(({ folded }) => words.or.has(folded));
  if (or === -1) return [];
  const items: Set<string>[] = [new Set()];
  tokens.forEach(({ folded, stem }, index) => {
    const joins = index === or || (index < or && folded === ',');
    const ends = index > or && (/^[,.;:()]$/.test(folded) || words.clauseWords.has(folded));
    if (joins || ends) items.push(new Set());
    else if (stem !== null) items.at(-1)?.add(stem);
  });
  const last = items.findIndex((_, index) => index > commasBefore(tokens, or));
  return items.slice(0, last + 1).filter(({ size }) => size > 0);
}

function commasBefore(tokens: Sentence['tokens'], or: number): number {
  return tokens.slice(0, or).filter(({ folded }) => folded === ',').length;
}

// All that is denied is said of the sentence, and it holds the item's own last word.
function isOf(denial: Assertion, item: ReadonlySet<string>, sentence: Sentence, { words }: LexiconIndex): boolean {
  const head = [...item].at(-1) ?? '';
  const denied = [...denial.stems].filter((stem) => !words.eligibility.has(stem));
  const stands = denied.filter((stem) => item.has(stem)).length;
  return (
    denial.stems.has(head) &&
    denied.every((stem) => sentence.stems.has(stem)) &&
    stands >= Math.min(2, item.size, denied.length) &&
    denied.length > 0
  );
}

function quote({ text, span }: Pick<Sentence, 'text' | 'span'>, value: string) {
  return { text, span, value };
}
