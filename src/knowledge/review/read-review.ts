import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import * as answers from '../answer.store.js';
import type { Draft } from '../draft.js';
import { type CommentField, type DraftComment, locateQuote } from './comment.js';
import { type Doubt, type FactCheck, type FactCheckVerdict, wordsHash } from './fact-check.js';
import * as store from './review.store.js';
import type { Transition } from './transition.js';

/** The comments on a draft, oldest first, each with where its words stand now. */
export async function commentsOf(db: Database, draft: Draft): Promise<readonly DraftComment[]> {
  return (await store.commentsOnDraft(db, draft.answerKey)).map((row) => commentIn(draft, row));
}

/** A comment as it stands beside the draft that is there now; without one its words are gone. */
export function commentIn(draft: Draft | null, row: Row<'draft_comment'>): DraftComment {
  const field = row.field as CommentField;
  return {
    id: row.id,
    field,
    edit: row.edit,
    quote: row.quote,
    span: draft && locateQuote(draft[field], row.quote, row.start_at),
    text: row.text,
    author: row.author,
    at: row.at,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at,
  };
}

/** Every step in the life of an answer, oldest first. */
export async function transitionsOfAnswer(db: Database, answerKey: string): Promise<readonly Transition[]> {
  return (await store.transitionsOf(db, answerKey)).map((row) => ({
    from: row.from_state,
    to: row.to_state,
    actor: row.actor,
    note: row.note,
    at: row.at,
  }));
}

/** The steps of the draft that is there now, from its beginning on. */
export async function transitionsOfDraft(db: Database, answerKey: string): Promise<readonly Transition[]> {
  const all = await transitionsOfAnswer(db, answerKey);
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ from }) => from === null),
    ),
  );
}

/** The fact checks of a draft, oldest first. */
export async function factChecksOf(db: Database, draft: Draft): Promise<readonly FactCheck[]> {
  const answer = await answers.answerByKey(db, draft.answerKey);
  if (!answer) return [];
  const rows = await store.factChecksOfDraft(db, answer.id);
  return rows.map((row) => factCheckFrom(row, wordsHash(draft)));
}

/** The fact check in a row, beside a draft whose words have that hash. */
export function factCheckFrom(row: Row<'fact_check'>, currentWords: string): FactCheck {
  return {
    id: row.id,
    edit: row.edit,
    name: row.name,
    email: row.email,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    verdict: row.verdict as FactCheckVerdict | null,
    note: row.note,
    decidedAt: row.decided_at,
    isCurrent: row.words_hash === currentWords,
  };
}

/** The doubts that stand against a draft as it is now: the last word of each expert on these very words. */
export async function standingDoubts(db: Database, answerId: number, draft: Draft): Promise<readonly Doubt[]> {
  const current = (await store.factChecksOfDraft(db, answerId)).filter(
    (row) => row.verdict !== null && row.words_hash === wordsHash(draft),
  );
  const byDecision = current.sort((a, b) => Number(a.decided_at) - Number(b.decided_at));
  const lastOfEach = new Map(byDecision.map((row) => [row.email, row]));
  return [...lastOfEach.values()]
    .filter(({ verdict }) => verdict === 'DOUBTED')
    .map(({ name, note }) => ({ name, note }));
}
