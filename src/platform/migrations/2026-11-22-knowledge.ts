import { type Kysely, sql } from 'kysely';

const audiences = sql.raw(`('PUBLIC', 'CUSTOMER', 'PARTNER', 'STAFF')`);

/** Topics, answers with immutable versions, phrasings, translations, facts with dated values, snapshot switches and the outbox. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const extension of ['btree_gist', 'pg_trgm', 'unaccent'])
    await sql`create extension if not exists ${sql.raw(extension)}`.execute(db);
  await topicsAndAnswers(db);
  await versions(db);
  await drafts(db);
  await facts(db);
  await publication(db);
}

async function topicsAndAnswers(db: Kysely<never>): Promise<void> {
  await sql`
    create table topic (
      id int generated always as identity primary key,
      key text not null unique,
      name text not null,
      parent_id int references topic,
      owner_team_id int not null references team,
      authority_team_id int not null references team,
      demand_class text not null check (demand_class in ('REMOVE', 'SELF_SERVE', 'HUMAN')),
      service_level_hours int not null check (service_level_hours > 0),
      recorded_at timestamptz not null
    )`.execute(db);
  await sql`
    create table answer (
      id int generated always as identity primary key,
      key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      topic_id int not null references topic,
      audience text not null check (audience in ${audiences}),
      scope jsonb not null,
      must_say text[] not null,
      related text[] not null,
      owner_team_id int not null references team,
      review_every_days int not null check (review_every_days > 0),
      recorded_at timestamptz not null,
      retired_at timestamptz
    )`.execute(db);
  await sql`create index answer_topic on answer (topic_id)`.execute(db);
  await sql`
    create table phrasing (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      locale text not null,
      text text not null check (text <> ''),
      added_by text not null,
      added_at timestamptz not null,
      removed_at timestamptz check (removed_at >= added_at)
    )`.execute(db);
  await sql`create unique index phrasing_once on phrasing (answer_id, locale, text) where removed_at is null`.execute(
    db,
  );
}

async function versions(db: Kysely<never>): Promise<void> {
  await sql`
    create table answer_version (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      number int not null check (number > 0),
      hash text not null,
      question text not null,
      title text not null,
      body text not null,
      short text not null,
      author text not null,
      reviewer text,
      change_note text not null,
      significance text not null check (significance in ('MAJOR', 'MINOR')),
      effective_from timestamptz not null,
      effective_to timestamptz check (effective_to > effective_from),
      recorded_at timestamptz not null,
      unique (answer_id, number)
    )`.execute(db);
  await sql`create index answer_version_recorded on answer_version (recorded_at)`.execute(db);
  await sql`
    create table translation (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      locale text not null,
      source_version_id int not null references answer_version,
      hash text not null,
      question text not null,
      title text not null,
      body text not null,
      short text not null,
      translator text not null,
      recorded_at timestamptz not null
    )`.execute(db);
  await sql`create index translation_latest on translation (answer_id, locale, recorded_at desc)`.execute(db);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is immutable: insert a new row instead', tg_table_name using errcode = 'integrity_constraint_violation';
    end $$`.execute(db);
  for (const table of ['answer_version', 'translation']) {
    await sql`create trigger immutable before update or delete on ${sql.table(table)} for each row execute function refuse_change()`.execute(
      db,
    );
  }
}

async function drafts(db: Kysely<never>): Promise<void> {
  await sql`
    create table draft (
      answer_id int primary key references answer,
      edit int not null check (edit > 0),
      state text not null check (state in ('DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED', 'SCHEDULED')),
      question text not null,
      title text not null,
      body text not null,
      short text not null,
      author text not null,
      reviewer text,
      change_note text not null,
      significance text not null check (significance in ('MAJOR', 'MINOR')),
      effective_from timestamptz,
      effective_to timestamptz,
      based_on int,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`
    create table draft_transition (
      id int generated always as identity primary key,
      answer_id int not null references answer,
      from_state text,
      to_state text not null,
      actor text not null,
      note text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index draft_transition_answer on draft_transition (answer_id, id)`.execute(db);
}

async function facts(db: Kysely<never>): Promise<void> {
  await sql`
    create table fact (
      id int generated always as identity primary key,
      key text not null unique check (key ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'),
      type text not null check (type in ('MONEY', 'PERCENTAGE', 'DURATION', 'COUNT', 'DATE', 'HOURS', 'PHONE', 'EMAIL', 'URL', 'TEXT')),
      name text not null,
      owner_team_id int not null references team,
      recorded_at timestamptz not null
    )`.execute(db);
  await sql`
    create table fact_value (
      id int generated always as identity primary key,
      fact_id int not null references fact,
      scope jsonb not null,
      scope_key text not null,
      content jsonb not null,
      valid_from timestamptz not null,
      valid_to timestamptz check (valid_to > valid_from),
      source text not null check (source <> ''),
      stated_by text not null,
      approved_by text not null,
      recorded_at timestamptz not null,
      retracted_at timestamptz,
      continues int references fact_value,
      constraint one_value_at_a_moment exclude using gist
        (fact_id with =, scope_key with =, tstzrange(valid_from, valid_to) with &&) where (retracted_at is null)
    )`.execute(db);
  await sql`
    create table fact_statement (
      id int generated always as identity primary key,
      fact_id int not null references fact,
      scope jsonb not null,
      content jsonb not null,
      valid_from timestamptz not null,
      valid_to timestamptz check (valid_to > valid_from),
      source text not null check (source <> ''),
      stated_by text not null,
      stated_at timestamptz not null,
      state text not null check (state in ('PROPOSED', 'PUBLISHED', 'REFUSED')),
      decided_by text check (decided_by <> stated_by),
      decided_at timestamptz
    )`.execute(db);
  await sql`create index fact_statement_fact on fact_statement (fact_id)`.execute(db);
}

async function publication(db: Kysely<never>): Promise<void> {
  await sql`
    create table snapshot_switch (
      sequence int primary key,
      moment timestamptz not null unique,
      reason text not null,
      subject text not null
    )`.execute(db);
  await sql`
    create table outbox (
      sequence int primary key,
      type text not null,
      payload jsonb not null,
      at timestamptz not null
    )`.execute(db);
}
