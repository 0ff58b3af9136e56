import type { Facet, FacetName, SearchDocument } from '../search-engine.js';

/** Counts documents by their properties, most first, then by value in code-unit order. */
export function countFacets(documents: readonly SearchDocument[], names: readonly FacetName[]): readonly Facet[] {
  return names.map((name) => {
    const counts = new Map<string, number>();
    for (const document of documents)
      for (const value of valuesOf(document, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return { name, counts: [...counts].map(([value, count]) => ({ value, count })).sort(mostFirst) };
  });
}

/** The order of the counts of a facet. */
export function mostFirst(a: Facet['counts'][number], b: Facet['counts'][number]): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

function valuesOf(document: SearchDocument, name: FacetName): readonly string[] {
  if (name === 'topic') return document.topics;
  return [name === 'owner' ? document.owner : document.audience];
}
