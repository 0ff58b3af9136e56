import type { Database } from '../../platform/database/database.js';
import type { Snapshot } from '../snapshot.js';
import { readAnswerRows } from './answer-rows.store.js';
import { stateOf } from './answer-then.js';

/** What was published of one answer at some moments, each with this answer and the facts that it shows alone; one read of the database for all. Empty when there is no such answer. */
export async function answerStates(
  ctx: { readonly db: Database; readonly sourceLocale: string },
  key: string,
  moments: readonly Date[],
): Promise<readonly Snapshot[]> {
  const last = moments.reduce<Date | null>((latest, at) => (latest === null || at > latest ? at : latest), null);
  const rows = last && (await readAnswerRows(ctx.db, key, last));
  return rows ? moments.map((at) => stateOf(rows, { validAt: at, knownAt: at }, ctx.sourceLocale)) : [];
}
