import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import type { Synonym } from '../search-engine.js';
import { termsOf } from '../words/analyse.js';
import { stopWordsOf } from '../words/stop-words.js';
import { filterable } from './filter.js';
import { isCutByEngine, languageOf, particlesOf } from './languages.js';

/** The attributes that are looked through, the weightiest first; the question is one text, for in an array no match is a whole one. */
export const searchable = ['question', 'title', 'phrasings', 'body', 'questionStems', 'stems', 'parts'] as const;

/** Those that hold stems and parts of words, not words. */
export const stemmed = ['questionStems', 'stems', 'parts'] as const;

/** So many hits can be paged through. */
export const mostHits = 10_000;

/** The rules of one locale's indexes. They are code: whoever changes them changes their hash, and the next build makes new indexes. */
export function indexSettings(locale: string, synonyms: readonly Synonym[]): Settings {
  return {
    searchableAttributes: [...searchable],
    filterableAttributes: [...filterable],
    sortableAttributes: [],
    // The order of keys last: equals are in one order everywhere.
    rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness', 'place:asc'],
    stopWords: [...particlesOf(locale)],
    synonyms: synonymsOf(locale, synonyms),
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      // A stem one letter away is another word: "spend" and "send".
      disableOnAttributes: [...stemmed],
      disableOnNumbers: true,
    },
    faceting: { maxValuesPerFacet: 1_000 },
    pagination: { maxTotalHits: mostHits },
    localizedAttributes: isCutByEngine(locale)
      ? [{ attributePatterns: [...searchable], locales: [languageOf(locale) as 'en'] }]
      : [],
  };
}

/** Equal for equal rules. */
export function settingsHash(settings: Settings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 32);
}

/** In the forms in which questions are asked: as words and as stems. */
function synonymsOf(locale: string, synonyms: readonly Synonym[]): Record<string, string[]> {
  const pairs = synonyms
    .filter((synonym) => synonym.locale === locale)
    .flatMap(({ from, to, twoWay }) => (twoWay ? [[from, to] as const, [to, from] as const] : [[from, to] as const]))
    .flatMap(([from, to]) =>
      formsOf(from, locale).flatMap((one) => formsOf(to, locale).map((other) => [one, other] as const)),
    )
    .filter(([from, to]) => from !== '' && to !== '');
  const grouped = Map.groupBy(pairs, ([from]) => from);
  const rows = [...grouped].map(([from, targets]) => [from, [...new Set(targets.map(([, to]) => to))].sort()] as const);
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function formsOf(words: string, locale: string): readonly string[] {
  if (isCutByEngine(locale)) return [words.normalize('NFKC').toLowerCase()];
  const stop = stopWordsOf(locale);
  const terms = termsOf(words, locale).filter(({ word }) => !stop.has(word));
  return [...new Set([terms.map(({ word }) => word).join(' '), terms.map(({ stem }) => stem).join(' ')])];
}
