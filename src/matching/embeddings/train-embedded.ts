import { type Audience, audiences } from '../../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../../knowledge/index.js';
import { AppError } from '../../platform/errors.js';
import { hashOfInput } from '../input-hash.js';
import * as models from '../model.store.js';
import { canonical, type TrainingInput } from '../phrasings.js';
import { mostAnswers } from '../train-model.js';
import { type Train, trainAndStore } from '../train-models.js';
import { phrasingsLearned, trainedLocales, trainingInputInTurns } from '../training-input.js';
import * as store from './embedding-pointer.store.js';
import { type VectorContext, vectorsOf } from './vectors.js';
import { embeddedInputHash } from './version.js';

/** Trains what is missing of the models with embeddings, beside the lexical ones; returns how many pointers moved. Throws UNAVAILABLE. */
export async function trainEmbedded(
  ctx: VectorContext & { readonly train: Train },
  snapshot: Snapshot,
): Promise<number> {
  const stale = await staleOf(ctx, snapshot);
  for (const { locale, audience, hash } of stale) {
    if (hash === null) {
      await store.removePointer(ctx.db, locale, audience);
      continue;
    }
    const modelId =
      (await models.modelId(ctx.db, hash))?.model_id ??
      (await trainAndStore(
        ctx,
        await withEmbeddings(ctx, await trainingInputInTurns(snapshot, locale, audience)),
        hash,
      ));
    await store.movePointer(ctx.db, {
      locale,
      audience,
      version: ctx.version,
      input_hash: hash,
      model_id: modelId,
      snapshot_sequence: snapshot.sequence,
      switched_at: ctx.clock.now(),
    });
  }
  return stale.length;
}

/** Whether every model with embeddings that can be stands for this snapshot. */
export async function isTrained(ctx: Pick<VectorContext, 'db' | 'version'>, snapshot: Snapshot): Promise<boolean> {
  return (await staleOf(ctx, snapshot)).length === 0;
}

const tooLarge = new WeakMap<Snapshot['answers'], Map<string, boolean>>();

/** Whether only the lexical model is served: one of many answers reads no embedding, and above so many phrasings words are enough. Reckoned once. */
function isTooLarge(snapshot: Snapshot, locale: string, audience: Audience): boolean {
  const known = tooLarge.get(snapshot.answers) ?? new Map<string, boolean>();
  tooLarge.set(snapshot.answers, known);
  const name = `${locale}/${audience}`;
  const found = known.get(name) ?? exceeds(visibleAnswers(snapshot, { audience }), locale);
  known.set(name, found);
  return found;
}

function exceeds(visible: readonly PublishedAnswer[], locale: string): boolean {
  let phrasings = 0;
  let answers = 0;
  return visible.some((answer) => {
    const own = phrasingsLearned(answer, locale).length;
    phrasings += own;
    answers += own > 0 ? 1 : 0;
    return phrasings > mostPhrasings || answers > mostAnswers;
  });
}

/** Above this many the vectors would take gigabytes to train on. */
const mostPhrasings = 20_000;

/** A phrasing is embedded while nobody waits. */
const patience = { timeoutMs: 30_000, retries: 4, of: 'phrasings' } as const;

/** A pointer that does not stand for a snapshot; hash null = there should be none. */
interface Stale {
  readonly locale: string;
  readonly audience: Audience;
  readonly hash: string | null;
}

async function staleOf({ db, version }: Pick<VectorContext, 'db' | 'version'>, snapshot: Snapshot): Promise<Stale[]> {
  const pointed = new Map(
    (await store.pointers(db, version)).map((row) => [`${row.locale}/${row.audience}`, row.input_hash]),
  );
  const stale: Stale[] = [];
  for (const audience of audiences) {
    for (const locale of trainedLocales(snapshot, audience)) {
      const hash = isTooLarge(snapshot, locale, audience)
        ? null
        : embeddedInputHash(await hashOfInput(snapshot, locale, audience), version);
      if ((pointed.get(`${locale}/${audience}`) ?? null) !== hash) stale.push({ locale, audience, hash });
    }
  }
  return stale;
}

async function withEmbeddings(ctx: VectorContext, input: TrainingInput): Promise<TrainingInput> {
  const { phrasings, negatives, log } = canonical(input);
  const texts = [...phrasings, ...negatives].map(({ text }) => text);
  const of = await vectorsOf(ctx, [...texts, ...log], patience);
  const dimensions = [...of.values()][0]?.length ?? 0;
  if ([...of.values()].some(({ length }) => length !== dimensions))
    throw new AppError('UNAVAILABLE', 'The kept vectors of the embedding are of different lengths.');
  return { ...input, embedding: { version: ctx.version, dimensions, of } };
}
