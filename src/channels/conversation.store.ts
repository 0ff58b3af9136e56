import { type Expression, sql } from 'kysely';
import { type Activity, type KeptActivity, sendKey } from '../../bots/conversation/activity.js';
import { type Conversation, type ConversationState, newState } from '../../bots/conversation/conversation.js';
import {
  type ConversationStore,
  mostActivities,
  type NewConversation,
  type TurnResult,
} from '../../bots/conversation/conversation-store.js';
import { networkMark } from '../../bots/conversation/network-id.js';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { AppError } from '../platform/errors.js';
import { recordDeliveries } from '../receipts/index.js';
import { dueOnNetwork } from './network-reply.store.js';
import { channelSpeaking } from './networks.js';
import { toldIn } from './told-in-conversation.js';

type Context = { readonly db: Database; readonly clock: Clock };
type Subscribe = ConversationStore['subscribe'];

const listSize = 100;
/** Whoever was called a week ago and has not come will not; the list is for those who wait. */
const longestCallMs = 7 * 86_400_000;
/** The column wants a language; this is BCP 47's word for "not known". */
const unknownLocale = 'und';

/** Says something in a conversation that nobody asked for; false when it has ended or is gone. */
export async function sayUnasked(
  ctx: { readonly db: DatabaseTransaction; readonly clock: Clock },
  id: string,
  activities: readonly Activity[],
): Promise<boolean> {
  const open = await lockOpen(ctx.db, id);
  if (!open) return false;
  await insert(ctx, id, open.next_activity, activities);
  await dueOnNetwork(ctx.db, id);
  return true;
}

/** Where a conversation is held: the key of a channel, or of one of its networks; null when it is gone. */
export async function channelOfConversation(db: Database, id: string): Promise<string | null> {
  const row = await db.selectFrom('conversation').select('channel_key').where('id', '=', id).executeTakeFirst();
  return row?.channel_key ?? null;
}

/** Conversations in PostgreSQL. A conversation's row is the lock of its activities, so positions have no gap and become visible in their order. */
export function conversationStore(ctx: Context, subscribe: Subscribe): ConversationStore {
  return {
    create: (conversation) => create(ctx, conversation),
    load: (id) => load(ctx, id),
    glance: (id) => load(ctx, id),
    append: (id, activity) => ctx.db.transaction().execute((tx) => append({ db: tx, clock: ctx.clock }, id, activity)),
    read: (id, after) => read(ctx, id, after),
    activitiesSince: (id, position) => activitiesSince(ctx, id, position),
    withPeople: (channel) => withPeople(ctx, channel),
    sentSince: (id, since) => sentSince(ctx, id, since),
    saveTurn: (id, turn) => ctx.db.transaction().execute((tx) => saveTurn({ db: tx, clock: ctx.clock }, id, turn)),
    end: (id) => end(ctx, id),
    subscribe,
  };
}

async function create({ db, clock }: Context, { id, channelKey, userId, locale }: NewConversation): Promise<boolean> {
  const inserted = await db
    .insertInto('conversation')
    .values({
      id,
      channel_key: channelKey,
      user_id: userId,
      locale: locale ?? unknownLocale,
      state: JSON.stringify(newState),
      next_activity: 1,
      created_at: clock.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

async function load({ db }: Context, id: string): Promise<Conversation | null> {
  const row = await db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? conversationOf(row) : null;
}

async function withPeople({ db, clock }: Context, channel: string): Promise<readonly Conversation[]> {
  const rows = await db
    .selectFrom('conversation')
    .selectAll()
    .where('channel_key', '=', channel)
    .where('id', 'not like', `${networkMark}%`)
    .where('ended_at', 'is', null)
    .where(sql<string>`state->>'person'`, 'is not', null)
    .where('called_at', '>', new Date(clock.now().getTime() - longestCallMs))
    .orderBy('called_at')
    .limit(listSize)
    .execute();
  return rows.map(conversationOf);
}

async function append(
  ctx: { readonly db: DatabaseTransaction; readonly clock: Clock },
  id: string,
  activity: Activity,
): Promise<{ readonly position: number; readonly isNew: boolean }> {
  const open = await lockOpen(ctx.db, id);
  if (!open) throw new AppError('NOT_FOUND', 'There is no open conversation of this id.');
  const key = sendKey(activity);
  const earlier = key === null ? undefined : await sentAs(ctx.db, id, { key, role: activity.from?.role ?? 'user' });
  if (earlier) return { position: earlier.position, isNew: false };
  await insert(ctx, id, open.next_activity, [activity]);
  return { position: open.next_activity, isNew: true };
}

function lockOpen(db: DatabaseTransaction, id: string): Promise<{ next_activity: number } | undefined> {
  return db
    .selectFrom('conversation')
    .select('next_activity')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** The same mark from somebody in another role is another's. */
function sentAs(
  db: DatabaseTransaction,
  id: string,
  { key, role }: { readonly key: string; readonly role: string },
): Promise<{ position: number } | undefined> {
  return db
    .selectFrom('activity')
    .select('position')
    .where('conversation_id', '=', id)
    .where(sql<string>`activity->'from'->>'role'`, '=', role)
    .where(sql<string>`coalesce(activity->'channelData'->>'clientActivityID', activity->>'id')`, '=', key)
    .executeTakeFirst();
}

async function activitiesSince({ db }: Context, id: string, position: number): Promise<readonly KeptActivity[]> {
  const rows = await db
    .selectFrom('activity')
    .selectAll()
    .where('conversation_id', '=', id)
    .where('position', '>', position)
    .orderBy('position')
    .limit(mostActivities)
    .execute();
  return rows.map((row) => ({ position: row.position, at: row.at, activity: row.activity as unknown as Activity }));
}

async function read({ db }: Context, id: string, after: number | 'ANSWERED'): ReturnType<ConversationStore['read']> {
  const position = after === 'ANSWERED' ? sql<number>`coalesce((conversation.state->>'answeredUpTo')::int, 0)` : after;
  const rows = await db
    .selectFrom('conversation')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('activity')
          .select(['position', 'activity', 'at'])
          .whereRef('conversation_id', '=', 'conversation.id')
          .where('position', '>', position)
          .orderBy('position')
          .limit(mostActivities)
          .as('kept'),
      (on) => on.onTrue(),
    )
    .selectAll('conversation')
    .select(['kept.position', 'kept.activity', 'kept.at'])
    .where('conversation.id', '=', id)
    .orderBy('kept.position')
    .execute();
  const [first] = rows;
  if (!first) return null;
  return {
    conversation: conversationOf(first),
    activities: rows.flatMap(({ position: place, activity, at }) =>
      place === null || at === null ? [] : [{ position: place, at, activity: activity as unknown as Activity }],
    ),
  };
}

async function sentSince({ db }: Context, id: string, since: Date): Promise<number> {
  const { sent } = await db
    .selectFrom('activity')
    .select(({ fn }) => fn.countAll<number>().as('sent'))
    .where('conversation_id', '=', id)
    .where('at', '>', since)
    .where(sql<string>`activity->'from'->>'role'`, '=', 'user')
    .executeTakeFirstOrThrow();
  return sent;
}

async function saveTurn(
  ctx: { readonly db: DatabaseTransaction; readonly clock: Clock },
  id: string,
  { before, after, activities }: TurnResult,
): Promise<boolean> {
  const saved = await ctx.db
    .updateTable('conversation')
    .set({ state: JSON.stringify(after), ...calledAt(before, after, ctx.clock) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where(sql<number>`(state->>'revision')::int`, '=', before.revision)
    .returning('next_activity')
    .executeTakeFirst();
  if (!saved) return false;
  if (activities.length > 0) await insert(ctx, id, saved.next_activity, activities);
  else
    await sql`select ${announced(id, sql`${saved.next_activity}::int`, sql`${after.revision}::int`)}`.execute(ctx.db);
  return true;
}

/** Since when a person is waited for or here; nothing where that stays as it is. */
function calledAt(before: ConversationState, after: ConversationState, clock: Clock): { called_at?: Date | null } {
  if ((before.person === null) === (after.person === null)) return {};
  return { called_at: after.person === null ? null : clock.now() };
}

async function end({ db, clock }: Context, id: string): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ ended_at: clock.now() })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
  await sql`select pg_notify('univocal_activity', ${id})`.execute(db);
}

async function insert(
  { db, clock }: { readonly db: DatabaseTransaction; readonly clock: Clock },
  id: string,
  first: number,
  activities: readonly Activity[],
): Promise<void> {
  const at = clock.now();
  const rows = activities.map((activity, index) => ({
    conversation_id: id,
    position: first + index,
    activity: JSON.stringify(activity),
    at,
  }));
  // One exchange with the database: each holds the conversation's lock for as long as it takes.
  await db
    .with('kept', (query) => query.insertInto('activity').values(rows).returning('position'))
    .with('counted', (query) =>
      query
        .updateTable('conversation')
        .set({ next_activity: first + activities.length })
        .where('id', '=', id)
        .returning(['next_activity', sql<number>`coalesce((state->>'revision')::int, 0)`.as('revision')]),
    )
    .selectFrom('counted')
    .select(announced(id, sql.ref('next_activity'), sql.ref('revision')).as('announced'))
    .execute();
  await recordTold(db, id, activities, at);
}

/** Tells every node how far the conversation has come, in the words of `newsIn`. */
function announced(id: string, nextActivity: Expression<unknown>, revision: Expression<unknown>) {
  return sql`pg_notify('univocal_activity', concat_ws(' ', ${id}::text, ${nextActivity} - 1, ${revision}))`;
}

/** Keeps to whom the answers among the activities were told; the checker's own questions, which are marked, count as nobody's. */
async function recordTold(db: DatabaseTransaction, id: string, activities: readonly Activity[], at: Date) {
  const told = activities.map(toldIn).filter((one) => one !== null);
  if (told.length === 0) return;
  const { channel, isProbe } = await db
    .selectFrom('conversation')
    .select('channel_key as channel')
    .select(
      sql<boolean>`exists (select from activity where conversation_id = ${id}
        and activity->'from'->>'role' = 'user' and activity->'channelData'->'probe' = 'true'::jsonb)`.as('isProbe'),
    )
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (isProbe) return;
  const to = { kind: 'CONVERSATION', conversationId: id } as const;
  await recordDeliveries(
    db,
    told.map((one) => ({ ...one, channel: channelSpeaking(channel), to, at })),
  );
}

function conversationOf(row: Row<'conversation'>): Conversation {
  return {
    id: row.id,
    channelKey: row.channel_key,
    userId: row.user_id,
    locale: row.locale === unknownLocale ? null : row.locale,
    // A state that an earlier version kept may lack what was added since.
    state: { ...newState, ...(row.state as Partial<ConversationState>) },
    ended: row.ended_at !== null,
    length: row.next_activity - 1,
  };
}
