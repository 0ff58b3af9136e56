import type { Database } from '../../platform/database/database.js';

/** The topic under which each answer stands, by the answer's key; also of those that are retired. */
export async function topicsOfAnswers(db: Database, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('answer')
    .innerJoin('topic', 'topic.id', 'answer.topic_id')
    .select(['answer.key', 'topic.key as topic'])
    .where('answer.key', 'in', [...keys])
    .execute();
  return new Map(rows.map(({ key, topic }) => [key, topic]));
}
