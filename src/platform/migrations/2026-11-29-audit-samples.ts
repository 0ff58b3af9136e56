import { type Kysely, sql } from 'kysely';

/**
 * What people hold of pairs of texts that the checker called the same: a random sample a month. The words are kept with the label, so that a labelled
 * pair outlasts the sweep that it was drawn from.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table audit_sample (
      id int generated always as identity primary key,
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      position int not null,
      sweep_id int not null references sweep,
      probe_id int not null references probe,
      channel_key text not null references channel,
      question text not null,
      locale text not null,
      canonical text not null,
      observed text not null,
      state text not null,
      drawn_by text not null,
      drawn_at timestamptz not null,
      label text check (label in ('same', 'contradicts', 'incomplete', 'extra', 'unrelated')),
      note text not null default '',
      labelled_by text,
      labelled_at timestamptz,
      unique (month, position),
      unique (month, probe_id, channel_key),
      check ((label is null) = (labelled_by is null)),
      check ((label is null) = (labelled_at is null))
    )`.execute(db);
}
