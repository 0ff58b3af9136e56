import { type Kysely, sql } from 'kysely';

/** What people look for and open, by month, and the synonyms that editors make of it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create sequence search_event_id as bigint`.execute(db);
  await sql`
    create table search_event (
      id bigint not null default nextval('search_event_id'),
      at timestamptz not null,
      locale text not null,
      query text not null,
      shown int not null check (shown >= 0),
      clicked_answer text,
      clicked_position int check (clicked_position > 0),
      session text not null,
      channel_key text not null,
      audience text not null,
      check ((clicked_answer is null) = (clicked_position is null))
    ) partition by range (at)`.execute(db);
  await sql`alter sequence search_event_id owned by search_event.id`.execute(db);
  await sql`create schema if not exists partitions`.execute(db);
  await sql`create table partitions.search_event_rest partition of search_event default`.execute(db);
  await sql`create index search_event_session on search_event (session, locale, at)`.execute(db);
  await sql`create index search_event_clicked on search_event (clicked_answer, at) where clicked_answer is not null`.execute(
    db,
  );
  await sql`
    create table search_synonym (
      id int generated always as identity primary key,
      locale text not null,
      from_words text not null check (from_words <> ''),
      to_words text not null check (to_words <> ''),
      two_way boolean not null,
      state text not null check (state in ('PROPOSED', 'APPROVED', 'DECLINED', 'REMOVED')),
      sessions int not null,
      proposed_by text not null,
      proposed_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      approved_at timestamptz,
      removed_at timestamptz,
      check ((state = 'PROPOSED') = (decided_at is null)),
      check ((state = 'REMOVED') = (removed_at is not null)),
      check (state not in ('APPROVED', 'REMOVED') or approved_at is not null)
    )`.execute(db);
  await sql`
    create unique index search_synonym_words on search_synonym (locale, from_words, to_words)
    where state <> 'REMOVED'`.execute(db);
}
