import { type Kysely, sql } from 'kysely';

/** Answers that are not given for a while, what two people decide at once, and versions whose words had to go by law. */
export async function up(db: Kysely<never>): Promise<void> {
  await withdrawals(db);
  await emergencies(db);
  await redactions(db);
  await immutableButForRedaction(db, 'answer_version', 'old.id');
  await immutableButForRedaction(db, 'translation', 'old.source_version_id');
}

/** `ended_at` is when the end was recorded, `given_from` the day from which the answer is given again: that of the version which ended it. */
async function withdrawals(db: Kysely<never>): Promise<void> {
  await sql`
    create table withdrawal (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      kind text not null check (kind in ('EMERGENCY', 'OVERDUE', 'ROLLBACK')),
      reason text not null check (reason <> ''),
      begun_by text not null,
      confirmed_by text check (confirmed_by <> begun_by),
      begun_at timestamptz not null,
      ended_by text,
      ended_at timestamptz check (ended_at >= begun_at),
      given_from timestamptz check (given_from >= ended_at),
      check (kind <> 'EMERGENCY' or confirmed_by is not null),
      check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (given_from is null))
    )`.execute(db);
  await sql`create index withdrawal_answer on withdrawal (answer_id)`.execute(db);
  await sql`create unique index withdrawal_once on withdrawal (answer_id, kind) where ended_at is null`.execute(db);
}

/** The words of a correction stand here while it is proposed; once published they stand in its version alone. */
async function emergencies(db: Kysely<never>): Promise<void> {
  await sql`
    create table emergency (
      id int generated always as identity primary key,
      kind text not null check (kind in ('WITHDRAWAL', 'REINSTATEMENT', 'CORRECTION', 'REDACTION')),
      answer_id int not null references answer,
      version int not null,
      question text,
      title text,
      body text,
      short text,
      change_note text,
      reason text not null check (reason <> ''),
      legal_basis text check ((legal_basis is not null) = (kind = 'REDACTION')),
      state text not null check (state in ('PROPOSED', 'CARRIED_OUT', 'DECLINED')),
      proposed_by text not null,
      proposed_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      made_version int,
      reviewed_by text check (reviewed_by not in (proposed_by, decided_by)),
      reviewed_at timestamptz,
      review_note text not null default '',
      check ((state = 'PROPOSED') = (decided_at is null)),
      check (state <> 'CARRIED_OUT' or decided_by <> proposed_by),
      check (state <> 'CARRIED_OUT' or coalesce(question, title, body, short) is null),
      check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_at is null or state = 'CARRIED_OUT'))
    )`.execute(db);
  await sql`create unique index emergency_open on emergency (answer_id, kind) where state = 'PROPOSED'`.execute(db);
  await sql`create index emergency_version on emergency (answer_id, made_version) where made_version is not null`.execute(
    db,
  );
}

async function redactions(db: Kysely<never>): Promise<void> {
  await sql`
    create table redaction (
      version_id int primary key references answer_version,
      reason text not null check (reason <> ''),
      legal_basis text not null check (legal_basis <> ''),
      proposed_by text not null,
      confirmed_by text not null check (confirmed_by <> proposed_by),
      at timestamptz not null
    )`.execute(db);
  await sql`
    create trigger immutable before update or delete on redaction for each row execute function refuse_change()`.execute(
    db,
  );
  await sql`alter table answer_version add column redacted_at timestamptz`.execute(db);
  await sql`alter table translation add column redacted_at timestamptz`.execute(db);
  // Nearly all are null: what is asked is what was redacted since a moment.
  for (const table of ['answer_version', 'translation'])
    await sql`create index ${sql.id(`${table}_redacted`)} on ${sql.table(table)} (redacted_at) where redacted_at is not null`.execute(
      db,
    );
}

/**
 * Lets one change of a published row through, and no other: its words become the marker, everything else stays as it was, and the tombstone that
 * says who decided it and why is there already. A session setting could be set by anyone who can send SQL; a tombstone cannot be taken away again.
 */
async function immutableButForRedaction(
  db: Kysely<never>,
  table: 'answer_version' | 'translation',
  versionId: string,
): Promise<void> {
  const name = sql.raw(`refuse_change_of_${table}`);
  await sql`
    create function ${name}() returns trigger language plpgsql as $$
    declare redacted ${sql.raw(table)}%rowtype;
    begin
      if tg_op = 'UPDATE' and old.redacted_at is null then
        redacted := old;
        redacted.question := 'REDACTED';
        redacted.title := 'REDACTED';
        redacted.body := 'REDACTED';
        redacted.short := 'REDACTED';
        ${table === 'answer_version' ? sql.raw(`redacted.change_note := 'REDACTED';`) : sql``}
        select at into redacted.redacted_at from redaction where version_id = ${sql.raw(versionId)};
        if redacted.redacted_at is not null and new is not distinct from redacted then return new; end if;
      end if;
      raise exception '% is immutable: insert a new row instead', tg_table_name using errcode = 'integrity_constraint_violation';
    end $$`.execute(db);
  await sql`drop trigger immutable on ${sql.table(table)}`.execute(db);
  await sql`
    create trigger immutable before update or delete on ${sql.table(table)}
    for each row execute function ${name}()`.execute(db);
}
