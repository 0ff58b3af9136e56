import { sql } from 'kysely';
import { type Audience, audiencesUpTo } from '../../access/index.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import type { InquiryWindow } from '../inquiry.js';

/** A question that did not come to an answer as it should, with how often and how. */
export interface OpenQuestion {
  readonly question: string;
  readonly key: string;
  /** Who asked it most often. */
  readonly audience: Audience;
  readonly count: number;
  readonly unanswered: number;
  /** Keys of the answers that customers picked from choices, each as often as it was picked. */
  readonly picks: readonly string[];
}

/**
 * The questions of a window that had no answer, of which the customer picked one from choices, or that were answered with less than `sure`; without
 * those that an editor dismissed, and those from which something was taken out. Asked most often first.
 */
export async function openQuestions(
  db: Database,
  { locale, from, to }: InquiryWindow,
  { audience, sure, most }: { readonly audience: Audience; readonly sure: number; readonly most: number },
): Promise<readonly OpenQuestion[]> {
  const { rows } = await sql<OpenQuestion>`
    select min(question) as question, question_key as key, count(*)::int as count,
      mode() within group (order by audience) as audience,
      (count(*) filter (where outcome = 'NO_ANSWER'))::int as unanswered,
      coalesce(array_agg(picked order by picked) filter (where picked is not null), '{}') as picks
    from inquiry
    where locale = ${locale} and at >= ${from} and at < ${to} and audience = any(${[...audiencesUpTo(audience)]})
      and (outcome = 'NO_ANSWER' or picked is not null or (outcome = 'ANSWERED' and confidence < ${sure}))
      and question_key <> '' and length(question) <= ${longestPhrasing} and question !~ '\\[[@#]\\]'
      and not exists (
        select from phrasing_dismissal as dismissed
        where dismissed.locale = inquiry.locale and dismissed.question_key = inquiry.question_key)
    group by question_key
    order by count(*) desc, question_key
    limit ${most}`.execute(db);
  return rows;
}

/** What a phrasing may hold; a longer question cannot become one. */
const longestPhrasing = 300;

/** Which of these keys are questions of the log in a locale. */
export async function keysAsked(db: Database, locale: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('inquiry')
    .select('question_key')
    .distinct()
    .where('locale', '=', locale)
    .where('question_key', 'in', [...keys])
    .execute();
  return new Set(rows.map((row) => row.question_key));
}

/** Keeps that these are not wanted as phrasings; gives how many were not dismissed before. */
export async function dismissQuestions(
  tx: DatabaseTransaction,
  locale: string,
  keys: readonly string[],
  by: { readonly name: string; readonly at: Date },
): Promise<number> {
  const rows = keys.map((key) => ({ locale, question_key: key, dismissed_by: by.name, dismissed_at: by.at }));
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('phrasing_dismissal')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0);
}
