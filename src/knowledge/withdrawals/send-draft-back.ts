import type { Actor } from '../../access/index.js';
import type { Clock } from '../../platform/clock.js';
import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import * as store from '../answer.store.js';

/**
 * Takes the approval of a draft back because a correction was published past it: what was approved does not know of it, and publishing it would
 * silently undo the correction.
 */
export async function sendDraftBack(
  ctx: { readonly clock: Clock; readonly actor: Actor },
  tx: DatabaseTransaction,
  answer: Row<'answer'>,
  corrected: number,
): Promise<void> {
  const draft = await store.draftOf(tx, answer.id);
  if (!draft || draft.state === 'DRAFT') return;
  const now = ctx.clock.now();
  await store.updateDraft(tx, answer.id, { edit: draft.edit + 1, state: 'DRAFT', reviewer: null, updated_at: now });
  await store.insertTransition(tx, {
    answer_id: answer.id,
    from_state: draft.state,
    to_state: 'DRAFT',
    actor: ctx.actor.name,
    note: `Version ${corrected} was published as an emergency correction: take it in.`,
    at: now,
  });
}
