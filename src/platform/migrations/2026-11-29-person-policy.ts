import { type Kysely, sql } from 'kysely';

/** Whether a person is offered or called beside an answer is decided for each answer, and changes with its text, by review. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['draft', 'answer_version'].map((name) => sql.table(name)))
    await sql`
      alter table ${table} add column person_policy text not null default 'AS_TOPIC'
        check (person_policy in ('AS_TOPIC', 'OFFER', 'AT_ONCE', 'ANSWER_ALONE'))`.execute(db);
}
