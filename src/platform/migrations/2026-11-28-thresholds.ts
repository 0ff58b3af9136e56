import { type Kysely, sql } from 'kysely';

/** From which confidence on answers and choices are given: dated, published by a release, for one locale or (null) for all. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table threshold (
      id int generated always as identity primary key,
      locale text check (locale <> ''),
      answer double precision not null,
      choices double precision not null,
      added_by text not null,
      approved_by text not null,
      added_at timestamptz not null,
      ended_at timestamptz check (ended_at >= added_at),
      check (0 < choices and choices <= answer and answer <= 1)
    )`.execute(db);
  await sql`create unique index threshold_in_force on threshold (coalesce(locale, '')) where ended_at is null`.execute(
    db,
  );
  await inReleases(db);
}

/** An item of a release may be about the matcher, and then about no answer and no fact. */
async function inReleases(db: Kysely<never>): Promise<void> {
  for (const name of ['kind_check', 'check', 'check2', 'check3'])
    await sql`alter table release_item drop constraint ${sql.id(`release_item_${name}`)}`.execute(db);
  await sql`
    alter table release_item
      add constraint release_item_kind_check
        check (kind in ('ANSWER', 'FACT', 'PHRASINGS', 'TRANSLATION', 'THRESHOLDS')),
      add constraint release_item_answer_check check ((answer_id is null) = (kind in ('FACT', 'THRESHOLDS'))),
      add constraint release_item_locale_check
        check (kind = 'THRESHOLDS' or (locale is not null) = (kind in ('PHRASINGS', 'TRANSLATION'))),
      add constraint release_item_content_check
        check ((content is not null) = (kind in ('PHRASINGS', 'TRANSLATION', 'THRESHOLDS')))`.execute(db);
  await sql`
    create unique index release_thresholds on release_item (release_id, coalesce(locale, '')) where kind = 'THRESHOLDS'`.execute(
    db,
  );
}
