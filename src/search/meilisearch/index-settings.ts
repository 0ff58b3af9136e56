import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import type { Synonym } from '../search-engine.js';
import { filterable } from './filter.js';
import { languageOf, particlesOf } from './stop-words.js';

/** The attributes that are looked through, the weightiest first; the question is one text, for in an array no match is a whole one. */
export const searchable = ['question', 'title', 'phrasings', 'body'] as const;

/** So many hits can be paged through. */
export const mostHits = 10_000;

/** The rules of one locale's indexes. They are code: whoever changes them changes their hash, and the next build makes new indexes. */
export function indexSettings(locale: string, synonyms: readonly Synonym[]): Settings {
  return {
    searchableAttributes: [...searchable],
    filterableAttributes: [...filterable],
    sortableAttributes: [],
    // The key last: equals are in one order everywhere.
    rankingRules: ['words', 'typo', 'proximity', 'attributeRank', 'sort', 'wordPosition', 'exactness', 'answerKey:asc'],
    stopWords: [...particlesOf(locale)],
    synonyms: synonymsOf(locale, synonyms),
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      disableOnNumbers: true,
    },
    faceting: { maxValuesPerFacet: 1_000 },
    pagination: { maxTotalHits: mostHits },
    localizedAttributes: known.has(languageOf(locale))
      ? [{ attributePatterns: [...searchable], locales: [languageOf(locale) as 'en'] }]
      : [],
  };
}

/** Equal for equal rules. */
export function settingsHash(settings: Settings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 32);
}

/** Languages that the engine can be told. */
const known = new Set(
  'af ar az be bg ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka ko lt lv mk nb nl pl pt ro ru sk sl sq sr sv ta th tr uk ur vi zh'
    .split(' ')
    .filter((language) => language !== 'sq'),
);

function synonymsOf(locale: string, synonyms: readonly Synonym[]): Record<string, string[]> {
  const pairs = synonyms
    .filter((synonym) => synonym.locale === locale)
    .flatMap(({ from, to, twoWay }) => (twoWay ? [[from, to] as const, [to, from] as const] : [[from, to] as const]))
    .map(([from, to]) => [from.toLowerCase(), to.toLowerCase()] as const);
  const grouped = Map.groupBy(pairs, ([from]) => from);
  const rows = [...grouped].map(([from, targets]) => [from, [...new Set(targets.map(([, to]) => to))].sort()] as const);
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}
