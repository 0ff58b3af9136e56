import { type Kysely, sql } from 'kysely';

/** Sets of changes that are published as a whole, what is in them, and what became of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table release (
      id int generated always as identity primary key,
      key text not null unique check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      name text not null check (name <> ''),
      state text not null check (state in ('OPEN', 'APPROVED', 'SCHEDULED', 'PUBLISHED', 'ROLLED_BACK', 'CANCELLED')),
      edit int not null check (edit > 0),
      effective_at timestamptz check (state <> 'SCHEDULED' or effective_at is not null),
      created_by text not null,
      created_at timestamptz not null,
      approved_by text check (approved_by <> created_by),
      approved_at timestamptz,
      published_by text,
      published_at timestamptz,
      rolled_back_by text,
      rolled_back_at timestamptz,
      snapshot_sequence int references snapshot_switch deferrable initially deferred,
      failure text,
      gate jsonb,
      check (state in ('OPEN', 'CANCELLED') or approved_by is not null),
      check ((state in ('PUBLISHED', 'ROLLED_BACK')) = (published_at is not null)),
      check ((state = 'ROLLED_BACK') = (rolled_back_at is not null))
    )`.execute(db);
  await sql`create index release_waiting on release (state) where state in ('APPROVED', 'SCHEDULED')`.execute(db);
  await items(db);
  await transitions(db);
  await removals(db);
}

/** `live` = the release has not been published or cancelled, so the draft or the statement may not go live without it. */
async function items(db: Kysely<never>): Promise<void> {
  await sql`
    create table release_item (
      id int generated always as identity primary key,
      release_id int not null references release,
      kind text not null check (kind in ('ANSWER', 'FACT', 'PHRASINGS', 'TRANSLATION')),
      answer_id int references answer check ((answer_id is null) = (kind = 'FACT')),
      statement_id int references fact_statement check ((statement_id is not null) = (kind = 'FACT')),
      locale text check ((locale is not null) = (kind in ('PHRASINGS', 'TRANSLATION'))),
      content jsonb check ((content is not null) = (kind in ('PHRASINGS', 'TRANSLATION'))),
      draft_edit int check (draft_edit is null or kind = 'ANSWER'),
      added_by text not null,
      added_at timestamptz not null,
      live boolean not null default true,
      done jsonb
    )`.execute(db);
  await sql`create index release_item_release on release_item (release_id)`.execute(db);
  await sql`create unique index release_of_draft on release_item (answer_id) where live and kind = 'ANSWER'`.execute(
    db,
  );
  await sql`create unique index release_of_statement on release_item (statement_id) where live and kind = 'FACT'`.execute(
    db,
  );
  await sql`
    create unique index release_of_translation on release_item (answer_id, locale) where live and kind = 'TRANSLATION'`.execute(
    db,
  );
  await sql`
    create unique index release_phrasings on release_item (release_id, answer_id, locale) where kind = 'PHRASINGS'`.execute(
    db,
  );
}

async function transitions(db: Kysely<never>): Promise<void> {
  await sql`
    create table release_transition (
      id int generated always as identity primary key,
      release_id int not null references release,
      from_state text,
      to_state text not null,
      actor text not null,
      note text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index release_transition_release on release_transition (release_id, id)`.execute(db);
}

/** A translation never changes; that it is taken back is a row beside it, and the one before it shows again. */
async function removals(db: Kysely<never>): Promise<void> {
  await sql`
    create table translation_removal (
      translation_id int primary key references translation,
      answer_id int not null references answer,
      removed_by text not null,
      removed_at timestamptz not null
    )`.execute(db);
  await sql`create index translation_removal_removed_at on translation_removal (removed_at)`.execute(db);
  await sql`
    create trigger immutable before update or delete on translation_removal for each row execute function refuse_change()`.execute(
    db,
  );
}
