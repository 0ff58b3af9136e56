import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../src/platform/database/database.js';
import { createLog } from '../src/platform/log.js';
import { Secret } from '../src/platform/secret.js';
import { circuitBreaker, meilisearchEngine, type SearchDocument, withFallBack } from '../src/search/index.js';
import { documentOf, requestOf } from './contracts/search-documents.js';
import { searchEngineContract } from './contracts/search-engine.contract.js';
import { ApiError } from './support/meilisearch-double/api-error.js';
import type { Misbehaviour } from './support/meilisearch-double/start-double.js';
import { openMeilisearchDouble, openRealMeilisearch, realServer } from './support/meilisearch-world.js';

searchEngineContract('meilisearch (on the double)', openMeilisearchDouble);

describe.skipIf(realServer.url === null)(
  realServer.url === null ? 'a real Meilisearch: NOT RUN, because MEILI_URL is not set' : 'a real Meilisearch',
  () => searchEngineContract('meilisearch (real)', openRealMeilisearch),
);

type World = Awaited<ReturnType<typeof openMeilisearchDouble>>;

const freeze = documentOf({
  answerKey: 'card.freeze',
  question: 'How do I freeze my card?',
  body: 'Press the blue button.',
});
const fee = documentOf({ answerKey: 'card.fee', question: 'What does a replacement card cost?', owner: 'cards' });
const staff = documentOf({ answerKey: 'staff.vip', question: 'How is a Zanzibar card frozen?', audience: 'STAFF' });
const build = (sequence: number, documents: readonly SearchDocument[], synonyms = [] as never[]) => ({
  sequence,
  documents,
  synonyms,
});

async function withWorld(
  use: (world: World) => Promise<void>,
  options: Parameters<typeof openMeilisearchDouble>[0] = {},
) {
  const world = await openMeilisearchDouble(options);
  try {
    await use(world);
  } finally {
    await world.close();
  }
}

describe('what the meilisearch engine writes', () => {
  let world: World;
  beforeAll(async () => {
    world = await openMeilisearchDouble();
    await world.engine.index(build(1, [freeze, fee, staff]));
  });
  afterAll(() => world.close());

  const keysFound = async (text: string) => {
    const { hits } = await world.engine.search(requestOf({ text }));
    return hits.map(({ answerKey }) => answerKey);
  };

  it('is kept in an index for each locale and audience, of which none holds what its askers may not see', () => {
    const held = (uid: string) =>
      [...(world.double.engine.indexes.get(uid)?.documents.values() ?? [])].flatMap(
        ({ fields }) => fields['answerKey'] ?? [],
      );
    expect(held('univocal-en-public')).not.toContain('staff.vip');
    expect(held('univocal-en-staff')).toContain('staff.vip');
  });

  it('is a small change in one step: one task brings what is new and empties what goes', async () => {
    const before = world.double.calls.length;
    await world.engine.index(
      build(2, [freeze, { ...fee, version: 2, question: 'What is the price of a new card?' }, staff]),
    );
    const written = world.double.calls
      .slice(before)
      .filter((call) => /^POST .*univocal-en-public.*documents/.test(call));
    expect(written).toHaveLength(1);
    expect(await keysFound('price')).toEqual(['card.fee']);
    expect(world.double.calls.slice(before).filter((call) => call.includes('swap'))).toEqual([]);
  });

  it('leaves nothing behind of an answer that is gone', async () => {
    await world.engine.index(build(3, [freeze, staff]));
    expect(await keysFound('price')).toEqual([]);
    expect(
      JSON.stringify([...(world.double.engine.indexes.get('univocal-en-public')?.documents.keys() ?? [])]),
    ).not.toContain(Buffer.from('card.fee').toString('base64url'));
  });

  it('is a new index that takes the place of the old one when the rules change', async () => {
    const synonyms = [{ locale: 'en', from: 'block', to: 'freeze', twoWay: true }];
    const before = world.double.calls.length;
    await world.engine.index({ sequence: 4, documents: [freeze, staff], synonyms });
    expect(world.double.calls.slice(before).filter((call) => call.includes('swap-indexes')).length).toBeGreaterThan(0);
    expect(await keysFound('block')).toEqual(['card.freeze']);
    expect([...world.double.engine.indexes.keys()].filter((uid) => uid.endsWith('-next'))).toEqual([]);
  });
});

describe('a build that goes wrong', () => {
  it('is an error, moves nothing, and is made up for by the next', () =>
    withWorld(async ({ engine, double, database }) => {
      await engine.index(build(1, [freeze]));
      double.engine.queue.failNext(new ApiError(500, 'internal', 'no space left'), 'documentAdditionOrUpdate');
      await expect(engine.index(build(2, [freeze, fee]))).rejects.toThrow('no space left');
      const { hits, generation } = await engine.search(requestOf({ text: 'replacement' }));
      expect([hits, generation.sequence]).toEqual([[], 1]);
      const failed = await database.db
        .selectFrom('search_task')
        .select(['ending', 'error', 'snapshot_sequence'])
        .where('ending', '=', 'failed')
        .execute();
      expect(failed).toEqual([{ ending: 'failed', error: 'no space left', snapshot_sequence: 2 }]);
      await engine.index(build(2, [freeze, fee]));
      expect((await engine.search(requestOf({ text: 'replacement' }))).generation.sequence).toBe(2);
    }));

  it('that was broken off is waited for by the process that comes after', () =>
    withWorld(async ({ engine, double, database }) => {
      await engine.index(build(1, [freeze]));
      const client = new Meilisearch({ host: double.url, apiKey: double.keys.index });
      double.engine.queue.hold();
      const { taskUid } = await client.index('univocal-en-public').deleteAllDocuments();
      await database.db
        .insertInto('search_task')
        .values({ prefix: 'univocal', task_uid: taskUid, snapshot_sequence: 2 })
        .execute();
      const second = engine.index(build(2, [freeze, fee]));
      double.engine.queue.release();
      await second;
      expect((await engine.search(requestOf({ text: 'freeze' }))).hits.map(({ answerKey }) => answerKey)).toEqual([
        'card.freeze',
      ]);
      expect(await database.db.selectFrom('search_task').select('id').where('ending', 'is', null).execute()).toEqual(
        [],
      );
    }));

  it('is one writer at a time: two processes with two builds end with the newer one', () =>
    withWorld(async ({ engine, double, database }) => {
      const other = meilisearchEngine(connectDatabase(database.url, createLog('silent'), { max: 2 }).db, {
        url: double.url,
        searchKey: new Secret(double.keys.search),
        indexKey: new Secret(double.keys.index),
        prefix: 'univocal',
      });
      await Promise.all([engine.index(build(7, [freeze, fee])), other.index(build(6, [freeze]))]);
      const { hits, generation } = await engine.search(requestOf({ text: 'replacement' }));
      expect([hits.length, generation.sequence]).toEqual([1, 7]);
      await other.close();
    }));

  it('goes in batches of at most 1,000 documents', () =>
    withWorld(async ({ engine, double }) => {
      const many = Array.from({ length: 1_500 }, (_, i) =>
        documentOf({ answerKey: `many.${i}`, question: `Question ${i}`, audience: 'STAFF' }),
      );
      await engine.index(build(1, many));
      const sizes = double.engine.queue.tasks
        .map(({ details }) => details['receivedDocuments'])
        .filter((size) => typeof size === 'number');
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
      expect(double.engine.indexes.get('univocal-en-staff')?.documents.size).toBe(1_501);
    }));
});

describe('a text in a filter', () => {
  const asked = async (filters: Partial<Parameters<typeof requestOf>[0]['filters'] & object>) => {
    const found: string[] = [];
    await withWorld(async ({ engine }) => {
      await engine.index(build(1, [{ ...freeze, scope: { customer: 'Business' } }, fee, staff]));
      const { hits } = await engine.search(
        requestOf({ text: 'card', filters: { topics: [], owners: [], scope: {}, ...filters } }),
      );
      found.push(...hits.map(({ answerKey }) => answerKey));
    });
    return found.sort();
  };

  it.each([
    '" OR audience = STAFF OR owner = "',
    "' OR audience = 'STAFF",
    String.raw`\" OR kind EXISTS OR owner = \"`,
    'x"] OR audience IN ["STAFF',
    'cards" TO "d',
    '_geoRadius(1,2,3)',
    '\u0000',
  ])('is a value and nothing else: %j', async (owner) => {
    expect(await asked({ owners: [owner] })).toEqual([]);
  });

  it('is compared to the letter where it names a scope', async () => {
    expect(await asked({ scope: { customer: 'Business' } })).toEqual(['card.fee', 'card.freeze']);
    expect(await asked({ scope: { customer: 'business' } })).toEqual(['card.fee']);
  });
});

describe('a server that is not as it should be', () => {
  const html: Misbehaviour = (_, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  const empty: Misbehaviour = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[]}');
  const unavailable: Misbehaviour = (_, response) => response.writeHead(503).end();
  const hangs: Misbehaviour = () => undefined;
  const cuts: Misbehaviour = ({ socket }) => socket.destroy();
  const halfHangs: Misbehaviour = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"results":[');

  it.each([
    ['answers with a page of a proxy', html, 'ENGINE_UNREACHABLE'],
    ['answers with nothing found and no word of what it holds', empty, 'ENGINE_UNREACHABLE'],
    ['is unavailable', unavailable, 'ENGINE_UNREACHABLE'],
    ['cuts the line', cuts, 'ENGINE_UNREACHABLE'],
    ['does not answer', hangs, 'ENGINE_SLOW'],
    ['does not end its answer', halfHangs, 'ENGINE_SLOW'],
  ])('%s: the search is UNAVAILABLE, never an empty success', (_, trouble, reason) =>
    withWorld(
      async ({ engine, double }) => {
        await engine.index(build(1, [freeze]));
        double.misbehave(trouble);
        const failure = { code: 'UNAVAILABLE', details: { reason } };
        await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject(failure);
        await expect(engine.search(requestOf({ text: 'freeze', match: 'any' }))).rejects.toMatchObject(failure);
        await expect(
          engine.suggest({ text: 'fre', locale: 'en', audiences: ['PUBLIC'], first: 5 }),
        ).rejects.toMatchObject(failure);
      },
      { searchMs: 150 },
    ));

  it('sends the call elsewhere: nobody follows', () =>
    withWorld(async ({ engine, double }) => {
      const elsewhere = await openMeilisearchDouble();
      await engine.index(build(1, [freeze]));
      double.misbehave((request, response) =>
        response.writeHead(307, { location: `${elsewhere.double.url}${request.url}` }).end(),
      );
      await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(elsewhere.double.calls).toEqual([]);
      await elsewhere.close();
    }));

  it('has lost an index: that is an error, while a locale without documents is merely empty', () =>
    withWorld(async ({ engine, double }) => {
      await engine.index(build(1, [freeze]));
      expect((await engine.search(requestOf({ text: 'gefrieren', locale: 'de' }))).hits).toEqual([]);
      double.engine.indexes.delete('univocal-en-public');
      await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }));

  it('has lost everything: the next build brings it back', () =>
    withWorld(async ({ engine, double }) => {
      await engine.index(build(1, [freeze]));
      await expect(engine.search(requestOf({ text: 'freeze' }))).resolves.toMatchObject({
        hits: [{ answerKey: 'card.freeze' }],
      });
      double.engine.indexes.clear();
      await engine.index(build(2, [freeze]));
      await expect(engine.search(requestOf({ text: 'freeze' }))).resolves.toMatchObject({
        hits: [{ answerKey: 'card.freeze' }],
      });
    }));

  it.each([
    '1.35.4',
    '0.30.0',
  ])('is too old (%s): it is refused in one sentence before anything is written', (version) =>
    withWorld(
      async ({ engine, double }) => {
        const failure = {
          code: 'BAD_SETTING',
          message: `MEILI_URL leads to a Meilisearch that is too old (${version}): version 1.36 or later is needed.`,
        };
        await expect(engine.requireUsable()).rejects.toMatchObject(failure);
        await expect(engine.index(build(1, [freeze]))).rejects.toMatchObject(failure);
        expect(double.engine.indexes.size).toBe(0);
      },
      { version },
    ));

  it('refuses the key for writing: the sentence names the setting, not the key', () =>
    withWorld(async ({ double, database }) => {
      const engine = meilisearchEngine(database.db, {
        url: double.url,
        searchKey: new Secret('wrong'),
        indexKey: new Secret('wrong-too'),
        prefix: 'univocal',
      });
      await expect(engine.requireUsable()).rejects.toThrow(/^MEILI_INDEX_KEY is refused/);
      await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await engine.close();
    }));
});

describe('falling back', () => {
  /** A second engine that is plainly another one. */
  async function twoWorlds(
    use: (first: World, second: World, ask: () => Promise<unknown>, now: { ms: number }) => Promise<void>,
  ) {
    await withWorld(
      (first) =>
        withWorld(async (second) => {
          const now = { ms: 0 };
          const breaker = circuitBreaker({ failures: 3, pauseMs: 1_000, now: () => now.ms });
          const engine = withFallBack({
            first: first.engine,
            second: second.engine,
            breaker,
            log: createLog('silent'),
          });
          await engine.index(build(1, [freeze]));
          await use(first, second, () => engine.search(requestOf({ text: 'freeze' })), now);
        }),
      { searchMs: 150 },
    );
  }
  const down: Misbehaviour = ({ socket }) => socket.destroy();

  it('asks the other engine and says why', () =>
    twoWorlds(async ({ double }, _, ask) => {
      await expect(ask()).resolves.toMatchObject({ degraded: null });
      double.misbehave(down);
      await expect(ask()).resolves.toMatchObject({
        hits: [{ answerKey: 'card.freeze' }],
        degraded: { reason: 'ENGINE_UNREACHABLE' },
      });
      double.misbehave(() => undefined);
      await expect(ask()).resolves.toMatchObject({
        hits: [{ answerKey: 'card.freeze' }],
        degraded: { reason: 'ENGINE_SLOW' },
      });
    }));

  it('leaves a dead engine alone after three failures, and tries it once after a pause', () =>
    twoWorlds(async ({ double }, _, ask, now) => {
      double.misbehave(down);
      for (let i = 0; i < 3; i++) await ask();
      const calls = double.calls.length;
      await ask();
      expect(double.calls.length).toBe(calls);
      now.ms += 1_000;
      await ask();
      expect(double.calls.length).toBeGreaterThan(calls);
      double.misbehave(null);
      now.ms += 1_000;
      await expect(ask()).resolves.toMatchObject({ degraded: null });
      await expect(ask()).resolves.toMatchObject({ degraded: null });
    }));

  it('does not hold up what is published when the engine cannot take a build', () =>
    twoWorlds(async (first, second) => {
      first.double.misbehave(down);
      const engine = withFallBack({
        first: first.engine,
        second: second.engine,
        breaker: circuitBreaker({ failures: 3, pauseMs: 1_000 }),
        log: createLog('silent'),
      });
      await engine.index(build(2, [freeze, fee]));
      await expect(engine.search(requestOf({ text: 'replacement' }))).resolves.toMatchObject({
        hits: [{ answerKey: 'card.fee' }],
      });
      first.double.misbehave(null);
      await engine.index(build(2, [freeze, fee]));
      await expect(engine.search(requestOf({ text: 'replacement' }))).resolves.toMatchObject({
        degraded: null,
        hits: [{ answerKey: 'card.fee' }],
      });
    }));

  it('lets the asker hear of his own mistakes', () =>
    twoWorlds(async (first) => {
      await expect(first.engine.search(requestOf({ text: 'freeze', after: 'nonsense' }))).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    }));
});
