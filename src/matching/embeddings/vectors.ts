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

/**
 * The vectors of texts by their `embeddedText`: those that are kept, and of the rest what the endpoint says, which is kept from then on. A question's
 * vector is kept for thirty days, a phrasing's for good. Throws UNAVAILABLE.
 */
export async function vectorsOf(
  ctx: VectorContext,
  texts: readonly string[],
  how:
    | (Patience & { readonly of: 'phrasings' })
    | (Patience & { readonly of: 'questions'; readonly dimensions: number }),
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
  if (missing.length === 0) return found;
  const vectors = await ctx.endpoint.embed(missing, how);
  // Before it is kept: a vector of another model would stand in the way of the right one for a month.
  if (how.of === 'questions' && vectors.some(({ length }) => length !== how.dimensions))
    throw new AppError('UNAVAILABLE', 'The embedding endpoint gives vectors of another length than before.');
  const keptUntil = how.of === 'questions' ? new Date(ctx.clock.now().getTime() + questionsKeptMs) : null;
  const rows = missing.map((text, at) => ({
    version: ctx.version,
    text_hash: Buffer.from(hashOf(text), 'hex'),
    vector: Buffer.from((vectors[at] as Int8Array).buffer),
    kept_until: keptUntil,
  }));
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await store.insertVectors(ctx.db, rows.slice(start, start + rowsAtOnce));
  await addKept(ctx, new Map(missing.map((text) => [hashOf(text), text])), found);
  return found;
}

/** Forgets the vectors of questions that were embedded long ago. */
export function forgetOldQuestions({ db, clock }: Pick<VectorContext, 'db' | 'clock'>): Promise<void> {
  return store.forgetVectors(db, clock.now());
}

/** Forgets those of all questions: some may be of another model than the phrasings'. */
export function forgetAllQuestions({ db, clock }: Pick<VectorContext, 'db' | 'clock'>): Promise<void> {
  return store.forgetVectors(db, new Date(clock.now().getTime() + 2 * questionsKeptMs));
}

const questionsKeptMs = 30 * 24 * 3_600_000;
const rowsAtOnce = 500;

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
