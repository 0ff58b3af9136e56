import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { LintSetting } from './lint-setting.js';

/** The setting that holds. */
export async function lintSetting(db: Database): Promise<LintSetting> {
  const row = await db.selectFrom('lint_setting').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
  return {
    number: row?.number ?? 0,
    weights: row?.weights ?? {},
    retiredTerms: row?.retired_terms ?? [],
    setBy: row?.set_by ?? null,
    setAt: row?.set_at ?? null,
  };
}

export async function insertLintSetting(
  db: Database,
  { number, weights, retiredTerms, setBy, setAt }: LintSetting & { readonly setBy: string; readonly setAt: Date },
): Promise<void> {
  await db
    .insertInto('lint_setting')
    .values({
      number,
      weights: JSON.stringify(weights),
      retired_terms: JSON.stringify(retiredTerms),
      set_by: setBy,
      set_at: setAt,
    })
    .execute();
}

/** By which an answer is known here. */
export type AnswerName = { readonly key: string } | { readonly id: number };

/** What an answer demands of its texts: as its draft has it, else its newest version. */
export function lintedAnswer(
  db: Database,
  name: AnswerName,
): Promise<Pick<Row<'answer'>, 'audience' | 'must_say'> | undefined> {
  return db
    .selectFrom('answer')
    .leftJoin('draft', 'draft.answer_id', 'answer.id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('answer_version')
          .select('must_say')
          .whereRef('answer_id', '=', 'answer.id')
          .orderBy('number', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select((eb) => ['audience', eb.fn.coalesce('draft.must_say', 'newest.must_say', 'answer.must_say').as('must_say')])
    .where((eb) => ('key' in name ? eb('answer.key', '=', name.key) : eb('answer.id', '=', name.id)))
    .executeTakeFirst();
}
