import { type Actor, allow } from '../access/index.js';
import { keepSample, mostSampled, type QuestionSample } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import type { InquiryWindow } from './inquiry.js';
import * as store from './inquiry.store.js';

/**
 * Keeps the questions of a window, those asked most often first, as a sample that a release may let the matcher learn from. Of each wording it keeps
 * the least privileged asker's audience, and of nobody above the actor's own.
 */
export async function freezeQuestions(
  ctx: { readonly db: Database; readonly clock: Clock; readonly actor: Actor },
  { most, ...window }: InquiryWindow & { readonly most: number },
): Promise<QuestionSample> {
  allow(ctx.actor, 'learn from questions');
  if (window.from >= window.to) throw new AppError('BAD_INPUT', 'from must be before to.');
  if (most < 1 || most > mostSampled) throw new AppError('BAD_INPUT', `most must be from 1 to ${mostSampled}.`);
  return keepSample(ctx, window, await store.wordings(ctx.db, window, { audience: ctx.actor.audience, most }));
}
