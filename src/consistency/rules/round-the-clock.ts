import type { Analysis, Fact } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { contextLikeness } from './context.js';
import { difference, quoteFact, sameScope, type Reading, type Rule } from './reading.js';

/** Open around the clock by one text, closing at some time by the other. */
export const roundTheClock: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  return [
    ...closings(reading, reading.a, reading.b, lexicon).map(([always, time]) => said(always, time)),
    ...closings(reading, reading.b, reading.a, lexicon).map(([always, time]) => said(time, always)),
  ];
};

function closings(reading: Reading, always: Analysis, closing: Analysis, lexicon: LexiconIndex) {
  return always.facts.filter(isAlways).flatMap((one) =>
    closing.facts
      .filter((other) => closes(closing, other, lexicon))
      .filter((other) => sameScope(reading, one.scope, other.scope) && contextLikeness(one, other) >= 0.3)
      .filter((other) =>
        subjectOf(closing, other, lexicon).every((stem) => always.sentences[one.sentence]?.stems.has(stem)),
      )
      .map((other) => [one, other] as const),
  );
}

function isAlways({ type, intervals }: Fact): boolean {
  return type === 'hours' && intervals.length === 1 && intervals[0]?.[0] === 0 && intervals[0][1] === 1440;
}

// "The desk closes at 11pm": the verb just before the time.
function closes({ sentences }: Analysis, { type, sentence, from }: Fact, { words }: LexiconIndex): boolean {
  const before = sentences[sentence]?.tokens.slice(Math.max(0, from - 3), from) ?? [];
  return type === 'time' && before.some(({ folded }) => words.closes.has(folded));
}

// "The kitchen of the shop closes" says nothing of the shop.
function subjectOf({ sentences }: Analysis, { sentence, from }: Fact, { words }: LexiconIndex): string[] {
  const before = sentences[sentence]?.tokens.slice(Math.max(0, from - 8), from) ?? [];
  const verb = before.findIndex(({ folded }) => words.closes.has(folded));
  return before
    .slice(0, verb)
    .flatMap(({ stem, folded }) => (stem === null || words.lightVerbs.has(folded) ? [] : [stem]));
}

function said(a: Fact, b: Fact) {
  return difference('hours', 0.91, quoteFact(a), quoteFact(b));
}
