import type { SearchFilters, SearchMatch } from './search-engine.js';

/** How results were come by, from the question as it was asked down to the advice to ask a person. */
export const ladderSteps = ['AS_ASKED', 'WITHOUT_FILTERS', 'ANY_WORD', 'OTHER_LOCALE', 'POPULAR', 'PERSON'] as const;

/** One rung of the ladder. */
export type LadderStep = (typeof ladderSteps)[number];

/** A search that is tried on a rung. */
export interface Attempt {
  readonly step: LadderStep;
  readonly locale: string;
  readonly match: SearchMatch;
  readonly filters: SearchFilters;
}

const unfiltered: SearchFilters = { topics: [], owners: [], scope: {} };

/**
 * The searches to try until one finds something, in this order: as asked; without filters; any word of it; in the other locales. What a filter left
 * out or another language says is better than nothing, as long as it says that it is that.
 */
export function attempts(
  asked: { readonly filters: SearchFilters; readonly locale: string },
  otherLocales: readonly string[],
): readonly Attempt[] {
  const { locale, filters } = asked;
  const filtered = filters.topics.length + filters.owners.length + Object.keys(filters.scope).length > 0;
  return [
    { step: 'AS_ASKED', locale, match: 'most', filters },
    ...(filtered ? [{ step: 'WITHOUT_FILTERS', locale, match: 'most', filters: unfiltered } as const] : []),
    { step: 'ANY_WORD', locale, match: 'any', filters: unfiltered },
    ...otherLocales.map(
      (other) => ({ step: 'OTHER_LOCALE', locale: other, match: 'most', filters: unfiltered }) as const,
    ),
  ];
}
