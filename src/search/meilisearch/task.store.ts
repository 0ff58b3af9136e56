import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';

/** A task of the engine that was begun and of which we do not know yet how it ended. */
export interface OpenTask {
  readonly id: number;
  readonly taskUid: number;
}

/** How a task ended; lost = the server no longer knows it. */
export type TaskEnd = 'succeeded' | 'failed' | 'canceled' | 'lost';

/** Writes down what was begun, before anybody is told so. */
export function insertTask(
  db: Database,
  task: { readonly prefix: string; readonly taskUid: number; readonly sequence: number },
): Promise<{ readonly id: number }> {
  return db
    .insertInto('search_task')
    .values({ prefix: task.prefix, task_uid: task.taskUid, snapshot_sequence: task.sequence })
    .returning('id')
    .executeTakeFirstOrThrow();
}

/** Writes down how it ended. */
export async function endTask(db: Database, id: number, ending: TaskEnd, error: string | null): Promise<void> {
  await db.updateTable('search_task').set({ ending, error, ended_at: sql`now()` }).where('id', '=', id).execute();
}

/** The tasks whose end is not known, in the order in which they were begun. */
export function openTasks(db: Database, prefix: string): Promise<readonly OpenTask[]> {
  return db
    .selectFrom('search_task')
    .select(['id', 'task_uid as taskUid'])
    .where('prefix', '=', prefix)
    .where('ending', 'is', null)
    .orderBy('id')
    .execute();
}

/** Whether anything was ever begun under this name. */
export async function wasWritten(db: Database, prefix: string): Promise<boolean> {
  const row = await db.selectFrom('search_task').select('id').where('prefix', '=', prefix).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Forgets what ended well a while ago, but for the last; failures stay for the operator to see. */
export async function forgetEndedTasks(db: Database, prefix: string): Promise<void> {
  await db
    .deleteFrom('search_task')
    .where('prefix', '=', prefix)
    .where('ending', 'in', ['succeeded', 'lost'])
    .where('ended_at', '<', sql<Date>`now() - interval '1 day'`)
    .where('id', '<', (last) =>
      last
        .selectFrom('search_task')
        .select((task) => task.fn.max('id').as('id'))
        .where('prefix', '=', prefix),
    )
    .execute();
}

/** Runs `work` while no other process writes these indexes; null when one does. */
export function asOnlyWriter<T>(db: Database, prefix: string, work: () => Promise<T>): Promise<T | null> {
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${`search:${prefix}`}, 0)`;
    const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${key}) as locked`.execute(connection);
    if (!rows[0]?.locked) return null;
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}
