import type { Analysis, Fact, Sentence } from '../analysis/model.js';
import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { lexiconNamed } from '../lexicon/lexicons.js';
import { contextLikeness } from './context.js';
import { difference, quoteFact, sameScope, type Reading, type Rule } from './reading.js';

/** One text says that it is always free, the other gives a price for some cases: "free for orders over £20; below that it costs £2". */
export const alwaysFree: Rule = (reading) => {
  const lexicon = lexiconNamed(reading.a.language);
  if (lexicon === undefined || !reading.sameLanguage) return [];
  return [
    ...pricesAgainst(reading, reading.a, reading.b, lexicon).map(([price, free]) => said(price, free)),
    ...pricesAgainst(reading, reading.b, reading.a, lexicon).map(([price, free]) => said(free, price)),
  ];
};

// The priced case stands in the sentence that says when it is free, and the other text has no price at all for it.
function pricesAgainst(reading: Reading, priced: Analysis, free: Analysis, lexicon: LexiconIndex) {
  if (!lexicon.phrases.always.mayBegin(free.begins)) return [];
  return free.facts.filter(isFree).flatMap((always) => {
    const sentence = free.sentences[always.sentence];
    if (sentence === undefined || !isAlways(sentence, always, lexicon) || sentence.facts.some(isPrice)) return [];
    return priced.facts.filter(isFree).flatMap((sometimes) => {
      const price = priced.sentences[sometimes.sentence]?.facts.find((fact) => isPrice(fact) && isElsewhere(fact));
      const same =
        price !== undefined &&
        sameScope(reading, always.scope, price.scope) &&
        !reading.partners.has(price) &&
        contextLikeness(always, sometimes) >= 0.4;
      return same ? [[price, always] as const] : [];
    });
  });
}

function isFree({ type, high }: Fact): boolean {
  return type === 'money' && high === 0;
}

function isPrice({ type, high }: Fact): boolean {
  return type === 'money' && high > 0;
}

// "Orders over £20" is a bound of the case, not its price.
function isElsewhere({ comparator }: Fact): boolean {
  return comparator === 'equal' || comparator === 'at-least';
}

function isAlways({ tokens }: Sentence, { from }: Fact, { phrases }: LexiconIndex): boolean {
  return [from - 2, from - 1, from].some((index) => phrases.always.at(tokens, index) !== null);
}

function said(a: Fact, b: Fact) {
  return difference('money', 0.91, quoteFact(a), quoteFact(b));
}
