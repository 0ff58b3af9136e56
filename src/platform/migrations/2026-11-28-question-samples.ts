import { type Kysely, sql } from 'kysely';

/** Frozen samples of what was asked, and from when to when the matcher of a language learns from one: dated, published by a release. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table question_sample (
      id int generated always as identity primary key,
      locale text not null check (locale <> ''),
      window_from timestamptz not null,
      window_to timestamptz not null check (window_to > window_from),
      questions jsonb not null check (jsonb_array_length(questions) between 1 and 10000),
      hash text not null,
      frozen_by text not null,
      frozen_at timestamptz not null
    )`.execute(db);
  await sql`
    create table learned_sample (
      id int generated always as identity primary key,
      locale text not null check (locale <> ''),
      sample_id int not null references question_sample (id),
      added_by text not null,
      approved_by text not null,
      added_at timestamptz not null,
      ended_at timestamptz check (ended_at >= added_at)
    )`.execute(db);
  await sql`create unique index learned_sample_in_force on learned_sample (locale) where ended_at is null`.execute(db);
  await inReleases(db);
}

/** An item of a release may say from which sample the matcher of a language learns. */
async function inReleases(db: Kysely<never>): Promise<void> {
  for (const name of ['kind_check', 'answer_check', 'locale_check', 'content_check'])
    await sql`alter table release_item drop constraint ${sql.id(`release_item_${name}`)}`.execute(db);
  await sql`
    alter table release_item
      add constraint release_item_kind_check
        check (kind in ('ANSWER', 'FACT', 'PHRASINGS', 'TRANSLATION', 'THRESHOLDS', 'QUESTIONS')),
      add constraint release_item_answer_check check ((answer_id is null) = (kind in ('FACT', 'THRESHOLDS', 'QUESTIONS'))),
      add constraint release_item_locale_check
        check (kind = 'THRESHOLDS' or (locale is not null) = (kind in ('PHRASINGS', 'TRANSLATION', 'QUESTIONS'))),
      add constraint release_item_content_check
        check ((content is not null) = (kind in ('PHRASINGS', 'TRANSLATION', 'THRESHOLDS', 'QUESTIONS')))`.execute(db);
  await sql`create unique index release_questions on release_item (release_id, locale) where kind = 'QUESTIONS'`.execute(
    db,
  );
}
