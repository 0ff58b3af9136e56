import { createHash } from 'node:crypto';

/**
 * The entity tag of a page: what it is made from (an answer's content hash and language), then a hash of the page
 * itself, because a related answer's title or our own layout can change while the answer does not.
 */
export function entityTag(madeFrom: readonly string[], page: string): string {
  const whole = createHash('sha256').update(page).digest('hex').slice(0, 16);
  return `"${[...madeFrom, whole].join('-')}"`;
}
