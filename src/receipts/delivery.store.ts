import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { AnswerDelivery, DeliveryKind, OldWords } from './delivery.js';

/** How many were told something, how many customers that were, and in how many conversations that are still open. */
export interface ToldCount {
  readonly deliveries: number;
  readonly customers: number;
  readonly openConversations: number;
}

/** What one customer was told last of one answer. */
export interface Telling {
  /** The same for all that one mail address, or one user of a channel, was told. */
  readonly customer: string;
  readonly receiptCode: string;
  readonly answer: string;
  readonly version: number;
  readonly locale: string;
  readonly contentHash: string;
  readonly channel: string;
  /** The network of the channel on which it was told; the channel itself where there is none. */
  readonly place: string;
  readonly conversationId: string | null;
  readonly mailId: number | null;
  readonly at: Date;
  /** Whether words can still be sent where it was told: the mail is there, or the conversation has not ended. */
  readonly open: boolean;
}

/** Writes what was told, in the transaction that keeps what is sent. */
export async function recordDeliveries(tx: DatabaseTransaction, deliveries: readonly AnswerDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map(({ to, ...told }) => ({
    receipt_code: told.receiptCode,
    answer_key: told.answer,
    version: told.version,
    locale: told.locale,
    content_hash: told.contentHash,
    fact_value_ids: [...told.factValueIds],
    channel_key: told.channel,
    conversation_id: to.kind === 'CONVERSATION' ? to.conversationId : null,
    mail_id: to.kind === 'MAIL' ? to.mailId : null,
    case_hash: to.kind === 'CASE' ? to.caseHash : null,
    at: told.at,
  }));
  // The same words in one case are told once, however often they are inserted.
  await tx
    .insertInto('delivery')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['receipt_code', 'case_hash']).where('case_hash', 'is not', null).doNothing(),
    )
    .execute();
}

/** What was told under a receipt in a conversation; undefined where it was not told there. */
export function deliveryIn(tx: DatabaseTransaction, conversation: string, receipt: string) {
  return tx
    .selectFrom('delivery')
    .select(['answer_key as answer', 'version', 'locale', 'channel_key as channel'])
    .where('conversation_id', '=', conversation)
    .where('receipt_code', '=', receipt)
    .limit(1)
    .executeTakeFirst();
}

/** Counts those who were told old words since an instant. */
export async function countTold(db: Database, old: OldWords, since: Date): Promise<ToldCount> {
  const { rows } = await sql<ToldCount>`
    select count(*)::int as deliveries, count(distinct ${customer})::int as customers,
      count(distinct conversation.id) filter (where conversation.ended_at is null)::int as "openConversations"
    from ${delivered} where delivery.at > ${since} and ${arrived} and ${tells(old)}`.execute(db);
  return rows[0] ?? { deliveries: 0, customers: 0, openConversations: 0 };
}

/** What each customer was told last of each answer, where those were old words; whoever was told better since is not among them, nor what agents inserted: nobody can be written to in their cases. */
export async function lastTellings(db: Database, old: OldWords, since: Date): Promise<readonly Telling[]> {
  const { rows } = await sql<Telling>`
    with last as (
      select distinct on (customer, delivery.answer_key) delivery.*, ${customer} as customer,
        coalesce(conversation.channel_key, delivery.channel_key) as place,
        mail.id is not null or (conversation.id is not null and conversation.ended_at is null) as open
      from ${delivered}
      where delivery.at > ${since} and delivery.case_hash is null and ${arrived} and delivery.answer_key in (
        select answer_key from delivery where delivery.at > ${since} and ${tells(old)}
      )
      order by customer, delivery.answer_key, delivery.at desc, delivery.id desc
    )
    select customer, receipt_code as "receiptCode", answer_key as answer, version, locale,
      content_hash as "contentHash", channel_key as channel, place,
      conversation_id as "conversationId", mail_id as "mailId", at, open
    from last as delivery where ${tells(old)} order by id`.execute(db);
  return rows;
}

/** Deliveries with the mail or the conversation in which they were made, as far as those are still there. */
export const delivered = sql`delivery
  left join mail on mail.id = delivery.mail_id
  left join conversation on conversation.id = delivery.conversation_id`;

/** A mail that was refused for good told nobody anything, nor did words that a network did not take. */
export const arrived = sql`(mail.state is distinct from 'FAILED' and not exists (
  select from undelivered_reply lost join activity using (conversation_id, position)
  where lost.conversation_id = delivery.conversation_id and lost.outcome = 'REFUSED' and activity.at = delivery.at
    and activity.activity->'channelData'->>'receipt' = delivery.receipt_code))`;

/** Whom a delivery reached: a mail address, a user of a channel, or what was told to nobody who can be named. */
export const customer = sql`coalesce(
  'mail ' || lower(mail.recipient), 'user ' || conversation.channel_key || ' ' || conversation.user_id,
  'mail ' || delivery.mail_id, 'conversation ' || delivery.conversation_id, 'case ' || delivery.case_hash)`;

/** How a row was told. */
export function kindOf(row: {
  readonly conversation_id: string | null;
  readonly mail_id: number | null;
}): DeliveryKind {
  if (row.conversation_id !== null) return 'CONVERSATION';
  return row.mail_id === null ? 'CASE' : 'MAIL';
}

function tells({ versions, values }: OldWords): RawBuilder<unknown> {
  const conditions = [
    ...versions.map(
      ({ answer, first, last, locale }) => sql`(delivery.answer_key = ${answer}
          and delivery.version between ${first} and ${last} and delivery.locale = coalesce(${locale}, delivery.locale))`,
    ),
    ...values.map(
      ({ ids, except }) =>
        sql`(delivery.fact_value_ids && ${[...ids]}::bigint[] and delivery.answer_key <> all(${[...except]}::text[]))`,
    ),
  ];
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}
