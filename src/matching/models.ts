import type { Audience } from '../access/index.js';
import type { Database } from '../platform/database/database.js';
import { folded } from '../platform/folded.js';
import type { Row } from '../platform/database/tables.js';
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
  /** Those that read words and characters alone, whatever the switch says: for what is compared with models that nobody serves. */
  readonly lexical: Pick<Models, 'for'>;
  /** Loads what the pointers name and this node has not loaded yet. */
  refresh(): Promise<void>;
}

/** Models that are in memory already, by their names, which are hashes of what they are: a test worker opens the same ones again and again. */
export interface KnownModels {
  get(modelId: string): Model | undefined;
  set(modelId: string, model: Model): unknown;
}

/** Opens the models that the pointers name now. */
export async function openModels(db: Database, known?: KnownModels): Promise<Models> {
  let served: Served = { lexical: new Map(), embedded: new Map() };
  const refresh = folded(async () => {
    const loaded = new Map(
      [...served.lexical.values(), ...served.embedded.values()].map((model) => [model.modelId, model]),
    );
    const open = async (pointers: readonly Pointer[]) => {
      const models = new Map<string, ServedModel>();
      for (const pointer of pointers) {
        const model = loaded.get(pointer.model_id) ?? (await load(db, pointer, known));
        if (model) models.set(`${pointer.locale}/${pointer.audience}`, model);
        if (model) loaded.set(pointer.model_id, model);
      }
      return models;
    };
    served = {
      lexical: await open(await store.pointers(db)),
      embedded: await open(await embeddings.pointersInUse(db)),
    };
  });
  await refresh();
  const lexicalFor: Models['for'] = (locale, audience) => served.lexical.get(`${locale}/${audience}`) ?? null;
  return {
    for: (locale, audience) => served.embedded.get(`${locale}/${audience}`) ?? lexicalFor(locale, audience),
    lexical: { for: lexicalFor },
    refresh,
  };
}

/** By locale and audience. */
interface Served {
  readonly lexical: ReadonlyMap<string, ServedModel>;
  readonly embedded: ReadonlyMap<string, ServedModel>;
}

type Pointer = Pick<Row<'model_pointer'>, 'locale' | 'audience' | 'input_hash' | 'model_id'>;

async function load(db: Database, pointer: Pointer, known: KnownModels | undefined): Promise<ServedModel | null> {
  const modelId = pointer.model_id;
  const kept = known?.get(modelId);
  if (kept) return { modelId, model: kept };
  const row = await store.artefact(db, pointer.input_hash);
  // After an upgrade the pointer names a model of the matcher before: only exact phrasings resolve until the new one is trained.
  if (!row || !isOfThisMatcher(row.matcher_version)) return null;
  const model = decodeModel(row.artefact);
  known?.set(modelId, model);
  return { modelId, model };
}
