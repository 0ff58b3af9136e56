import type { Audience } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import * as embeddings from './embeddings/embedding-pointer.store.js';
import { isOfThisMatcher } from './embeddings/version.js';
import { decodeModel, type Model } from './model.js';
import * as store from './model.store.js';

/** A model that is being served, with its name. */
export interface ServedModel {
  readonly modelId: string;
  readonly model: Model;
  /** The embedding of a question, once it is known; see `withVectors`. */
  readonly embedded?: (question: string) => Int8Array | undefined;
}

/** The models this node serves, one per locale and audience, as the pointers say: with embeddings where these are trained and the switch is on. */
export interface Models {
  for(locale: string, audience: Audience): ServedModel | null;
  /** Loads what the pointers name and this node has not loaded yet. */
  refresh(): Promise<void>;
}

/** Opens the models that the pointers name now. */
export async function openModels(db: Database): Promise<Models> {
  let served = new Map<string, ServedModel>();
  const refresh = async (): Promise<void> => {
    const loaded = new Map([...served.values()].map((model) => [model.modelId, model]));
    const next = new Map<string, ServedModel>();
    for (const pointer of [...(await store.pointers(db)), ...(await embeddings.pointersInUse(db))]) {
      const model = loaded.get(pointer.model_id) ?? (await load(db, pointer));
      if (!model) continue;
      loaded.set(pointer.model_id, model);
      next.set(`${pointer.locale}/${pointer.audience}`, model);
    }
    served = next;
  };
  await refresh();
  return { for: (locale, audience) => served.get(`${locale}/${audience}`) ?? null, refresh };
}

async function load(
  db: Database,
  pointer: { readonly input_hash: string; readonly model_id: string },
): Promise<ServedModel | null> {
  const row = await store.artefact(db, pointer.input_hash);
  // After an upgrade the pointer names a model of the matcher before: only exact phrasings resolve until the new one is trained.
  if (!row || !isOfThisMatcher(row.matcher_version)) return null;
  return { modelId: pointer.model_id, model: decodeModel(row.artefact) };
}
