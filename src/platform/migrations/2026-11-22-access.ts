import { type Kysely, sql } from 'kysely';

/** Teams, staff, their sign-in, and the keys by which channels call. Tokens are kept as SHA-256 only. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table team (
      id int generated always as identity primary key,
      key text not null unique,
      name text not null,
      email text not null
    )`.execute(db);
  await sql`
    create table person (
      id int generated always as identity primary key,
      key text not null unique,
      name text not null,
      email text not null unique,
      role text not null check (role in ('AGENT', 'EDITOR', 'REVIEWER', 'MANAGER', 'ADMIN')),
      team_id int not null references team
    )`.execute(db);
  await sql`
    create table sign_in_link (
      token_hash bytea primary key,
      person_id int not null references person on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(db);
  await sql`
    create table session (
      token_hash bytea primary key,
      person_id int not null references person on delete cascade,
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index session_person on session (person_id)`.execute(db);
  await sql`
    create table channel (
      key text primary key,
      name text not null,
      kind text not null,
      mode text not null check (mode in ('GOVERNED', 'OBSERVED')),
      audience text not null check (audience in ('PUBLIC', 'CUSTOMER', 'PARTNER', 'STAFF')),
      locales text[] not null,
      limits jsonb not null,
      source jsonb,
      position int not null
    )`.execute(db);
  await sql`
    create table channel_key (
      id int generated always as identity primary key,
      token_hash bytea not null unique,
      channel_key text references channel,
      name text not null,
      role text not null check (role in ('CHANNEL', 'OPERATOR')),
      created_at timestamptz not null,
      revoked_at timestamptz
    )`.execute(db);
}
