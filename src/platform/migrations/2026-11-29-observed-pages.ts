import { type Kysely, sql } from 'kysely';

/**
 * What is known of other people's pages from one sweep to the next, one row an address: the state in which a page was read, so that it is given again
 * only if it has changed, and until when a host asks to be left alone. And which sweeps the schedule started: they trust a page that is fresh.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table observed_page (
      address text primary key,
      read_from text not null,
      etag text,
      last_modified text,
      charset text not null,
      evidence_hash text not null references evidence,
      read_at timestamptz not null,
      fresh_from timestamptz not null
    )`.execute(db);
  await sql`create table observed_host (host text primary key, rests_until timestamptz not null)`.execute(db);
  await sql`alter table sweep add column scheduled boolean not null default false`.execute(db);
}
