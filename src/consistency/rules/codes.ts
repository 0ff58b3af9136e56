import type { Analysis, Fact, Sentence } from '../analysis/model.js';
import { difference, quoteFact, type Rule } from './reading.js';

/** The same words about another code: "version P059", "version P042". A code alone is often only a name. */
export const codes: Rule = (reading) =>
  codesIn(reading.leftA).flatMap((a) =>
    codesIn(reading.leftB)
      .filter((b) => sameWords(sentenceOf(reading.a, a), sentenceOf(reading.b, b)))
      .map((b) => difference('code', 0.91, quoteFact(a), quoteFact(b))),
  );

const mostCodes = 20;

function codesIn(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ type }) => type === 'code').slice(0, mostCodes);
}

function sentenceOf({ sentences }: Analysis, { sentence }: Fact): Sentence | undefined {
  return sentences[sentence];
}

function sameWords(a: Sentence | undefined, b: Sentence | undefined): boolean {
  if (a === undefined || b === undefined || codesIn(a.facts).length !== 1 || codesIn(b.facts).length !== 1)
    return false;
  const shared = [...a.stems].filter((stem) => b.stems.has(stem)).length;
  return shared >= 3 && shared + 1 >= Math.max(a.stems.size, b.stems.size);
}
