import { type Kysely, sql } from 'kysely';

/** How much harm a finding can do by its kind, how much it does as things stand, and how often it came back; indexes to count who was told. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table finding
      add column base_severity text check (base_severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
      add column severity_reasons text[] not null default '{}',
      add column times_returned int not null default 0 check (times_returned >= 0)`.execute(db);
  // Each opening but the first is a return, unless a person or the end of a waiver opened it; those left a deed.
  await sql`
    update finding set base_severity = severity, times_returned = greatest(0, opening - 1 - (
      select count(*) from finding_deed as deed
      where deed.finding_id = finding.id and deed.from_state in ('WAIVED', 'FALSE_POSITIVE') and deed.to_state = 'OPEN'
    ))`.execute(db);
  await sql`alter table finding alter column base_severity set not null`.execute(db);
  await sql`create index delivery_told on delivery (answer_key, at)`.execute(db);
  // A question that was answered by choices counts for the one that was picked.
  await sql`create index inquiry_answer on inquiry ((coalesce(answer_key, picked)), at)`.execute(db);
}
