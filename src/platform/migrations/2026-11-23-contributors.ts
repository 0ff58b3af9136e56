import { type Kysely, sql } from 'kysely';

/** Everybody who wrote in a draft, and the working copies of translations, which a second person publishes. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table draft_contributor (
      draft_id int not null,
      person text not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      primary key (draft_id, person)
    )`.execute(db);
  await sql`
    insert into draft_contributor (draft_id, person, first_at, last_at)
    select id, author, updated_at, updated_at from draft`.execute(db);
  // Of the versions before this one nothing but the author is known: theirs are empty.
  await sql`alter table answer_version add column contributors text[] not null default '{}'`.execute(db);
  await sql`
    create table translation_draft (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      locale text not null,
      source_version_id int not null references answer_version,
      edit int not null check (edit > 0),
      state text not null check (state in ('PROPOSED', 'RETURNED')),
      question text not null,
      title text not null,
      body text not null,
      short text not null,
      machine boolean not null,
      contributors text[] not null check (cardinality(contributors) > 0),
      translator text not null,
      reviewer text,
      note text not null,
      updated_at timestamptz not null,
      unique (answer_id, locale),
      check ((state = 'RETURNED') = (reviewer is not null))
    )`.execute(db);
  // Null = nobody read it before it was published, as was the rule once, or the service published it by itself.
  await sql`alter table translation add column reviewer text`.execute(db);
  // Triggers for each row are not asked when a table is emptied as a whole.
  for (const table of ['answer_version', 'translation'])
    await sql`create trigger kept_whole before truncate on ${sql.table(table)} for each statement execute function refuse_change()`.execute(
      db,
    );
}
