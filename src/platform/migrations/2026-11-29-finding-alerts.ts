import { type Kysely, sql } from 'kysely';

/** Who is told of which findings, what each was told of, and who sees to a finding. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table finding add column opening int not null default 1, add column assignee text`.execute(db);
  await sql`create index finding_assignee on finding (assignee) where assignee is not null`.execute(db);
  await sql`
    create table finding_alert (
      id int generated always as identity primary key,
      target text not null check (target in ('MAIL', 'SLACK')),
      mail_address text,
      slack_url bytea,
      shown_as text not null,
      team_id int references team,
      channel_key text references channel,
      least_severity text not null check (least_severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
      schedule text not null check (schedule in ('AT_ONCE', 'DAILY')),
      hour int check (hour between 0 and 23),
      quiet_from text,
      quiet_to text,
      working_days_only boolean not null,
      urgent_severity text check (urgent_severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
      digested_for text,
      created_by text not null,
      created_at timestamptz not null,
      settled_at timestamptz not null,
      check ((target = 'MAIL') = (mail_address is not null)),
      check ((target = 'SLACK') = (slack_url is not null)),
      check ((schedule = 'DAILY') = (hour is not null)),
      check ((quiet_from is null) = (quiet_to is null))
    )`.execute(db);
  await sql`
    create table finding_message (
      id int generated always as identity primary key,
      alert_id int not null references finding_alert on delete cascade,
      state text not null check (state in ('QUEUED', 'MAILED', 'TOLD', 'GIVEN_UP')),
      mail_id int references mail on delete set null,
      queued_at timestamptz not null,
      told_at timestamptz,
      failed_at timestamptz,
      failure text
    )`.execute(db);
  await sql`create index finding_message_alert on finding_message (alert_id, id)`.execute(db);
  // The key is what makes sure that no opening is told twice, however many workers look.
  await sql`
    create table finding_told (
      alert_id int not null references finding_alert on delete cascade,
      finding_id int not null references finding,
      opening int not null,
      what text not null check (what in ('OPENED', 'FIXED')),
      message_id int references finding_message,
      primary key (alert_id, finding_id, opening, what)
    )`.execute(db);
  await sql`create index finding_told_message on finding_told (message_id)`.execute(db);
}
