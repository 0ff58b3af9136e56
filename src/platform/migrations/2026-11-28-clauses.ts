import { type Kysely, sql } from 'kysely';

/** What an answer must say and what it is related to change with its text, by review: an answer's own columns are what its first draft begins with. */
export async function up(db: Kysely<never>): Promise<void> {
  // The only change that versions ever see: they get what was true of them all along.
  await sql`alter table answer_version disable trigger user`.execute(db);
  for (const table of ['draft', 'answer_version'].map((name) => sql.table(name))) {
    await sql`alter table ${table} add column must_say text[], add column related text[]`.execute(db);
    await sql`
      update ${table} as text set must_say = answer.must_say, related = answer.related
      from answer where answer.id = text.answer_id`.execute(db);
    await sql`alter table ${table} alter column must_say set not null, alter column related set not null`.execute(db);
  }
  await sql`alter table answer_version enable trigger user`.execute(db);
  await redactedWithTheWords(db);
}

/** A clause quotes the body: it goes with the words. All else is as it was. */
async function redactedWithTheWords(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace function refuse_change_of_answer_version() returns trigger language plpgsql as $$
    declare redacted answer_version%rowtype;
    begin
      if tg_op = 'UPDATE' and old.redacted_at is null then
        redacted := old;
        redacted.question := 'REDACTED';
        redacted.title := 'REDACTED';
        redacted.body := 'REDACTED';
        redacted.short := 'REDACTED';
        redacted.change_note := 'REDACTED';
        redacted.must_say := '{}';
        select at into redacted.redacted_at from redaction where version_id = old.id;
        if redacted.redacted_at is not null and new is not distinct from redacted then return new; end if;
      end if;
      raise exception '% is immutable: insert a new row instead', tg_table_name using errcode = 'integrity_constraint_violation';
    end $$`.execute(db);
}
