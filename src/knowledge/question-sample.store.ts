import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';
import type { LearnedSample, QuestionSample, SampledQuestion } from './question-sample.js';

export async function insertSample(db: Database, row: NewRow<'question_sample'>): Promise<QuestionSample> {
  const { id } = await db.insertInto('question_sample').values(row).returning('id').executeTakeFirstOrThrow();
  return samples(db).where('id', '=', id).executeTakeFirstOrThrow();
}

/** One sample, without its questions. */
export function sampleById(db: Database, id: number): Promise<QuestionSample | undefined> {
  return samples(db).where('id', '=', id).executeTakeFirst();
}

/** Every sample of a language, the newest first, without its questions. */
export function samplesIn(db: Database, locale: string): Promise<QuestionSample[]> {
  return samples(db).where('locale', '=', locale).orderBy('id', 'desc').execute();
}

function samples(db: Database) {
  return db
    .selectFrom('question_sample')
    .select(['id', 'locale', 'window_from as from', 'window_to as to', 'hash'])
    .select(['frozen_by as frozenBy', 'frozen_at as frozenAt'])
    .select(sql<number>`jsonb_array_length(questions)`.as('count'));
}

/** What was learned from at an instant of knowing, by locale in the order of code units; what stands in `known` is not read again. */
export async function learnedAt(
  db: Database,
  knownAt: Date,
  known: ReadonlyMap<string, LearnedSample> = new Map(),
): Promise<ReadonlyMap<string, LearnedSample>> {
  const rows = await db
    .selectFrom('learned_sample')
    .select(['locale', 'sample_id'])
    .where('added_at', '<=', knownAt)
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', knownAt)]))
    .orderBy('locale', (order) => order.collate('C'))
    .execute();
  const learned = new Map<string, LearnedSample>();
  for (const { locale, sample_id: sample } of rows) {
    const same = known.get(locale);
    learned.set(locale, same?.sample === sample ? same : await learnedSample(db, sample));
  }
  return learned;
}

async function learnedSample(db: Database, id: number): Promise<LearnedSample> {
  const row = await db
    .selectFrom('question_sample')
    .select(['hash', 'questions'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { sample: id, hash: row.hash, questions: row.questions as readonly SampledQuestion[] };
}

/** The row in force for a locale. */
export function learnedInForce(db: Database, locale: string): Promise<Row<'learned_sample'> | undefined> {
  return db
    .selectFrom('learned_sample')
    .selectAll()
    .where('locale', '=', locale)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export function learnedById(db: Database, id: number): Promise<Row<'learned_sample'> | undefined> {
  return db.selectFrom('learned_sample').selectAll().where('id', '=', id).executeTakeFirst();
}

export function insertLearned(db: Database, row: NewRow<'learned_sample'>): Promise<Row<'learned_sample'>> {
  return db.insertInto('learned_sample').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function endLearned(db: Database, id: number, at: Date): Promise<void> {
  await db.updateTable('learned_sample').set({ ended_at: at }).where('id', '=', id).execute();
}
