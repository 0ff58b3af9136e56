import type { Analysis, Assertion, Sentence } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { difference, sameScope, type Reading, type Rule } from './reading.js';

/** What may be done at any time by one text, and not before or after something by the other. */
export const anyTime: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  return [
    ...conflicts(reading, reading.a, reading.b, lexicon).map(([free, bound]) => said(free, bound)),
    ...conflicts(reading, reading.b, reading.a, lexicon).map(([free, bound]) => said(bound, free)),
  ];
};

const most = 40;

function conflicts(reading: Reading, free: Analysis, bound: Analysis, lexicon: LexiconIndex) {
  const { anyTime: always, notUntil } = lexicon.phrases;
  if (!always.mayBegin(free.begins) || !notUntil.mayBegin(bound.begins)) return [];
  const permissions = permitted(free, lexicon);
  const refusals = refused(bound, lexicon);
  return permissions.flatMap((one) =>
    refusals
      .filter((other) => sameAct(one, other) && sameScope(reading, one.scope, other.scope))
      .map((other) => [one, other] as const),
  );
}

function permitted({ assertions, sentences }: Analysis, lexicon: LexiconIndex): Assertion[] {
  return assertions
    .slice(0, most)
    .filter(
      (one) => one.positive && !one.supposed && mayDo(one) && isFree(sentences[one.sentence], lexicon) && !one.only,
    );
}

function refused({ assertions, sentences }: Analysis, lexicon: LexiconIndex): Assertion[] {
  return assertions
    .slice(0, most)
    .filter(
      (one) => !one.positive && !one.supposed && mayDo(one) && says(sentences[one.sentence], lexicon.phrases.notUntil),
    );
}

function mayDo({ concept }: Assertion): boolean {
  return concept === 'can' || concept === 'allow';
}

// "At any time before dispatch" has a bound of its own.
function isFree(sentence: Sentence | undefined, { phrases }: LexiconIndex): boolean {
  return says(sentence, phrases.anyTime) && !says(sentence, phrases.notUntil);
}

function says(sentence: Sentence | undefined, table: LexiconIndex['phrases']['anyTime']): boolean {
  return sentence !== undefined && table.isIn(sentence);
}

// What is done stands first: "cancel the contract".
function sameAct({ stems: a }: Assertion, { stems: b }: Assertion): boolean {
  const [one] = a;
  const [other] = b;
  const shared = [...a].filter((stem) => b.has(stem)).length;
  return one !== undefined && one === other && shared >= Math.min(2, a.size, b.size);
}

function said(a: Assertion, b: Assertion) {
  return difference('polarity', 0.91, quote(a), quote(b));
}

function quote({ text, span, positive }: Assertion) {
  return { text, span, value: positive ? 'at any time' : 'not at any time' };
}
