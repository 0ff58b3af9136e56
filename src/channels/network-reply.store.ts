import { type RawBuilder, sql } from 'kysely';
import type { Activity } from '../../bots/conversation/activity.js';
import type {
  Asking,
  Hold,
  NetworkReference,
  ReplyLedger,
  Undelivered,
  Unsent,
} from '../../bots/transports/bot-framework/reply-ledger.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';

type Context = { readonly db: Database };

/** After so long without a sign of life, another node takes the conversation. All times here are the database's: nodes' clocks differ. */
const heldUntil = sql<Date>`now() + interval '60 seconds'`;
const mostDue = 20;

/** Makes a conversation due that is held on a network, in the transaction that says something in it unasked; others are left as they are. */
export async function dueOnNetwork(db: DatabaseTransaction, id: string): Promise<void> {
  await db
    .updateTable('network_conversation')
    .set({ due_at: sql`least(due_at, now())`, asked: sql`asked + 1` })
    .where('conversation_id', '=', id)
    .execute();
}

/** The queue in PostgreSQL; the words themselves are the conversation's own. */
export function replyLedger(ctx: Context): ReplyLedger {
  return {
    ask: (id, reference, when) => ask(ctx, { id, reference, ...when }),
    due: () => due(ctx),
    hold: (id) => hold(ctx, id),
    renew: (held) => renew(ctx, held),
    next: (id) => next(ctx, id),
    begin: (held, position) => begin(ctx, held, position),
    settle: (held, position, lost) => settle(ctx, held, position, lost),
    postpone: (held, waitMs) => postpone(ctx, held, waitMs),
    release: (held) => release(ctx, held),
  };
}

type AskingFor = Asking & { readonly id: string; readonly reference: NetworkReference };

async function ask({ db }: Context, { id, reference, since, pauseMs, keepsReference }: AskingFor): Promise<void> {
  const known = JSON.stringify(reference);
  const dueAt = after(pauseMs);
  await db
    .insertInto('network_conversation')
    .values({
      conversation_id: id,
      reference: known,
      sent_up_to: since ?? sql<number>`(select next_activity - 1 from conversation where id = ${id})`,
      due_at: dueAt,
    })
    .onConflict((conflict) =>
      conflict.column('conversation_id').doUpdateSet({
        reference: keepsReference ? sql`network_conversation.reference` : known,
        due_at: sql`least(network_conversation.due_at, ${dueAt})`,
        asked: sql`network_conversation.asked + 1`,
      }),
    )
    .execute();
}

function after(ms: number): RawBuilder<Date> {
  return sql<Date>`now() + ${ms}::float8 * interval '1 millisecond'`;
}

async function due({ db }: Context): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('network_conversation')
    .select('conversation_id')
    .where(isFree)
    .orderBy('due_at')
    .limit(mostDue)
    .execute();
  return rows.map((row) => row.conversation_id);
}

const isFree = sql<boolean>`due_at <= now() and (held_until is null or held_until <= now())`;

async function hold({ db }: Context, id: string): Promise<Hold | null> {
  const row = await db
    .updateTable('network_conversation')
    .set({ held_until: heldUntil, hold: sql`hold + 1` })
    .where('conversation_id', '=', id)
    .where(isFree)
    .returning(['reference', 'hold', 'asked', 'attempts', 'sending'])
    .returning(sql<boolean>`coalesce(not_before > now(), false)`.as('waits'))
    .executeTakeFirst();
  if (!row) return null;
  const { hold: number, asked, attempts, sending: unsettled, waits } = row;
  return { id, number, reference: row.reference as unknown as NetworkReference, asked, attempts, unsettled, waits };
}

/** The conversation, as long as no other node has taken it since. */
function ours(db: Database, { id, number }: Hold) {
  return db.updateTable('network_conversation').where('conversation_id', '=', id).where('hold', '=', number);
}

async function renew({ db }: Context, held: Hold): Promise<boolean> {
  const { numUpdatedRows } = await ours(db, held).set({ held_until: heldUntil }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function next({ db }: Context, id: string): Promise<Unsent | null> {
  const { rows } = await sql<{ position: number; at: Date; activity: Activity; repliesTo: string | null }>`
    select said.position, said.at, said.activity, (
      select heard.activity->>'id' from activity heard
      where heard.conversation_id = said.conversation_id and heard.activity->'from'->>'role' is distinct from 'bot'
        and heard.activity->>'id' = said.activity->>'replyToId' limit 1
    ) as "repliesTo"
    from activity said join network_conversation known using (conversation_id)
    where said.conversation_id = ${id} and said.position > known.sent_up_to
      and said.activity->'from'->>'role' = 'bot' and said.activity->>'deliveryMode' is null
    order by said.position limit 1`.execute(db);
  return rows[0] ?? null;
}

async function begin({ db }: Context, held: Hold, position: number): Promise<boolean> {
  const { numUpdatedRows } = await ours(db, held).set({ sending: position, held_until: heldUntil }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function settle({ db }: Context, held: Hold, position: number, lost: Undelivered | null): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await ours(tx, held)
      .set({
        sent_up_to: sql`greatest(sent_up_to, ${position}::int)`,
        sending: sql`nullif(sending, ${position}::int)`,
        attempts: 0,
        not_before: null,
      })
      .executeTakeFirst();
    if (numUpdatedRows > 0n && lost !== null)
      await tx
        .insertInto('undelivered_reply')
        .values({ conversation_id: held.id, at: sql<Date>`now()`, ...lost })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return numUpdatedRows > 0n;
  });
}

async function postpone({ db }: Context, held: Hold, waitMs: number): Promise<void> {
  await ours(db, held)
    .set({
      sending: null,
      attempts: sql`attempts + 1`,
      not_before: after(waitMs),
      // What was asked for meanwhile has its turn without waiting for the network.
      due_at: sql`case when asked = ${held.asked} then ${after(waitMs)} else due_at end`,
      held_until: null,
    })
    .execute();
}

async function release({ db }: Context, held: Hold): Promise<boolean> {
  const row = await ours(db, held)
    .set({
      held_until: null,
      due_at: sql`case when asked = ${held.asked} then not_before else due_at end`,
    })
    .returning('asked')
    .executeTakeFirst();
  return row === undefined || row.asked === held.asked;
}
