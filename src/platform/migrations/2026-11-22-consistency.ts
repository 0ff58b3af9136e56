import { type Kysely, sql } from 'kysely';

/** Probes, sweeps, what each channel said, and the findings that follow. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table probe (
      id int generated always as identity primary key,
      key text not null unique,
      question text not null,
      locale text not null,
      audience text not null,
      scope jsonb not null,
      expects text not null,
      retired_at timestamptz
    )`.execute(db);
  await sql`
    create table sweep (
      id int generated always as identity primary key,
      state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
      started_by text not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      cells_total int not null default 0,
      cells_done int not null default 0,
      rates jsonb,
      failure text
    )`.execute(db);
  await sql`
    create table evidence (
      hash text primary key,
      media_type text not null,
      content bytea not null,
      recorded_at timestamptz not null
    )`.execute(db);
  await sql`
    create table observation (
      id int generated always as identity primary key,
      sweep_id int not null references sweep on delete cascade,
      probe_id int not null references probe,
      channel_key text not null references channel,
      state text not null,
      text text not null,
      locale text not null,
      address text,
      evidence_hash text references evidence,
      answer_key text,
      version_number int,
      receipt_code text,
      failure text,
      verdict text,
      tier text,
      canonical text,
      canonical_version int,
      differences jsonb not null,
      omits text[] not null,
      at timestamptz not null,
      unique (sweep_id, probe_id, channel_key)
    )`.execute(db);
  await sql`
    create table finding (
      id int generated always as identity primary key,
      probe_id int not null references probe,
      channel_key text not null references channel,
      signature text not null,
      kind text not null,
      severity text not null check (severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
      tier text not null check (tier in ('alert', 'possible', 'info')),
      claim text not null,
      confidence double precision not null,
      canonical_quote text,
      canonical_start int,
      canonical_end int,
      observed_quote text,
      observed_start int,
      observed_end int,
      owner_team_id int references team,
      state text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'FIXING', 'FIXED', 'WAIVED', 'FALSE_POSITIVE')),
      missed int not null default 0,
      first_seen_at timestamptz not null,
      last_seen_at timestamptz not null,
      first_sweep_id int not null references sweep,
      last_sweep_id int not null references sweep,
      closed_at timestamptz,
      unique (probe_id, channel_key, signature)
    )`.execute(db);
  await sql`create index finding_open on finding (state, severity, id)`.execute(db);
}
