import { createHash } from 'node:crypto';

/** One link of a chain of records in which each hash covers the one before. */
export interface ChainLink {
  /** From 1, without a gap. */
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the look at every link found: an unbroken chain with its last link, or the first link that is not what was written. */
export type ChainVerdict =
  | { readonly outcome: 'whole'; readonly count: number; readonly head: string }
  | { readonly outcome: 'broken'; readonly sequence: number; readonly reason: string };

/** A link that was seen before, by its number and hash. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first link names as the hash before it. */
export const noHash = '0'.repeat(64);

/** The hash of a link: SHA-256 over the JSON text of what it is made of, the hash before it first. */
export function chainHash(
  values: readonly [previousHash: string, sequence: number, ...rest: readonly unknown[]],
): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

/**
 * Follows a chain from its first link; `faultIn` says why the content of one is not what was hashed. A chain cannot know that its end was cut
 * off: for that, `expected` names a link that was seen before.
 */
export async function verifyChain<Link extends ChainLink>(
  links: AsyncIterable<Link> | Iterable<Link>,
  faultIn: (link: Link) => string | null | Promise<string | null>,
  expected: ChainHead | null = null,
): Promise<ChainVerdict> {
  let count = 0;
  let head = noHash;
  for await (const link of links) {
    const reason = misplaced(link, count + 1) ?? (await faultIn(link)) ?? unlinked(link, head);
    if (reason) return { outcome: 'broken', sequence: Math.min(link.sequence, count + 1), reason };
    if (expected?.sequence === link.sequence && expected.hash !== link.hash)
      return { outcome: 'broken', sequence: link.sequence, reason: 'it is not the one that was expected' };
    count += 1;
    head = link.hash;
  }
  if (expected && expected.sequence > count)
    return { outcome: 'broken', sequence: count + 1, reason: 'it and all after it are missing' };
  return { outcome: 'whole', count, head };
}

function misplaced({ sequence }: ChainLink, due: number): string | null {
  if (sequence > due) return 'it is missing';
  return sequence < due ? 'it is there twice' : null;
}

function unlinked({ previousHash }: ChainLink, due: string): string | null {
  return previousHash === due ? null : 'it does not follow from the one before';
}
