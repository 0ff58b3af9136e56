import { type Kysely, sql } from 'kysely';

/**
 * What people hold of differences by their decisions on findings, one label for each finding, and the rules that are made of them. The words are kept
 * with the label, as they were when it was decided.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table finding_label (
      finding_id int primary key references finding,
      sweep_id int not null references sweep,
      question text not null,
      locale text not null,
      canonical text not null,
      observed text not null,
      state text not null,
      kind text not null,
      canonical_expression text,
      observed_expression text,
      label text not null check (label in ('same', 'contradicts')),
      note text not null,
      labelled_by text not null,
      labelled_at timestamptz not null,
      check ((canonical_expression is null) = (observed_expression is null))
    )`.execute(db);
  await sql`
    create table learned_rule (
      id int generated always as identity primary key,
      kind text not null,
      canonical text not null,
      observed text not null,
      topic_id int references topic,
      reason text not null,
      proposed_by text not null,
      proposed_at timestamptz not null,
      approved_by text,
      approved_at timestamptz,
      removed_by text,
      removed_at timestamptz,
      check ((approved_by is null) = (approved_at is null)),
      check ((removed_by is null) = (removed_at is null))
    )`.execute(db);
}
