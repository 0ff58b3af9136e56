import type { Analysis, Assertion } from '../analysis/model.js';
import { difference, sameScope, type Reading, type Rule } from './reading.js';

const most = 80;

/** The same thing affirmed by one text and denied by the other: "cats are allowed", "cats are not allowed". */
export const assertions: Rule = (reading) => {
  if (!reading.sameLanguage) return [];
  const [a, b] = [stated(reading.a), stated(reading.b)];
  return b.flatMap((one) => {
    const best = a
      .flatMap((other) => conflict(reading, other, one))
      .sort((x, y) => y.confidence - x.confidence || x.match.a.span.start - y.match.a.span.start)
      .find(({ match }) => isUndisputed(reading, match, { a, b }));
    return best === undefined
      ? []
      : [difference('polarity', best.confidence, quote(best.match.a), quote(best.match.b))];
  });
};

interface Match {
  readonly a: Assertion;
  readonly b: Assertion;
  readonly likeness: number;
  readonly shared: number;
}

function stated({ assertions: all }: Analysis): readonly Assertion[] {
  return all.slice(0, most).filter(({ supposed }) => !supposed);
}

function conflict(reading: Reading, a: Assertion, b: Assertion): { match: Match; confidence: number }[] {
  if (a.positive === b.positive || !comparable(reading, a, b)) return [];
  const shared = commonStems(a, b).length;
  if (shared === 0) return [];
  const match = { a, b, likeness: likenessOf(a, b), shared };
  const confidence = confidenceOf(match);
  return confidence >= 0.5 ? [{ match, confidence }] : [];
}

function comparable(reading: Reading, a: Assertion, b: Assertion): boolean {
  return sameConcept(a.concept, b.concept) && sameScope(reading, a.scope, b.scope);
}

// Where either text has a clause that agrees about the same thing as well, there is no conflict: "dogs are welcome"
// agrees with "dogs and cats are welcome" about the dogs only.
function isUndisputed(
  reading: Reading,
  { a, b, likeness }: Match,
  said: { readonly a: readonly Assertion[]; readonly b: readonly Assertion[] },
): boolean {
  const disputed = commonStems(a, b);
  const agreement = (one: Assertion, others: readonly Assertion[]) =>
    others
      .filter((other) => other.positive === one.positive && comparable(reading, other, one))
      .filter(({ stems }) => disputed.filter((stem) => stems.has(stem)).length > disputed.length / 2)
      .reduce((highest, other) => Math.max(highest, likenessOf(other, one)), 0);
  return likeness > agreement(b, said.a) + 0.1 && likeness > agreement(a, said.b) + 0.1;
}

function confidenceOf({ a, b, likeness, shared }: Match): number {
  const denying = a.positive ? b : a;
  // "We have branches" against "we have no branches": nothing but the negation differs.
  if (a.frame === b.frame && a.frame.includes(' ')) return 0.93;
  // "Bring your passport" is said of the usual case; it may not be needed for all.
  if (a.concept !== b.concept && /^(?:bring|need)$/.test(a.concept) && /^(?:bring|need)$/.test(b.concept))
    return shared >= denying.stems.size ? 0.6 : 0.3;
  // A plain verb is denied only where all that is denied is said by the other text too.
  if ((a.concept === '' || b.concept === '') && (shared < denying.stems.size || shared < 2)) return 0.3;
  const weak = weakConcepts.has(a.concept) || weakConcepts.has(b.concept);
  // "Sellers and auctions are excluded" excludes the sellers.
  if (a.concept === 'include' && b.concept === 'include' && likeness === 1 && shared >= 2) return 0.91;
  if (likeness < 0.5 || shared < 0.6 * denying.stems.size) return 0.3;
  if (likeness >= 0.75 && shared >= 2 && similarLength(a, b)) return 0.92;
  if (likeness >= 0.95 && shared >= 1 && !weak && similarLength(a, b)) return 0.9;
  return weak && shared < 2 ? 0.4 : 0.65;
}

// "can" and a plain verb are in every sentence; "allowed" and "required" are said of one thing.
const weakConcepts = new Set(['', 'can', 'charge', 'open']);

function similarLength(a: Assertion, b: Assertion): boolean {
  return Math.max(a.stems.size, b.stems.size) <= 3 * Math.min(a.stems.size, b.stems.size) + 1;
}

function commonStems(a: Assertion, b: Assertion): string[] {
  return [...b.stems].filter((stem) => a.stems.has(stem));
}

function likenessOf(a: Assertion, b: Assertion): number {
  return commonStems(a, b).length / Math.min(a.stems.size, b.stems.size);
}

function sameConcept(a: string, b: string): boolean {
  const among = (concepts: readonly string[]) => concepts.includes(a) && concepts.includes(b);
  return a === b || among(['allow', 'can', '']) || among(['bring', 'need']);
}

function quote({ text, span, concept, positive }: Assertion) {
  return { text, span, value: `${concept}: ${positive ? 'yes' : 'no'}` };
}
