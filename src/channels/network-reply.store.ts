import { sql } from 'kysely';
import type { Activity } from '../../bots/conversation/activity.js';
import type {
  Hold,
  NetworkReference,
  ReplyLedger,
  Undelivered,
  Unsent,
} from '../../bots/transports/bot-framework/reply-ledger.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';

type Context = { readonly db: Database; readonly clock: Clock };

/** After so long without a sign of life, another node takes the conversation. */
const holdMs = 60_000;
const mostDue = 20;

/** Makes a conversation due that is held on a network, in the transaction that says something in it unasked; others are left as they are. */
export async function dueOnNetwork(db: DatabaseTransaction, id: string, at: Date): Promise<void> {
  await db
    .updateTable('network_conversation')
    .set({ due_at: sql`least(due_at, ${at})`, asked: sql`asked + 1` })
    .where('conversation_id', '=', id)
    .execute();
}

/** The queue in PostgreSQL; the words themselves are the conversation's own. */
export function replyLedger(ctx: Context): ReplyLedger {
  return {
    ask: (id, reference, when) => ask(ctx, { id, reference, ...when }),
    due: () => due(ctx),
    hold: (id) => hold(ctx, id),
    next: (id) => next(ctx, id),
    begin: (id, position) => begin(ctx, id, position),
    settle: (id, position, lost) => settle(ctx, id, position, lost),
    postpone: (id, dueAt) => postpone(ctx, id, dueAt),
    release: (id, held) => release(ctx, id, held),
  };
}

interface Asking {
  readonly id: string;
  readonly reference: NetworkReference;
  readonly since: number | null;
  readonly dueAt: Date;
}

async function ask({ db }: Context, { id, reference, since, dueAt }: Asking): Promise<void> {
  const known = JSON.stringify(reference);
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
        reference: known,
        due_at: sql`least(network_conversation.due_at, ${dueAt})`,
        asked: sql`network_conversation.asked + 1`,
      }),
    )
    .execute();
}

async function due({ db, clock }: Context): Promise<readonly string[]> {
  const now = clock.now();
  const rows = await db
    .selectFrom('network_conversation')
    .select('conversation_id')
    .where('due_at', '<=', now)
    .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<=', now)]))
    .orderBy('due_at')
    .limit(mostDue)
    .execute();
  return rows.map((row) => row.conversation_id);
}

async function hold({ db, clock }: Context, id: string): Promise<Hold | null> {
  const now = clock.now();
  const row = await db
    .updateTable('network_conversation')
    .set({ held_until: new Date(now.getTime() + holdMs) })
    .where('conversation_id', '=', id)
    .where('due_at', '<=', now)
    .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<=', now)]))
    .returning(['reference', 'asked', 'attempts', 'sending'])
    .executeTakeFirst();
  if (!row) return null;
  const { asked, attempts, sending } = row;
  return { reference: row.reference as unknown as NetworkReference, asked, attempts, unsettled: sending };
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

async function begin({ db, clock }: Context, id: string, position: number): Promise<void> {
  await db
    .updateTable('network_conversation')
    .set({ sending: position, held_until: new Date(clock.now().getTime() + holdMs) })
    .where('conversation_id', '=', id)
    .execute();
}

async function settle({ db, clock }: Context, id: string, position: number, lost: Undelivered | null): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('network_conversation')
      .set({
        sent_up_to: sql`greatest(sent_up_to, ${position}::int)`,
        sending: sql`nullif(sending, ${position}::int)`,
        attempts: 0,
      })
      .where('conversation_id', '=', id)
      .execute();
    if (lost === null) return;
    await tx
      .insertInto('undelivered_reply')
      .values({ conversation_id: id, at: clock.now(), ...lost })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

async function postpone({ db }: Context, id: string, dueAt: Date): Promise<void> {
  await db
    .updateTable('network_conversation')
    .set({ sending: null, attempts: sql`attempts + 1`, due_at: dueAt, held_until: null })
    .where('conversation_id', '=', id)
    .execute();
}

async function release({ db }: Context, id: string, { asked }: Hold): Promise<boolean> {
  const row = await db
    .updateTable('network_conversation')
    .set({
      held_until: null,
      due_at: sql`case when asked = ${asked} then null else due_at end`,
    })
    .where('conversation_id', '=', id)
    .returning('due_at')
    .executeTakeFirst();
  return row?.due_at == null;
}
