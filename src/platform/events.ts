import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database/database.js';

/** Something that was committed and that others may act on. */
export interface OutboxEvent {
  readonly sequence: number;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** The advisory locks of the database, by number; held until the transaction ends. */
export const locks = {
  publication: 7_001,
  outbox: 7_002,
  lint: 7_009,
  'replay-budget': 7_011,
  'sweep-schedule': 7_012,
  'signing-key': 7_013,
  'delivery-chain': 7_014,
} as const;

/** Waits for the lock, which the transaction keeps until its end. */
export async function lock(tx: DatabaseTransaction, which: keyof typeof locks): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks[which]})`.execute(tx);
}

/** Writes an event into the outbox of the same transaction: what is announced was committed, in commit order. */
export async function announce(
  tx: DatabaseTransaction,
  type: string,
  payload: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<number> {
  await lock(tx, 'outbox');
  const { sequence } = await tx
    .insertInto('outbox')
    .columns(['sequence', 'type', 'payload', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('outbox')
        .select([
          sql<number>`coalesce(max(sequence), 0) + 1`.as('sequence'),
          eb.val(type).as('type'),
          sql<string>`${JSON.stringify(payload)}::jsonb`.as('payload'),
          sql<Date>`${at}::timestamptz`.as('at'),
        ]),
    )
    .returning('sequence')
    .executeTakeFirstOrThrow();
  await sql`select pg_notify('univocal', ${String(sequence)})`.execute(tx);
  return sequence;
}

/** The number of the newest event; 0 before the first. */
export async function latestEvent(db: Database): Promise<number> {
  const { newest } = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.max('sequence').as('newest'))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}

/** Events after a sequence number, oldest first. */
export function eventsAfter(db: Database, sequence: number, limit = 1_000): Promise<OutboxEvent[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
