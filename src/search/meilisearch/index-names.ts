import type { Audience } from '../../access/index.js';
import { audiences } from '../../access/index.js';

/**
 * The index of a locale for those who may see up to an audience. Each holds only what they may see: the engine weighs words by how often they are in the
 * whole index, whatever the filter, so in a common one a staff text could change what a customer finds.
 */
export function indexName(prefix: string, locale: string, audience: Audience): string {
  return `${prefix}-${locale.toLowerCase()}-${audience.toLowerCase()}`;
}

/** The highest of some audiences. */
export function highestOf(some: readonly Audience[]): Audience {
  return audiences.findLast((audience) => some.includes(audience)) ?? 'PUBLIC';
}

/** The index that says which locales there are, and of which snapshot. */
export function stateIndexName(prefix: string): string {
  return `${prefix}-state`;
}
