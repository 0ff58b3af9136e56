import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import type { NewRow } from '../platform/database/tables.js';
import type { VersionVotes } from './vote.js';

/** Whoever changes their mind has one vote still: the last. */
export async function putVote(tx: DatabaseTransaction, vote: NewRow<'vote'>): Promise<void> {
  await tx
    .insertInto('vote')
    .values(vote)
    .onConflict((conflict) =>
      conflict.columns(['conversation_id', 'receipt_code']).doUpdateSet({ helpful: vote.helpful, at: vote.at }),
    )
    .execute();
}

export async function votesOfAnswer(db: Database, answer: string): Promise<readonly VersionVotes[]> {
  const { rows } = await sql<VersionVotes>`
    select version, locale, channel_key as channel,
      count(*) filter (where helpful)::int as helpful, count(*) filter (where not helpful)::int as "notHelpful"
    from vote where answer_key = ${answer}
    group by version, locale, channel_key
    order by version desc, locale, channel_key`.execute(db);
  return rows;
}
