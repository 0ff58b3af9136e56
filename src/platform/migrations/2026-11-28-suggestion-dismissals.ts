import { type Kysely, sql } from 'kysely';

/** Questions of the log that editors do not want as phrasings: they are not suggested again. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table phrasing_dismissal (
      locale text not null,
      question_key text not null check (question_key <> ''),
      dismissed_by text not null,
      dismissed_at timestamptz not null,
      primary key (locale, question_key)
    )`.execute(db);
}
