import type { Audience } from '../access/index.js';
import type { Snapshot } from '../knowledge/index.js';
import { AppError } from '../platform/errors.js';
import { localeFor } from './matched-locale.js';
import { decodeModel, inputHash, modelId, type TrainingInput } from './model.js';
import type { Models, ServedModel } from './models.js';
import type { Train } from './train-models.js';
import { trainingInputInTurns } from './training-input.js';

/** The model of a state that nobody will publish as it is, for one asker; it is kept in memory only. */
export type ModelsToTry = (
  snapshot: Snapshot,
  asker: { readonly locale: string; readonly audience: Audience },
) => Promise<Pick<Models, 'for'>>;

/** More than this takes minutes to train: too long for somebody who waits for a preview. */
const mostPhrasings = 20_000;
const mostKept = 4;

/** Trains off the event loop, one at a time. Throws TOO_COSTLY where there are more phrasings than can be tried. */
export function modelsToTry({ train }: { readonly train: Train }): ModelsToTry {
  const kept = new Map<string, Promise<ServedModel>>();
  let training: Promise<unknown> = Promise.resolve();
  const open = (hash: string, input: TrainingInput) => {
    const opened = training.then(async () => {
      const bytes = await train(input);
      return { modelId: modelId(bytes), model: decodeModel(bytes) };
    });
    training = opened.catch(() => kept.delete(hash));
    return opened;
  };
  return async (snapshot, { locale, audience }) => {
    const input = await trainingInputInTurns(snapshot, localeFor(snapshot, locale, audience), audience);
    if (input.phrasings.length === 0) return { for: () => null };
    requireTriable(input);
    const hash = inputHash(input);
    const found = kept.get(hash) ?? open(hash, input);
    kept.delete(hash);
    kept.set(hash, found);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    const served = await found;
    return { for: () => served };
  };
}

/** Throws TOO_COSTLY where there are more phrasings than an editor can wait for. */
export function requireTriable({ phrasings, locale }: TrainingInput): void {
  if (phrasings.length > mostPhrasings)
    throw new AppError(
      'TOO_COSTLY',
      `There are ${phrasings.length} phrasings in ${locale}; this is made for at most ${mostPhrasings}.`,
    );
}
