import { type Kysely, sql } from 'kysely';

/** What people do with a finding, and the waivers under which a difference is accepted for a time. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table finding_deed (
      id int generated always as identity primary key,
      finding_id int not null references finding,
      from_state text not null,
      to_state text not null,
      note text not null,
      actor text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index finding_deed_finding on finding_deed (finding_id, id)`.execute(db);
  await sql`
    create table finding_waiver (
      id int generated always as identity primary key,
      finding_id int not null references finding,
      reason text not null,
      until timestamptz not null,
      quotes_hash text not null,
      proposed_by text not null,
      proposed_at timestamptz not null,
      approved_by text,
      approved_at timestamptz,
      ended_at timestamptz,
      end_reason text check (end_reason in ('EXPIRED', 'CHANGED', 'REOPENED', 'REPLACED')),
      check ((approved_by is null) = (approved_at is null)),
      check ((ended_at is null) = (end_reason is null))
    )`.execute(db);
  await sql`create unique index finding_waiver_current on finding_waiver (finding_id) where ended_at is null`.execute(
    db,
  );
}
