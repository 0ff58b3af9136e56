import { type Actor, allow } from '../../access/index.js';
import { addPhrasings, type GateContext } from '../../knowledge/index.js';
import { record } from '../../platform/audit/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { phrasingKey } from '../../platform/normalise.js';
import * as store from './open-question.store.js';

/** Questions of the log, word for word. */
export interface SuggestedTexts {
  readonly locale: string;
  readonly texts: readonly string[];
}

const mostAtOnce = 50;

/** Makes questions of the log phrasings of an answer, by the verb and through the gate by which an editor adds any. Gives how many were named. */
export async function acceptPhrasings(
  ctx: GateContext & { readonly actor: Actor },
  { answer, ...suggested }: SuggestedTexts & { readonly answer: string },
): Promise<number> {
  allow(ctx.actor, 'write phrasings');
  const keys = await requireAsked(ctx.db, suggested);
  await addPhrasings(ctx, { key: answer, ...suggested });
  return keys.length;
}

/** Keeps questions of the log from being suggested again. Gives how many were not dismissed before. */
export async function dismissPhrasings(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  suggested: SuggestedTexts,
): Promise<number> {
  allow(ctx.actor, 'write phrasings');
  const keys = await requireAsked(ctx.db, suggested);
  return ctx.db.transaction().execute(async (tx) => {
    const at = ctx.clock.now();
    const dismissed = await store.dismissQuestions(tx, suggested.locale, keys, { name: ctx.actor.name, at });
    // What customers asked is nobody's business for ever: the trail has the number alone.
    await record(tx, {
      actor: ctx.actor,
      at,
      action: 'phrasing.suggestions-dismissed',
      subject: `question-log/${suggested.locale}`,
      details: { dismissed },
    });
    return dismissed;
  });
}

async function requireAsked(db: Database, { locale, texts }: SuggestedTexts): Promise<readonly string[]> {
  if (texts.length < 1 || texts.length > mostAtOnce)
    throw new AppError('BAD_INPUT', `texts must be 1 to ${mostAtOnce} questions.`);
  const keys = [...new Set(texts.map(phrasingKey))];
  const asked = await store.keysAsked(db, locale, keys);
  const foreign = texts.find((text) => !asked.has(phrasingKey(text)));
  if (foreign !== undefined)
    throw new AppError('NOT_FOUND', `texts must be questions of the log: nobody asked “${foreign.slice(0, 100)}”.`);
  return keys;
}
