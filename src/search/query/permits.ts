import { applies } from '../../knowledge/index.js';
import type { SearchDocument, SearchRequest } from '../search-engine.js';

/** What decides who may see a document and by what it is filtered and counted. */
export type Shelf = Pick<SearchDocument, 'audience' | 'topics' | 'owner' | 'scope'>;

/** Whether the asker may see what stands on a shelf, and wants to see it. */
export function permits(
  { audiences, filters }: Pick<SearchRequest, 'audiences' | 'filters'>,
  { audience, topics, owner, scope }: Shelf,
): boolean {
  return (
    audiences.includes(audience) &&
    (filters.topics.length === 0 || filters.topics.some((topic) => topics.includes(topic))) &&
    (filters.owners.length === 0 || filters.owners.includes(owner)) &&
    applies({ scope }, filters.scope)
  );
}
