import type { Facet, FacetName } from '../search-engine.js';
import type { Shelf } from './permits.js';

/** Counts documents, so many of each shelf, by their properties: most first, then by value in code-unit order. */
export function countFacets(
  documents: Iterable<readonly [Shelf, number]>,
  names: readonly FacetName[],
): readonly Facet[] {
  const all = [...documents];
  return names.map((name) => {
    const counts = new Map<string, number>();
    for (const [shelf, number] of all)
      for (const value of valuesOf(shelf, name)) counts.set(value, (counts.get(value) ?? 0) + number);
    return { name, counts: [...counts].map(([value, count]) => ({ value, count })).sort(mostFirst) };
  });
}

function mostFirst(a: Facet['counts'][number], b: Facet['counts'][number]): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

function valuesOf(shelf: Shelf, name: FacetName): readonly string[] {
  if (name === 'topic') return shelf.topics;
  return [name === 'owner' ? shelf.owner : shelf.audience];
}
