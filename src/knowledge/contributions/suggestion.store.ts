import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';
import type { SuggestionState } from './suggestion.js';

/** A suggestion with the keys of its answer and topic. */
export type SuggestionRow = Row<'suggestion'> & { readonly answerKey: string | null; readonly topicKey: string };

function suggestions(db: Database) {
  return db
    .selectFrom('suggestion')
    .innerJoin('topic', 'topic.id', 'suggestion.topic_id')
    .leftJoin('answer', 'answer.id', 'suggestion.answer_id')
    .selectAll('suggestion')
    .select(['topic.key as topicKey', 'answer.key as answerKey']);
}

export async function insertSuggestion(db: Database, row: NewRow<'suggestion'>): Promise<number> {
  return (await db.insertInto('suggestion').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export function suggestionById(db: Database, id: number): Promise<SuggestionRow | undefined> {
  return suggestions(db).where('suggestion.id', '=', id).executeTakeFirst();
}

/** Holds the suggestion until the transaction ends. */
export async function lockSuggestion(db: Database, id: number): Promise<void> {
  await db.selectFrom('suggestion').select('id').where('id', '=', id).forUpdate().execute();
}

export async function decideSuggestion(
  db: Database,
  id: number,
  decision: {
    readonly state: SuggestionState;
    readonly by: string;
    readonly at: Date;
    readonly note: string;
    readonly draftKey: string | null;
  },
): Promise<void> {
  await db
    .updateTable('suggestion')
    .set({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      decision_note: decision.note,
      draft_key: decision.draftKey,
    })
    .where('id', '=', id)
    .execute();
}

/** Which suggestions are listed, and which page of them. */
export interface SuggestionQuery {
  readonly by?: string;
  readonly state?: SuggestionState;
  /** A topic and the topics below it. */
  readonly topic?: string;
  readonly limit: number;
  readonly offset: number;
}

/** A page of suggestions, newest first, and how many there are. */
export async function listSuggestions(
  db: Database,
  query: SuggestionQuery,
): Promise<{ readonly rows: readonly SuggestionRow[]; readonly total: number }> {
  const { by, state, topic } = query;
  let found = suggestions(db);
  if (by !== undefined) found = found.where('suggestion.suggested_by', '=', by);
  if (state !== undefined) found = found.where('suggestion.state', '=', state);
  if (topic !== undefined)
    found = found.where((eb) => eb.or([eb('topic.key', '=', topic), eb('topic.key', '^@', `${topic}.`)]));
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await found.orderBy('suggestion.id', 'desc').limit(query.limit).offset(query.offset).execute();
  return { rows, total: Number(total) };
}
