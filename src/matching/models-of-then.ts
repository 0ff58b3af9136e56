import type { Audience } from '../access/index.js';
import type { Snapshot } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { localeFor } from './matched-locale.js';
import { decodeModel, inputHash, modelId, type TrainingInput } from './model.js';
import * as store from './model.store.js';
import type { Models, ServedModel } from './models.js';
import { type Train, trainAndStore } from './train-models.js';
import { trainingInput } from './training-input.js';

/** Today's matcher for a past state, for one asker: what it learns is what was written by then. */
export type ModelsOfThen = (
  snapshot: Snapshot,
  asker: { readonly locale: string; readonly audience: Audience },
) => Promise<Pick<Models, 'for'>>;

const mostKept = 8;

/**
 * Finds the model that today's algorithm makes of a past state's phrasings, or trains it, one at a time: most were trained when that state was
 * new and are kept under the hash of what they learned from. The few used last stay in memory.
 */
export function modelsOfThen(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly train: Train;
}): ModelsOfThen {
  const kept = new Map<string, Promise<ServedModel>>();
  let training: Promise<unknown> = Promise.resolve();

  const open = (hash: string, input: TrainingInput): Promise<ServedModel> => {
    const opened = training.then(() => findOrTrain(ctx, hash, input));
    training = opened.catch(() => kept.delete(hash));
    return opened;
  };

  return async (snapshot, { locale, audience }) => {
    const input = trainingInput(snapshot, localeFor(snapshot, locale, audience), audience);
    if (input.phrasings.length === 0) return { for: () => null };
    const hash = inputHash(input);
    const found = kept.get(hash) ?? open(hash, input);
    kept.delete(hash);
    kept.set(hash, found);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    const served = await found;
    return { for: () => served };
  };
}

async function findOrTrain(
  ctx: { readonly db: Database; readonly clock: Clock; readonly train: Train },
  hash: string,
  input: TrainingInput,
): Promise<ServedModel> {
  const row = (await store.artefact(ctx.db, hash)) ?? (await trained(ctx, input, hash));
  return { modelId: modelId(row.artefact), model: decodeModel(row.artefact) };
}

async function trained(ctx: Parameters<typeof trainAndStore>[0], input: TrainingInput, hash: string) {
  await trainAndStore(ctx, input, hash);
  const row = await store.artefact(ctx.db, hash);
  if (!row) throw new Error('the model that was just kept is gone');
  return row;
}
