import { type Actor, allow, type Audience, audiences } from '../../access/index.js';
import type { Snapshot } from '../../knowledge/index.js';
import type { Models, ModelsOfThen } from '../../matching/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import type { InquiryWindow } from '../inquiry.js';
import * as store from '../inquiry.store.js';
import { type Replay, replayQuestions } from './replay-questions.js';

/** So many different questions are replayed at most; those asked most often come first. */
export const mostReplayed = 20_000;
const mostExamples = 20;

/** What replaying needs to know of the world; the models of a state that is not published are trained on first use. */
export interface ReplayContext {
  readonly db: Database;
  readonly modelsOfThen: ModelsOfThen;
}

/** The end of a window that has this instant in it. */
export function justAfter(now: Date): Date {
  return new Date(now.getTime() + 1);
}

/**
 * Asks all questions of a window again, in one state and in another: what a change would do to those who ask. Nothing is recorded. `sample` bounds
 * the different questions, `examples` those that are shown of each class.
 */
export async function replayWindow(
  ctx: ReplayContext & { readonly actor: Actor },
  states: { readonly before: Snapshot; readonly after: Snapshot },
  { sample, examples, ...window }: InquiryWindow & { readonly sample: number; readonly examples: number },
): Promise<Replay> {
  allow(ctx.actor, 'read the past and the future');
  if (window.from >= window.to) throw new AppError('BAD_INPUT', 'from must be before to.');
  if (sample < 1 || sample > mostReplayed) throw new AppError('BAD_INPUT', `sample must be from 1 to ${mostReplayed}.`);
  if (examples < 0 || examples > mostExamples)
    throw new AppError('BAD_INPUT', `examples must be from 0 to ${mostExamples}.`);
  return replayIn(ctx, states, window, { audience: ctx.actor.audience, sample, examples });
}

/** The same for whoever asks on behalf of the service. */
export async function replayIn(
  ctx: ReplayContext,
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  window: InquiryWindow,
  limits: { readonly audience: Audience; readonly sample: number; readonly examples: number },
): Promise<Replay> {
  const { audience, sample: most, examples } = limits;
  const asked = await store.askedQuestions(ctx.db, window, { audience, most });
  const askers = audiences.filter((one) => asked.some((question) => question.audience === one));
  const states = {
    before: { snapshot: before, models: await modelsFor(ctx, before, window.locale, askers) },
    after: { snapshot: after, models: await modelsFor(ctx, after, window.locale, askers) },
  };
  return replayQuestions(states, window.locale, asked, examples);
}

/** The models of a state for everyone who asked. */
async function modelsFor(
  ctx: ReplayContext,
  snapshot: Snapshot,
  locale: string,
  askers: readonly Audience[],
): Promise<Pick<Models, 'for'>> {
  const models = new Map<Audience, Pick<Models, 'for'>>();
  for (const audience of askers) models.set(audience, await ctx.modelsOfThen(snapshot, { locale, audience }));
  return { for: (trained, audience) => models.get(audience)?.for(trained, audience) ?? null };
}
