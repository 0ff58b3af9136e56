import { type Actor, allow } from '../../access/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Suggestion, SuggestionOrigin, SuggestionState } from './suggestion.js';
import { listSuggestions, type SuggestionQuery, type SuggestionRow } from './suggestion.store.js';

type Page = Pick<SuggestionQuery, 'limit' | 'offset'>;

/** A page of suggestions and how many there are. */
export interface SuggestionPage {
  readonly suggestions: readonly Suggestion[];
  readonly total: number;
}

/** What the caller suggested and what became of it, newest first. */
export async function mySuggestions(
  ctx: { readonly db: Database; readonly actor: Actor },
  page: Page,
): Promise<SuggestionPage> {
  allow(ctx.actor, 'suggest changes');
  return pageOf(ctx.db, { by: ctx.actor.name, ...page });
}

/** What is suggested, newest first, for those who write. */
export async function suggestionQueue(
  ctx: { readonly db: Database; readonly actor: Actor },
  query: Page & Pick<SuggestionQuery, 'state' | 'topic'>,
): Promise<SuggestionPage> {
  allow(ctx.actor, 'read drafts');
  return pageOf(ctx.db, query);
}

/** The suggestion in a row. */
export function suggestionFrom(row: SuggestionRow): Suggestion {
  return {
    id: row.id,
    answerKey: row.answerKey,
    topicKey: row.topicKey,
    basedOn: row.based_on,
    text: { question: row.question, title: row.title, body: row.body, short: row.short },
    reason: row.reason,
    origin: row.origin as SuggestionOrigin,
    sourceUrl: row.source_url,
    suggestedBy: row.suggested_by,
    suggestedAt: row.suggested_at,
    state: row.state as SuggestionState,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionNote: row.decision_note,
    draftKey: row.draft_key,
  };
}

async function pageOf(db: Database, query: SuggestionQuery): Promise<SuggestionPage> {
  const { rows, total } = await listSuggestions(db, query);
  return { suggestions: rows.map(suggestionFrom), total };
}
