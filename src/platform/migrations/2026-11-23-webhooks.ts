import { type Kysely, sql } from 'kysely';

/** Who is told of events by signed calls, and what became of each call. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table webhook (
      id int generated always as identity primary key,
      url text not null,
      secret bytea not null,
      events text[] not null,
      created_by text not null,
      created_at timestamptz not null,
      active boolean not null default true,
      queued_through bigint not null
    )`.execute(db);
  await sql`
    create table webhook_delivery (
      id bigint generated always as identity primary key,
      webhook_id int not null references webhook on delete cascade,
      event_sequence bigint not null,
      type text not null,
      subject text not null,
      state text not null check (state in ('WAITING', 'QUEUED', 'DELIVERED', 'DEAD')),
      round int not null default 0,
      attempts int not null default 0,
      last_status int,
      failure text,
      queued_at timestamptz not null,
      attempted_at timestamptz,
      delivered_at timestamptz,
      unique (webhook_id, event_sequence)
    )`.execute(db);
  // The rule "in order per subject": at most one call about a subject is under way.
  await sql`create unique index webhook_lane on webhook_delivery (webhook_id, subject) where state = 'QUEUED'`.execute(
    db,
  );
  await sql`
    create index webhook_waiting on webhook_delivery (webhook_id, subject, event_sequence) where state = 'WAITING'`.execute(
    db,
  );
}
