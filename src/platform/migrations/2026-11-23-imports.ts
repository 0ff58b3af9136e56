import { type Kysely, sql } from 'kysely';

/** What an import would do, kept so that what is carried out is exactly what was shown. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table import_plan (
      id int generated always as identity primary key,
      format text not null check (format in ('MARKDOWN', 'CSV', 'HTML', 'ZENDESK', 'CHATWOOT', 'FRESHDESK')),
      hash text not null,
      basis text not null,
      rows jsonb not null,
      report jsonb not null,
      planned_by text not null,
      planned_at timestamptz not null,
      carried_out_at timestamptz,
      snapshot_sequence int
    )`.execute(db);
}
