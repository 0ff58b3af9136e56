import { type Audience, audiences } from '../../access/index.js';
import type { Snapshot } from '../../knowledge/index.js';
import { AppError } from '../../platform/errors.js';
import { hashOfInput } from '../input-hash.js';
import * as models from '../model.store.js';
import { canonical, type TrainingInput } from '../phrasings.js';
import { type Train, trainAndStore } from '../train-models.js';
import { trainedLocales, trainingInput } from '../training-input.js';
import * as store from './embedding-pointer.store.js';
import { type VectorContext, vectorsOf } from './vectors.js';
import { embeddedInputHash } from './version.js';

/** Trains what is missing of the models with embeddings, beside the lexical ones; returns how many pointers moved. Throws UNAVAILABLE. */
export async function trainEmbedded(
  ctx: VectorContext & { readonly train: Train },
  snapshot: Snapshot,
): Promise<number> {
  let moved = 0;
  for (const { locale, audience, hash } of await staleOf(ctx, snapshot)) {
    const input = trainingInput(snapshot, locale, audience);
    if (isTooLarge(input)) {
      await store.removePointer(ctx.db, locale, audience);
      continue;
    }
    const modelId =
      (await models.modelId(ctx.db, hash))?.model_id ??
      (await trainAndStore(ctx, await withEmbeddings(ctx, input), hash));
    await store.movePointer(ctx.db, {
      locale,
      audience,
      version: ctx.version,
      input_hash: hash,
      model_id: modelId,
      snapshot_sequence: snapshot.sequence,
      switched_at: ctx.clock.now(),
    });
    moved += 1;
  }
  return moved;
}

/** Whether every model with embeddings that can be stands for this snapshot. */
export async function isTrained(ctx: Pick<VectorContext, 'db' | 'version'>, snapshot: Snapshot): Promise<boolean> {
  const stale = await staleOf(ctx, snapshot);
  return stale.every(({ locale, audience }) => isTooLarge(trainingInput(snapshot, locale, audience)));
}

function isTooLarge({ phrasings }: TrainingInput): boolean {
  return phrasings.length > mostPhrasings;
}

/** Above this many the vectors would take gigabytes to train on; and with so many phrasings words are enough. */
const mostPhrasings = 20_000;

/** A phrasing is embedded while nobody waits. */
const patience = { timeoutMs: 30_000, retries: 4, of: 'phrasings' } as const;

interface Stale {
  readonly locale: string;
  readonly audience: Audience;
  readonly hash: string;
}

async function staleOf({ db, version }: Pick<VectorContext, 'db' | 'version'>, snapshot: Snapshot): Promise<Stale[]> {
  const pointed = new Map(
    (await store.pointers(db, version)).map((row) => [`${row.locale}/${row.audience}`, row.input_hash]),
  );
  const stale: Stale[] = [];
  for (const audience of audiences) {
    for (const locale of trainedLocales(snapshot, audience)) {
      const hash = embeddedInputHash(await hashOfInput(snapshot, locale, audience), version);
      if (pointed.get(`${locale}/${audience}`) !== hash) stale.push({ locale, audience, hash });
    }
  }
  return stale;
}

async function withEmbeddings(ctx: VectorContext, input: TrainingInput): Promise<TrainingInput> {
  const { phrasings, negatives } = canonical(input);
  const of = await vectorsOf(
    ctx,
    [...phrasings, ...negatives].map(({ text }) => text),
    patience,
  );
  const dimensions = [...of.values()][0]?.length ?? 0;
  if ([...of.values()].some(({ length }) => length !== dimensions))
    throw new AppError('UNAVAILABLE', 'The kept vectors of the embedding are of different lengths.');
  return { ...input, embedding: { version: ctx.version, dimensions, of } };
}
