import type { KnownModels } from '../../src/matching/index.js';

const most = 12;
const kept = new Map<string, Parameters<KnownModels['set']>[1]>();

/**
 * The demo bank's models as the services of a test worker share them: fetching and decoding them is a third of what a start takes. A second node has
 * none of them, so that what is stored is read as well. Those that have not been asked for longest are dropped.
 */
export const knownModels: KnownModels = {
  get: (modelId) => {
    const model = kept.get(modelId);
    if (model) knownModels.set(modelId, model);
    return model;
  },
  set: (modelId, model) => {
    kept.delete(modelId);
    kept.set(modelId, model);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  },
};
