import { contextAfter } from './context.js';
import type { Analysis, Assertion, Fact, Sentence, Token } from './model.js';
import type { SentencePlace } from './read-sentence.js';
import type { Reader } from './reader.js';

// How many sentences of the other text may have been changed or dropped in a row.
const ahead = 8;

/** Finds a sentence that another text has word for word, and gives its reading at its new place. */
export type KnownSentences = (reader: Reader, place: SentencePlace) => Sentence | null;

/** What a channel says mostly is what the answer says but for one sentence: the others, read already, need not be read again. */
export function sentencesReadIn({ sentences }: Pick<Analysis, 'sentences'>): KnownSentences {
  let next = 0;
  return (reader, place) => {
    for (let at = next; at < sentences.length && at < next + ahead; at += 1) {
      const known = sentences[at] as Sentence;
      if (!isSame(known, reader.tokens, place)) continue;
      next = at + 1;
      return movedTo(place, reader, known);
    }
    return null;
  };
}

// The letters are the same, and so are the tokens that they were cut into.
function isSame(
  { tokens, text, facts }: Sentence,
  others: readonly Token[],
  { plain, mostFacts }: SentencePlace,
): boolean {
  if (tokens.length !== others.length || facts.length > mostFacts) return false;
  const { start } = others[0] as Token;
  const shift = start - (tokens[0] as Token).start;
  const { end } = others.at(-1) as Token;
  if (end - start !== text.length || !plain.text.startsWith(text, start)) return false;
  return tokens.every((token, index) => isMoved(token, others[index] as Token, shift));
}

function isMoved(one: Token, other: Token, shift: number): boolean {
  return one.kind === other.kind && one.start + shift === other.start && one.end + shift === other.end;
}

function movedTo(place: SentencePlace, reader: Reader, known: Sentence): Sentence {
  const { index, before } = place;
  const spanOf = spansOf(place, reader.tokens);
  const facts = known.facts.map((fact): Fact => {
    const context = fact.context.before === before ? fact.context : contextAfter(fact.context.own, fact, before);
    return { ...fact, span: spanOf(fact), sentence: index, context };
  });
  const assertions = known.assertions.map((said): Assertion => ({ ...said, span: spanOf(said), sentence: index }));
  const span = spanOf({ from: 0, to: reader.tokens.length });
  // Units hold the facts at their old place.
  const units = facts.length === 0 ? known.units : null;
  return { ...known, index, span, units, facts, assertions };
}

function spansOf({ plain }: SentencePlace, tokens: readonly Token[]) {
  return ({ from, to }: Pick<Fact, 'from' | 'to'>) =>
    plain.spanOf((tokens[from] as Token).start, (tokens[Math.min(to, tokens.length) - 1] as Token).end);
}
