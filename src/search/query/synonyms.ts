import type { Synonym } from '../search-engine.js';
import { termsOf } from '../words/analyse.js';
import { stopWordsOf } from '../words/stop-words.js';
import type { AskedWord } from './read-query.js';
import type { Alternative, Reading } from './resolve-query.js';

const synonymsWorth = 0.9;

/** For each word of a query, what else it may be by the approved synonyms; words that are replaced together all get the same alternative. */
export function otherWays(
  words: readonly AskedWord[],
  { locale, synonyms }: Reading,
): readonly (readonly Alternative[])[] {
  const ways: Alternative[][] = words.map(() => []);
  for (const { from, to } of synonyms.filter((synonym) => synonym.locale === locale).flatMap(directions)) {
    const stop = stopWordsOf(locale);
    const wanted = termsOf(from, locale).filter(({ word }) => !stop.has(word));
    const stems = termsOf(to, locale).map(({ stem }) => stem);
    if (wanted.length === 0 || stems.length === 0) continue;
    for (let start = 0; start + wanted.length <= words.length; start++) {
      if (!wanted.every(({ stem }, i) => words[start + i]?.stem === stem)) continue;
      for (let i = 0; i < wanted.length; i++) ways[start + i]?.push({ stems, adjacent: true, worth: synonymsWorth });
    }
  }
  return ways;
}

function directions({ from, to, twoWay }: Synonym): readonly { readonly from: string; readonly to: string }[] {
  return twoWay
    ? [
        { from, to },
        { from: to, to: from },
      ]
    : [{ from, to }];
}
