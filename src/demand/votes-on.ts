import { type Actor, allow } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import type { VersionVotes } from './vote.js';
import { votesOfAnswer } from './vote.store.js';

/** How customers voted on the versions of an answer, the newest first; empty for one that nobody voted on. */
export function votesOn(
  ctx: { readonly db: Database; readonly actor: Actor },
  answer: string,
): Promise<readonly VersionVotes[]> {
  allow(ctx.actor, 'read drafts');
  return votesOfAnswer(ctx.db, answer);
}
