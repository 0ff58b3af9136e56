import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { AnswerText } from '../answer.js';
import type { Scope } from '../scope.js';
import { type FactCheckVerdict, wordsHash } from './fact-check.js';
import { readFactCheckToken } from './fact-check-token.js';
import * as store from './review.store.js';

/** What a link to a fact check leads to. `changed` = the draft no longer says what was asked about, so a reply would be about nothing. */
export type OpenedFactCheck =
  | { readonly outcome: 'open'; readonly id: number; readonly asked: AskedAbout }
  | { readonly outcome: 'answered'; readonly verdict: FactCheckVerdict }
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'unknown' };

/** What an expert is shown. */
export interface AskedAbout {
  readonly answerKey: string;
  readonly scope: Scope;
  readonly name: string;
  /** The name of the one who asks. */
  readonly requestedBy: string;
  readonly expiresAt: Date;
  readonly changeNote: string;
  readonly text: AnswerText;
}

/** Reads what a link leads to, without using it: previews and scanners may fetch it. */
export async function openFactCheck(
  ctx: { readonly db: Database; readonly clock: Clock; readonly factCheckKey: Uint8Array },
  token: string,
): Promise<OpenedFactCheck> {
  const id = await readFactCheckToken(ctx.factCheckKey, token, ctx.clock.now());
  const row = id === null ? undefined : await store.factCheckWithDraft(ctx.db, id);
  if (!row) return { outcome: 'unknown' };
  if (row.verdict) return { outcome: 'answered', verdict: row.verdict as FactCheckVerdict };
  const { question, title, body, short } = row;
  if (question === null || title === null || body === null || short === null) return { outcome: 'changed' };
  const text = { question, title, body, short };
  if (row.retired_at || wordsHash(text) !== row.words_hash) return { outcome: 'changed' };
  return {
    outcome: 'open',
    id: row.id,
    asked: {
      answerKey: row.answerKey,
      scope: row.scope,
      name: row.name,
      requestedBy: row.asker ?? row.requested_by,
      expiresAt: row.expires_at,
      changeNote: row.change_note ?? '',
      text,
    },
  };
}
