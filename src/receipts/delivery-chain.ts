import { createHash, sign, verify } from 'node:crypto';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { lock } from '../platform/events.js';
import {
  type ChainHead,
  type ChainLink,
  type ChainVerdict,
  chainHash,
  noHash,
  verifyChain,
} from '../platform/hash-chain.js';
import type { SigningKey } from './content-receipt.js';
import type { DeliveryKind } from './delivery.js';
import * as store from './delivery-chain.store.js';
import { type KeySet, keySetOf, readKeySet } from './key-set.js';
import { publicKeysOf } from './signing-key.js';

/** Deliveries that were sealed together: a link of the chain, signed, so that its head can be kept by others. */
export interface DeliveryBatch extends ChainLink {
  readonly at: Date;
  readonly count: number;
  /** SHA-256 over its deliveries, in their order. */
  readonly contentHash: string;
  readonly keyId: string;
  readonly signature: string;
}

/** A delivery as it is sealed. To whom it went is not in it: the chain must outlive what is erased. */
export interface SealedDelivery {
  readonly id: number;
  readonly receiptCode: string;
  readonly answer: string;
  readonly version: number;
  readonly locale: string;
  readonly contentHash: string;
  readonly factValueIds: readonly number[];
  readonly channel: string;
  readonly kind: DeliveryKind;
  readonly at: Date;
}

const mostInBatch = 5_000;

/** Seals what was delivered since the last batch; says how many. Any number of workers may ask at once. */
export async function sealDeliveries(ctx: {
  readonly db: Database;
  readonly clock: Clock;
  readonly signingKey: SigningKey;
}): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await sealBatch(ctx);
    sealed += count;
    if (count < mostInBatch) return sealed;
  }
}

function sealBatch({ db, clock, signingKey }: Parameters<typeof sealDeliveries>[0]): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await lock(tx, 'delivery-chain');
    const deliveries = await store.unsealed(tx, mostInBatch);
    if (deliveries.length === 0) return 0;
    const last = await store.lastBatch(tx);
    const { keyId, privateKey } = signingKey;
    const open = {
      sequence: (last?.sequence ?? 0) + 1,
      previousHash: last?.hash ?? noHash,
      at: clock.now(),
      count: deliveries.length,
      contentHash: deliveriesHash(deliveries),
    };
    const hash = batchHash(open);
    const signature = sign(null, signedBytes(hash, keyId), privateKey).toString('base64url');
    await store.insertBatch(tx, { ...open, hash, keyId, signature });
    await store.seal(
      tx,
      deliveries.map(({ id }) => id),
      open.sequence,
    );
    return deliveries.length;
  });
}

/** What the look at the chain found; `unsealed` deliveries wait for their batch, and nothing proves them yet. */
export type DeliveryVerdict = ChainVerdict & { readonly deliveries: number; readonly unsealed: number };

/** Follows the chain from its first batch, and holds each against its deliveries and its signature. */
export async function verifyDeliveries(db: Database, expected: ChainHead | null = null): Promise<DeliveryVerdict> {
  const published = await publicKeysOf(db);
  const keys: KeySet = published.length === 0 ? new Map() : readKeySet(keySetOf(published));
  let deliveries = 0;
  const faultIn = async (batch: DeliveryBatch) => {
    const held = await store.deliveriesIn(db, batch.sequence);
    deliveries += held.length;
    return faultOf(batch, held, keys);
  };
  const verdict = await verifyChain(storedBatches(db), faultIn, expected);
  return { ...verdict, deliveries, unsealed: await store.countUnsealed(db) };
}

function faultOf(batch: DeliveryBatch, held: readonly SealedDelivery[], keys: KeySet): string | null {
  if (held.length !== batch.count) return `it sealed ${batch.count} deliveries, and ${held.length} are there`;
  if (deliveriesHash(held) !== batch.contentHash) return 'its deliveries are not what was sealed';
  if (batchHash(batch) !== batch.hash) return 'its content is not what was hashed';
  const key = keys.get(batch.keyId);
  if (!key) return 'the key that signed it is not there';
  const signature = Buffer.from(batch.signature, 'base64url');
  return verify(null, signedBytes(batch.hash, batch.keyId), key, signature) ? null : 'its signature is not of its key';
}

async function* storedBatches(db: Database): AsyncGenerator<DeliveryBatch> {
  let last = 0;
  for (;;) {
    const page = await store.batchesAfter(db, last, 500);
    yield* page;
    const end = page.at(-1);
    if (!end) return;
    last = end.sequence;
  }
}

function deliveriesHash(deliveries: readonly SealedDelivery[]): string {
  const hash = createHash('sha256');
  for (const told of deliveries) {
    const { id, receiptCode, answer, version, locale, contentHash, factValueIds, channel, kind, at } = told;
    const values = [
      id,
      receiptCode,
      answer,
      version,
      locale,
      contentHash,
      factValueIds,
      channel,
      kind,
      at.toISOString(),
    ];
    hash.update(`${JSON.stringify(values)}\n`);
  }
  return hash.digest('hex');
}

function batchHash(batch: Omit<DeliveryBatch, 'hash' | 'keyId' | 'signature'>): string {
  const { previousHash, sequence, at, count, contentHash } = batch;
  return chainHash([previousHash, sequence, at.toISOString(), count, contentHash]);
}

function signedBytes(hash: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['univocal.delivery-batch.1', keyId, hash]));
}
