import type { SearchFilters } from '../search-engine.js';
import type { Audience } from '../../access/index.js';
import { and, type Filter, is, isIn, isNot, or } from './filter.js';

/** What restricts a search: who asks, and what he wants to see. */
export function requestFilter(audiences: readonly Audience[], { topics, owners, scope }: SearchFilters): Filter {
  return and(
    is('kind', 'answer'),
    isIn('audience', audiences),
    ...(topics.length > 0 ? [isIn('topics', topics)] : []),
    ...(owners.length > 0 ? [isIn('owner', owners)] : []),
    ...Object.entries(scope).map(([dimension, value]) =>
      or(isNot('scopeNames', scopeName(dimension)), is('scopeValues', scopeValue(dimension, value))),
    ),
  );
}

/** A dimension as the index holds it. The engine compares without case and accents, scopes do not: so they are written in hexadecimal. */
export function scopeName(dimension: string): string {
  return Buffer.from(dimension).toString('hex');
}

/** A dimension and its value as the index holds them. */
export function scopeValue(dimension: string, value: string): string {
  return `${scopeName(dimension)}=${Buffer.from(value).toString('hex')}`;
}
