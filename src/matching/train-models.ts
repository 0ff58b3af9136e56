import { audiences } from '../access/index.js';
import type { Snapshot } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { matcherVersionWith } from './embeddings/version.js';
import { hashOfInput } from './input-hash.js';
import type { TrainingInput } from './model.js';
import { modelIdInTurns } from './model-id.js';
import * as store from './model.store.js';
import { trainedLocales, trainingInputInTurns } from './training-input.js';

/** Trains off the event loop and gives back the artefact's bytes. */
export type Train = (input: TrainingInput) => Promise<Uint8Array>;

/** Brings every pointer to the model of this snapshot; what was trained before under the same input hash is used again. Returns how many pointers moved. */
export async function trainModels(
  ctx: { readonly db: Database; readonly clock: Clock; readonly train: Train },
  snapshot: Snapshot,
): Promise<number> {
  const current = new Map(
    (await store.pointers(ctx.db)).map((row) => [`${row.locale}/${row.audience}`, row.input_hash]),
  );
  let moved = 0;
  for (const audience of audiences) {
    for (const locale of trainedLocales(snapshot, audience)) {
      const hash = await hashOfInput(snapshot, locale, audience);
      if (current.get(`${locale}/${audience}`) === hash) continue;
      const id =
        (await store.modelId(ctx.db, hash))?.model_id ??
        (await trainAndStore(ctx, await trainingInputInTurns(snapshot, locale, audience), hash));
      await store.movePointer(ctx.db, {
        locale,
        audience,
        input_hash: hash,
        model_id: id,
        snapshot_sequence: snapshot.sequence,
        switched_at: ctx.clock.now(),
      });
      moved += 1;
    }
  }
  return moved;
}

/** Trains a model and keeps it under the hash of what it learned from; gives its name. */
export async function trainAndStore(
  ctx: { readonly db: Database; readonly clock: Clock; readonly train: Train },
  input: TrainingInput,
  hash: string,
): Promise<string> {
  const bytes = await ctx.train(input);
  const id = await modelIdInTurns(bytes);
  const version = matcherVersionWith(input.embedding?.version ?? null);
  await store.insertModel(
    ctx.db,
    { input_hash: hash, model_id: id, matcher_version: version, created_at: ctx.clock.now() },
    bytes,
  );
  return id;
}
