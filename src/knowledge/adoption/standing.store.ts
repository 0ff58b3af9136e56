import type { Database } from '../../platform/database/database.js';

/** Answers by key with their topics. */
export function answersWithTopics(db: Database, keys: readonly string[]) {
  return db
    .selectFrom('answer')
    .innerJoin('topic', 'topic.id', 'answer.topic_id')
    .selectAll('answer')
    .select('topic.key as topic')
    .where('answer.key', 'in', [...keys])
    .orderBy('answer.key')
    .execute();
}

/** Drafts of these answers. */
export function draftsOf(db: Database, answerIds: readonly number[]) {
  return db
    .selectFrom('draft')
    .selectAll()
    .where('answer_id', 'in', [...answerIds])
    .execute();
}

/** The newest version of each of these answers. */
export function newestVersionsOf(db: Database, answerIds: readonly number[]) {
  return db
    .selectFrom('answer_version')
    .distinctOn('answer_id')
    .selectAll()
    .where('answer_id', 'in', [...answerIds])
    .orderBy('answer_id')
    .orderBy('number', 'desc')
    .execute();
}

/** The version of each of these answers that is in effect. */
export function versionsInEffect(db: Database, answerIds: readonly number[], at: Date) {
  return db
    .selectFrom('answer_version')
    .distinctOn('answer_id')
    .selectAll()
    .where('answer_id', 'in', [...answerIds])
    .where('effective_from', '<=', at)
    .where((eb) => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>', at)]))
    .orderBy('answer_id')
    .orderBy('number', 'desc')
    .execute();
}

/** The newest translation into each language that was not taken back. */
export function newestTranslationsOf(db: Database, answerIds: readonly number[]) {
  return db
    .selectFrom('translation')
    .distinctOn(['answer_id', 'locale'])
    .selectAll()
    .where('answer_id', 'in', [...answerIds])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('translation_removal')
            .select('translation_id')
            .whereRef('translation_id', '=', 'translation.id'),
        ),
      ),
    )
    .orderBy('answer_id')
    .orderBy('locale')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Phrasings that hold, in all languages. */
export function phrasingsOf(db: Database, answerIds: readonly number[]) {
  return db
    .selectFrom('phrasing')
    .selectAll()
    .where('answer_id', 'in', [...answerIds])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Negative phrasings that hold, in all languages. */
export function negativesOf(db: Database, answerIds: readonly number[]) {
  return db
    .selectFrom('negative_phrasing')
    .selectAll()
    .where('answer_id', 'in', [...answerIds])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** The question of every answer that is not retired, as its draft asks it, or else its newest version. */
export function allQuestions(db: Database): Promise<{ key: string; question: string }[]> {
  return db
    .selectFrom('answer')
    .leftJoin('draft', 'draft.answer_id', 'answer.id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('answer_version')
          .select('question')
          .whereRef('answer_id', '=', 'answer.id')
          .orderBy('number', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select((eb) => ['answer.key', eb.fn.coalesce('draft.question', 'newest.question').as('question')])
    .where('answer.retired_at', 'is', null)
    .where((eb) => eb.or([eb('draft.question', 'is not', null), eb('newest.question', 'is not', null)]))
    .orderBy('answer.key')
    .execute() as Promise<{ key: string; question: string }[]>;
}

/** Keys and numbers of the topics that exist among these. */
export function topicsByKey(db: Database, keys: readonly string[]) {
  return db
    .selectFrom('topic')
    .select(['id', 'key', 'owner_team_id'])
    .where('key', 'in', [...keys])
    .orderBy('key')
    .execute();
}

/** Locks answers until the transaction ends, in the order in which every transaction locks them: by their ids. */
export async function lockAnswers(db: Database, keys: readonly string[]): Promise<void> {
  await db
    .selectFrom('answer')
    .select('id')
    .where('key', 'in', [...keys])
    .orderBy('id')
    .forUpdate()
    .execute();
}
