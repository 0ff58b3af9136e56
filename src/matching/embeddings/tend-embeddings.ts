import type { Snapshot } from '../../knowledge/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors.js';
import type { Models } from '../models.js';
import type { Train } from '../train-models.js';
import * as store from './switch.store.js';
import { endpointWorks, type SwitchContext, tendSwitch } from './tend-switch.js';
import { isTrained, trainEmbedded } from './train-embedded.js';
import { forgetOldQuestions } from './vectors.js';

/** What a worker needs that keeps embeddings going. */
export type EmbeddingsContext = SwitchContext & { readonly train: Train; readonly models: Pick<Models, 'refresh'> };

/** Makes an embedding known that was not used before; until it is trained and probed the lexical models are served. */
export function beginEmbedding({ db, clock, version }: Pick<SwitchContext, 'db' | 'clock' | 'version'>): Promise<void> {
  return store.begin(db, version, clock.now());
}

/** The settings have no embeddings any more: every node goes back to the lexical models. */
export async function leaveEmbeddings({ db, clock }: { readonly db: Database; readonly clock: Clock }): Promise<void> {
  if (await store.turnOff(db, clock.now())) await store.tell(db);
}

/** One round of the worker that decides: the endpoint is probed when it is time, and the switch turned. */
export async function decideOnEmbeddings(ctx: EmbeddingsContext, snapshotOf: () => Snapshot): Promise<void> {
  await tendSwitch(ctx, () => isTrained(ctx, snapshotOf()));
  await forgetOldQuestions(ctx);
}

/** One round of the worker that trains: what is missing is embedded and learned, as long as the endpoint works. May take minutes; deciding goes on meanwhile. */
export async function learnEmbeddings(ctx: EmbeddingsContext, snapshotOf: () => Snapshot): Promise<void> {
  if (!(await endpointWorks(ctx))) return;
  try {
    if ((await trainEmbedded(ctx, snapshotOf())) === 0) return;
  } catch (error) {
    if (!isAppError(error) || error.code !== 'UNAVAILABLE') throw error;
    ctx.log.warn({ fault: error.message }, 'phrasings could not be embedded, which is tried again');
    return store.report(ctx.db);
  }
  await ctx.models.refresh();
  await store.tell(ctx.db);
}
