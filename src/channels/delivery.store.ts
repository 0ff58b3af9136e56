import { sql } from 'kysely';
import type { Activity } from '../../bots/conversation/activity.js';
import type { Database } from '../platform/database/database.js';
import type { Row } from '../platform/database/tables.js';
import { placesOf } from './networks.js';

/** A question as it was asked, but for case and the marks around it; the indexes hold it in this form. */
const asAsked = (column: ReturnType<typeof sql>) => sql`lower(btrim(${column}, ' ?!.¿¡؟'))`;

export interface AskedMessage {
  readonly conversationId: string;
  readonly position: number;
  readonly at: Date;
  readonly activity: Activity;
}

/** The message by which a person last asked a channel a question in a language, up to an instant; the checker's own questions do not count. */
export async function lastAsked(
  db: Database,
  asked: {
    readonly question: string;
    readonly channel: string;
    readonly locales: readonly string[];
    readonly until: Date;
  },
): Promise<AskedMessage | undefined> {
  const { rows } = await sql<AskedMessage>`
    select activity.conversation_id as "conversationId", activity.position, activity.at, activity.activity
    from activity join conversation on conversation.id = activity.conversation_id
    where ${asAsked(sql`activity.activity->>'text'`)} = ${asAsked(sql`${asked.question}::text`)}
      and activity.activity->'from'->>'role' = 'user'
      and activity.activity->'channelData'->'probe' is distinct from 'true'::jsonb
      and conversation.channel_key = any(${[...placesOf(asked.channel)]}::text[])
      and activity.at <= ${asked.until}
      and split_part(lower(coalesce(activity.activity->>'locale', conversation.locale)), '-', 1) = any(${[...asked.locales]})
    order by activity.at desc, activity.position desc limit 1`.execute(db);
  return rows[0];
}

/** What the bot said to a message, in its order, with the moment at which it was kept. */
export async function repliesTo(
  db: Database,
  message: AskedMessage,
): Promise<readonly { readonly at: Date; readonly activity: Activity }[]> {
  const rows = await db
    .selectFrom('activity')
    .select(['at', 'activity'])
    .where('conversation_id', '=', message.conversationId)
    .where('position', '>', message.position)
    .where(sql<string>`activity->>'replyToId'`, '=', message.activity.id ?? String(message.position))
    .where(sql<string>`activity->'from'->>'role'`, '=', 'bot')
    .orderBy('position')
    .execute();
  return rows.map(({ at, activity }) => ({ at, activity: activity as unknown as Activity }));
}

/** The last mail that replied to a question, up to an instant. */
export async function lastMailReply(
  db: Database,
  asked: { readonly question: string; readonly locales: readonly string[]; readonly until: Date },
): Promise<Pick<Row<'mail'>, 'queued_at' | 'answers' | 'raw' | 'locale'> | undefined> {
  return db
    .selectFrom('mail')
    .select(['queued_at', 'answers', 'raw', 'locale'])
    .where(sql<boolean>`${asAsked(sql`question`)} = ${asAsked(sql`${asked.question}::text`)}`)
    .where(sql<string>`split_part(lower(locale), '-', 1)`, 'in', [...asked.locales])
    .where('queued_at', '<=', asked.until)
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
