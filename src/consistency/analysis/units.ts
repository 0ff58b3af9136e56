import type { Fact, Sentence, Token, Unit } from './model.js';

/** The words and facts of a sentence in their order; put together when they are first asked for, as few sentences are. */
export function unitsOf(sentence: Sentence): readonly Unit[] {
  if (sentence.units !== null) return sentence.units;
  const units: Unit[] = [];
  forEachUnit(sentence.tokens, sentence.facts, (token, fact) => units.push({ fact, token }));
  sentence.units = units;
  return units;
}

/** Visits each word outside the facts and each fact with its first token, in their order. */
export function forEachUnit(
  tokens: readonly Token[],
  facts: readonly Fact[],
  visit: (token: Token, fact: Fact | null) => void,
): void {
  let next = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    const fact = facts[next];
    if (fact !== undefined && index >= fact.to) next += 1;
    const current = facts[next];
    if (current !== undefined && index >= current.from && index < current.to) {
      if (index === current.from) visit(token, current);
    } else if (token.kind === 'word') visit(token, null);
  }
}
