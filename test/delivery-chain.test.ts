import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyDeliveryChain } from '../src/command-line/verify-deliveries.js';
import { manualClock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import {
  type AnswerDelivery,
  type CurrentSigningKey,
  openSigningKey,
  recordDeliveries,
  rotateWhenDue,
  sealDeliveries,
} from '../src/receipts/index.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
let database: TestDatabase;
let db: Database;
let signingKey: CurrentSigningKey;

beforeAll(async () => {
  database = await openTestDatabase('empty');
  ({ db } = database);
  signingKey = await openSigningKey({ db, clock });
});
afterAll(() => database.close());

beforeEach(async () => {
  await sql`truncate delivery, delivery_batch restart identity`.execute(db);
});

function telling(n: number): AnswerDelivery {
  return {
    receiptCode: `UV-${n}`,
    answer: 'card-fee',
    version: 1,
    locale: 'en',
    contentHash: 'x',
    factValueIds: [n, 2 ** 52 + 1],
    channel: 'webchat',
    to: { kind: 'CONVERSATION', conversationId: `c${n}` },
    at: clock.now(),
  };
}

async function tell(count: number): Promise<void> {
  const tellings = Array.from({ length: count }, (_, n) => telling(n));
  await db.transaction().execute((tx) => recordDeliveries(tx, tellings));
}

const seal = () => sealDeliveries({ db, clock, signingKey });

async function verify(head?: { readonly sequence: number; readonly hash: string }) {
  let said = '';
  const stream = { write: (text: string) => (said += text) };
  const world = { environment: { DATABASE_URL: database.url }, stdout: stream, stderr: stream };
  return { code: await verifyDeliveryChain(head ? { head } : {}, world), said };
}

/** What nobody but a superuser can do, and what must show. */
async function tamper(change: ReturnType<typeof sql>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of ['delivery', 'delivery_batch'])
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(tx);
    await change.execute(tx);
    for (const table of ['delivery', 'delivery_batch'])
      await sql`alter table ${sql.table(table)} enable trigger user`.execute(tx);
  });
}

describe('what was told', () => {
  it('is sealed in batches, each of which follows from the one before', async () => {
    await tell(3);
    expect(await seal()).toBe(3);
    expect(await seal()).toBe(0);
    await tell(2);
    expect(await seal()).toBe(2);
    await tell(1);
    const { code, said } = await verify();
    expect(said).toMatch(
      /^The delivery chain is whole: 5 deliveries in 2 batches; 1 wait for the next one\.\nHead: 2:/,
    );
    expect(code).toBe(0);
  });

  it('is sealed once, however many workers seal at the same time', async () => {
    await tell(50);
    const sealed = await Promise.all([seal(), seal(), seal()]);
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect((await verify()).code).toBe(0);
  });

  it('can wait for a transaction that ends late, and loses nothing of it', async () => {
    await db.transaction().execute(async (late) => {
      await recordDeliveries(late, [telling(1)]);
      await tell(1);
      expect(await seal()).toBe(1);
    });
    expect(await seal()).toBe(1);
    expect((await verify()).said).toContain('2 deliveries in 2 batches');
  });

  it('is verified across a change of the signing key', async () => {
    await tell(1);
    await seal();
    clock.advance(91 * 86_400_000);
    const before = signingKey.keyId;
    await Promise.all([rotateWhenDue({ db, clock, signingKey }, 90), rotateWhenDue({ db, clock, signingKey }, 90)]);
    await signingKey.refresh();
    expect(signingKey.keyId).not.toBe(before);
    await rotateWhenDue({ db, clock, signingKey }, 90);
    await tell(1);
    await seal();
    expect((await verify()).code).toBe(0);
    const keys = await db.selectFrom('signing_key').select('key_id').execute();
    expect(keys).toHaveLength(2);
  });

  it('is refused any change once it is sealed', async () => {
    await tell(1);
    await seal();
    for (const change of [
      sql`update delivery set version = 2`,
      sql`delete from delivery`,
      sql`update delivery_batch set count = 2`,
      sql`delete from delivery_batch`,
    ])
      await expect(change.execute(db)).rejects.toThrow('never changed');
  });
});

describe('univocal verify-deliveries', () => {
  it.each([
    ['a version', sql`update delivery set version = 2 where id = 5`],
    ['a channel', sql`update delivery set channel_key = 'email' where id = 5`],
    ['an instant', sql`update delivery set at = at - interval '1 millisecond' where id = 5`],
    ['a value', sql`update delivery set fact_value_ids = '{1}' where id = 5`],
    ['a delivery that is gone', sql`delete from delivery where id = 5`],
    [
      'a delivery that was slipped in',
      sql`insert into delivery (receipt_code, answer_key, version, locale, content_hash,
      fact_value_ids, channel_key, mail_id, at, batch) values ('UV', 'x', 1, 'en', 'x', '{}', 'email', 1, now(), 2)`,
    ],
    ['a batch', sql`update delivery_batch set at = at + interval '1 second' where sequence = 2`],
    [
      'a signature',
      sql`update delivery_batch set signature = (select signature from delivery_batch where sequence = 1) where sequence = 2`,
    ],
  ])('names the batch in which %s was tampered with', async (_, change) => {
    for (let i = 0; i < 3; i++) {
      await tell(3);
      await seal();
    }
    expect((await verify()).code).toBe(0);
    await tamper(change);
    expect(await verify()).toEqual({ code: 1, said: expect.stringContaining('broken at batch 2:') });
  });

  it('finds that the end was cut off when it is given an earlier head', async () => {
    for (let i = 0; i < 2; i++) {
      await tell(1);
      await seal();
    }
    const [, hash = ''] = /Head: 2:(\w+)/.exec((await verify()).said) ?? [];
    await tamper(
      sql`with gone as (delete from delivery where batch = 2) delete from delivery_batch where sequence = 2`,
    );
    expect((await verify()).code).toBe(0);
    expect(await verify({ sequence: 2, hash })).toEqual({ code: 1, said: expect.stringContaining('at batch 2:') });
  });
});
