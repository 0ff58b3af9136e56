import { AppError } from '../platform/errors.js';
import { requireText } from '../platform/text.js';

/** What belongs to a text beside its words. */
export interface Clauses {
  /** Clauses that must stand in the body word for word, and that no rendition may lose. */
  readonly mustSay: readonly string[];
  /** Keys of related answers. */
  readonly related: readonly string[];
}

const longestClause = 500;
const mostClauses = 20;
const mostRelated = 20;

/** Clauses as they are kept: trimmed, each once; throws BAD_INPUT that names `mustSay`. */
export function requireClauses(mustSay: readonly string[]): string[] {
  if (mustSay.length > mostClauses) throw new AppError('BAD_INPUT', `mustSay holds at most ${mostClauses} clauses.`);
  return [...new Set(mustSay.map((clause) => requireText('mustSay', clause, { max: longestClause })))];
}

/** Keys as they are kept, each once; one that names no answer is shown to nobody, because it may be opened later. */
export function requireRelated(related: readonly string[]): string[] {
  if (related.length > mostRelated) throw new AppError('BAD_INPUT', `related holds at most ${mostRelated} keys.`);
  return [...new Set(related.map((key) => requireText('related', key, { max: 100 })))];
}
