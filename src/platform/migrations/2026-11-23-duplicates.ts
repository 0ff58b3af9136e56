import { type Kysely, sql } from 'kysely';

/** That two texts which are alike are no duplicates, as somebody said who read both. It holds for these very words: another word, another question. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table duplicate_dismissal (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      other_id int not null references answer,
      answer_hash text not null,
      other_hash text not null,
      dismissed_by text not null,
      dismissed_at timestamptz not null,
      check (answer_id < other_id),
      unique (answer_id, other_id, answer_hash, other_hash)
    )`.execute(db);
  await sql`create index duplicate_dismissal_other on duplicate_dismissal (other_id)`.execute(db);
}
