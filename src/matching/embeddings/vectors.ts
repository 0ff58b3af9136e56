import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { embeddedText } from './dense-block.js';
import type { Endpoint, Patience } from './endpoint.js';
import * as store from './vector.store.js';

/** What finding vectors needs. */
export interface VectorContext {
  readonly db: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly endpoint: Pick<Endpoint, 'embed'>;
  readonly version: string;
}

type How =
  | (Patience & { readonly of: 'phrasings' })
  | (Patience & { readonly of: 'questions'; readonly dimensions: number });

/**
 * The vectors of texts by their `embeddedText`: those that are kept, and of the rest what the endpoint says, which is kept from then on. A question's
 * vector is kept for thirty days, a phrasing's for good. Throws UNAVAILABLE.
 */
export async function vectorsOf(
  ctx: VectorContext,
  texts: readonly string[],
  how: How,
): Promise<ReadonlyMap<string, Int8Array>> {
  const wanted = new Map(
    texts
      .map(embeddedText)
      .filter((text) => text !== '')
      .map((text) => [hashOf(text), text]),
  );
  const found = new Map<string, Int8Array>();
  await addKept(ctx, wanted, found);
  const missing = [...wanted.values()].filter((text) => !found.has(text));
  for (let start = 0; start < missing.length; start += textsAtOnce)
    await embedAndKeep(ctx, missing.slice(start, start + textsAtOnce), how);
  await addKept(ctx, new Map(missing.map((text) => [hashOf(text), text])), found);
  return found;
}

/**
 * Throws UNAVAILABLE unless the endpoint gives the vector of a fixed text that it gave the first time: behind the same name another model may have been
 * put, whose vectors mean nothing to ours.
 */
export async function requireSameModel(ctx: VectorContext, patience: Patience): Promise<void> {
  await embedBySameModel(ctx, [], patience);
}

/** Forgets the vectors of questions that were embedded long ago. */
export function forgetOldQuestions({ db, clock }: Pick<VectorContext, 'db' | 'clock'>): Promise<void> {
  return store.forgetVectors(db, clock.now());
}

const questionsKeptMs = 30 * 24 * 3_600_000;
const rowsAtOnce = 500;
/** With the fixed text they are a batch of the endpoint, so that one model embeds them all. */
const textsAtOnce = 63;
/** Any text does. */
const fixedText = 'where is my card';
const sameModel = 0.98;

async function embedAndKeep(ctx: VectorContext, texts: readonly string[], how: How): Promise<void> {
  const vectors = await embedBySameModel(ctx, texts, how);
  if (how.of === 'questions' && vectors.some(({ length }) => length !== how.dimensions))
    throw new AppError('UNAVAILABLE', 'The embedding endpoint gives vectors of another length than before.');
  const keptUntil = how.of === 'questions' ? new Date(ctx.clock.now().getTime() + questionsKeptMs) : null;
  await keep(ctx, texts, vectors, keptUntil);
}

/**
 * The fixed text goes in the same call, so that a vector of another model is neither used nor kept, however soon that model is gone again: it would
 * stand in the way of the right one for a month, and a phrasing's for good.
 */
async function embedBySameModel(
  ctx: VectorContext,
  texts: readonly string[],
  patience: Patience,
): Promise<readonly Int8Array[]> {
  const [now, ...vectors] = await ctx.endpoint.embed([fixedText, ...texts], patience);
  if (!now) throw new AppError('UNAVAILABLE', 'The embedding endpoint gives no vectors.');
  const kept = (await keptOfFixedText(ctx)) ?? (await keepFixedText(ctx, now));
  if (cosine(now, kept) >= sameModel) return vectors;
  throw new AppError('UNAVAILABLE', 'The embedding endpoint gives other vectors than before.');
}

async function keptOfFixedText(ctx: VectorContext): Promise<Int8Array | undefined> {
  const found = new Map<string, Int8Array>();
  await addKept(ctx, new Map([[hashOf(fixedText), fixedText]]), found);
  return found.get(fixedText);
}

/** Of two nodes that are the first at once, one is kept, which the other compares with. */
async function keepFixedText(ctx: VectorContext, vector: Int8Array): Promise<Int8Array> {
  await keep(ctx, [fixedText], [vector], null);
  return (await keptOfFixedText(ctx)) ?? vector;
}

async function keep(
  { db, version }: Pick<VectorContext, 'db' | 'version'>,
  texts: readonly string[],
  vectors: readonly Int8Array[],
  keptUntil: Date | null,
): Promise<void> {
  const rows = texts.map((text, at) => ({
    version,
    text_hash: Buffer.from(hashOf(text), 'hex'),
    vector: Buffer.from((vectors[at] as Int8Array).buffer),
    kept_until: keptUntil,
  }));
  await store.insertVectors(db, rows);
}

function cosine(a: Int8Array, b: Int8Array): number {
  if (a.length !== b.length) return 0;
  let product = 0;
  let ofA = 0;
  let ofB = 0;
  a.forEach((component, at) => {
    const other = b[at] as number;
    product += component * other;
    ofA += component * component;
    ofB += other * other;
  });
  return product / Math.sqrt(ofA * ofB);
}

async function addKept(
  { db, version }: Pick<VectorContext, 'db' | 'version'>,
  wanted: ReadonlyMap<string, string>,
  found: Map<string, Int8Array>,
): Promise<void> {
  const hashes = [...wanted.keys()];
  for (let start = 0; start < hashes.length; start += rowsAtOnce) {
    const some = hashes.slice(start, start + rowsAtOnce).map((hash) => Buffer.from(hash, 'hex'));
    for (const { text_hash, vector } of await store.vectorsOf(db, version, some))
      found.set(wanted.get(text_hash.toString('hex')) as string, new Int8Array(vector));
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
