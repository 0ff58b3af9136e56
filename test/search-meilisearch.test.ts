import { Meilisearch } from 'meilisearch';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.js';
import { Secret } from '../src/platform/secret.js';
import { circuitBreaker, type SearchDocument, withSecondEngine } from '../src/search/index.js';
import { documentOf, requestOf } from './contracts/search-documents.js';
import { searchEngineContract } from './contracts/search-engine.contract.js';
import { ApiError } from './support/meilisearch-double/api-error.js';
import type { Misbehaviour } from './support/meilisearch-double/start-double.js';
import {
  type EngineOnServer,
  type MeilisearchWorld,
  openMeilisearchDouble,
  openMeilisearchWorld,
  openRealMeilisearch,
  realServer,
} from './support/meilisearch-world.js';

searchEngineContract('meilisearch (on the double)', openMeilisearchDouble);

if (realServer.url === null) it.skip('a real Meilisearch: NOT RUN, because MEILI_URL is not set', () => undefined);
else searchEngineContract('meilisearch (real)', openRealMeilisearch);

let world: MeilisearchWorld;

beforeAll(async () => {
  world = await openMeilisearchWorld();
});
afterEach(() => {
  world.double.misbehave(null);
  world.double.engine.version = '1.53.0';
});
afterAll(() => world.close());

const freeze = documentOf({
  answerKey: 'card.freeze',
  question: 'How do I freeze my card?',
  body: 'Press the blue button.',
});
const fee = documentOf({
  answerKey: 'card.fee',
  question: 'What does a replacement card cost?',
  owner: 'cards',
});
const staff = documentOf({
  answerKey: 'staff.vip',
  question: 'How is a Zanzibar card frozen?',
  audience: 'STAFF',
});

function build(sequence: number, documents: readonly SearchDocument[]) {
  return { sequence, documents, synonyms: [] };
}

async function keysFound({ engine }: Pick<EngineOnServer, 'engine'>, text: string): Promise<readonly string[]> {
  return (await engine.search(requestOf({ text }))).hits.map(({ answerKey }) => answerKey);
}

/** What the double holds in an index. */
function held(uid: string): readonly unknown[] {
  return [...(world.double.engine.indexes.get(uid)?.documents.values() ?? [])].map(
    ({ fields }) => fields['answerKey'] ?? fields['kind'],
  );
}

/** The calls that the work made. */
async function callsOf(work: Promise<unknown>): Promise<readonly string[]> {
  const before = world.double.calls.length;
  await work;
  return world.double.calls.slice(before);
}

describe('what the meilisearch engine writes', () => {
  it('is kept in an index for each locale and audience, of which none holds what its askers may not see', async () => {
    const { engine, prefix } = world.open();
    await engine.index(build(1, [freeze, staff]));
    expect(held(`${prefix}-en-public`)).toEqual(['card.freeze', 'generation']);
    expect(held(`${prefix}-en-staff`)).toEqual(['card.freeze', 'staff.vip', 'generation']);
  });

  it('is a small change in one step: one task brings what is new and empties what goes', async () => {
    const opened = world.open();
    await opened.engine.index(build(1, [freeze, fee]));
    const newFreeze = { ...freeze, version: 2, question: 'How do I block my card?' };
    const calls = await callsOf(opened.engine.index(build(2, [newFreeze])));
    expect(calls.filter((call) => /^POST .*-en-public\/documents\?/.test(call))).toHaveLength(1);
    expect(calls.filter((call) => call.includes('swap'))).toEqual([]);
    expect([await keysFound(opened, 'block'), await keysFound(opened, 'replacement')]).toEqual([['card.freeze'], []]);
    expect(held(`${opened.prefix}-en-public`)).toEqual(['card.freeze', 'generation']);
  });

  it('is a new index that takes the place of the old one when the rules change', async () => {
    const opened = world.open();
    await opened.engine.index(build(1, [freeze, staff]));
    const synonyms = [{ locale: 'en', from: 'block', to: 'freeze', twoWay: true }];
    const calls = await callsOf(opened.engine.index({ sequence: 2, documents: [freeze, staff], synonyms }));
    expect(calls.filter((call) => call.includes('swap-indexes')).length).toBeGreaterThan(0);
    expect(await keysFound(opened, 'block')).toEqual(['card.freeze']);
    expect([...world.double.engine.indexes.keys()].filter((uid) => uid.endsWith('-next'))).toEqual([]);
  });

  it('goes in batches of at most 1,000 documents', async () => {
    const { engine, prefix } = world.open();
    const before = world.double.engine.queue.tasks.length;
    const many = Array.from({ length: 1_500 }, (_, i) =>
      documentOf({ answerKey: `many.${i}`, question: `Question ${i}`, audience: 'STAFF' }),
    );
    await engine.index(build(1, many));
    const sizes = world.double.engine.queue.tasks.slice(before).map(({ details }) => details['receivedDocuments']);
    expect(Math.max(...sizes.filter((size) => typeof size === 'number'))).toBe(1_000);
    expect(held(`${prefix}-en-staff`)).toHaveLength(1_501);
  });

  it('is not sent again while nothing changes', async () => {
    const { engine } = world.open();
    await engine.index(build(1, [freeze]));
    expect(await callsOf(engine.index(build(1, [freeze])))).toEqual([]);
  });
});

describe('a build that goes wrong', () => {
  it('is an error, moves nothing, and is made up for by the next', async () => {
    const opened = world.open();
    const { engine, prefix } = opened;
    await engine.index(build(1, [freeze]));
    world.double.engine.queue.failNext(new ApiError(500, 'internal', 'no space left'), 'documentAdditionOrUpdate');
    await expect(engine.index(build(2, [freeze, fee]))).rejects.toThrow('no space left');
    const { hits, generation } = await engine.search(requestOf({ text: 'replacement' }));
    expect([hits, generation.sequence]).toEqual([[], 1]);
    const failed = await world.database.db
      .selectFrom('search_task')
      .select(['ending', 'error', 'snapshot_sequence'])
      .where('prefix', '=', prefix)
      .where('ending', '=', 'failed')
      .execute();
    expect(failed).toEqual([{ ending: 'failed', error: 'no space left', snapshot_sequence: 2 }]);
    await engine.index(build(2, [freeze, fee]));
    expect(await keysFound(opened, 'replacement')).toEqual(['card.fee']);
  });

  it('and was broken off is waited for by the process that comes after', async () => {
    const opened = world.open();
    const { engine, prefix } = opened;
    await engine.index(build(1, [freeze]));
    const client = new Meilisearch({ host: world.double.url, apiKey: world.double.keys.index });
    world.double.engine.queue.hold();
    const { taskUid } = await client.index(`${prefix}-en-public`).deleteAllDocuments();
    await world.database.db
      .insertInto('search_task')
      .values({ prefix, task_uid: taskUid, snapshot_sequence: 2 })
      .execute();
    const second = engine.index(build(2, [freeze, fee]));
    world.double.engine.queue.release();
    await second;
    expect(await keysFound(opened, 'freeze')).toEqual(['card.freeze']);
    const open = world.database.db
      .selectFrom('search_task')
      .select('id')
      .where('prefix', '=', prefix)
      .where('ending', 'is', null);
    expect(await open.execute()).toEqual([]);
  });

  it('never lets an older one win: two processes write one after the other', async () => {
    const opened = world.open();
    const other = world.open({ prefix: opened.prefix });
    await Promise.all([opened.engine.index(build(7, [freeze, fee])), other.engine.index(build(6, [freeze]))]);
    const { hits, generation } = await opened.engine.search(requestOf({ text: 'replacement' }));
    expect([hits.length, generation.sequence]).toEqual([1, 7]);
  });
});

describe('a text in a filter', () => {
  let opened: EngineOnServer;
  beforeAll(async () => {
    opened = world.open();
    await opened.engine.index(build(1, [{ ...freeze, scope: { customer: 'Business' } }, fee, staff]));
  });
  const asked = async (filters: {
    readonly owners?: readonly string[];
    readonly scope?: Readonly<Record<string, string>>;
  }) => {
    const request = requestOf({ text: 'card', filters: { topics: [], owners: [], scope: {}, ...filters } });
    return (await opened.engine.search(request)).hits.map(({ answerKey }) => answerKey).sort();
  };

  it.each([
    '" OR audience = STAFF OR owner = "',
    "' OR audience = 'STAFF",
    String.raw`\" OR kind EXISTS OR owner = \"`,
    'x\\',
    'x"] OR audience IN ["STAFF',
    'cards" TO "d',
    '_geoRadius(1,2,3)',
    '\n',
  ])('is a value and nothing else: %j', async (hostile) => {
    expect(await asked({ owners: [hostile] })).toEqual([]);
    expect(await asked({ scope: { [hostile]: hostile } })).toEqual(['card.fee', 'card.freeze']);
  });

  it('is compared to the letter where it names a scope', async () => {
    expect(await asked({ scope: { customer: 'Business' } })).toEqual(['card.fee', 'card.freeze']);
    expect(await asked({ scope: { customer: 'business' } })).toEqual(['card.fee']);
  });
});

describe('a server that', () => {
  const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
    'answers with the page of a proxy': (_, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    },
    'answers with nothing found, and no word of what it holds': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[]}');
    },
    'is overloaded': (_, response) => {
      response.writeHead(503).end();
    },
    'cuts the line': ({ socket }) => {
      socket.destroy();
    },
  };
  const slow: Readonly<Record<string, Misbehaviour>> = {
    'does not answer': () => undefined,
    'does not end its answer': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"results":[');
    },
  };
  const cases = [
    ...Object.entries(misbehaviours).map(([name, how]) => [name, how, 'ENGINE_UNREACHABLE'] as const),
    ...Object.entries(slow).map(([name, how]) => [name, how, 'ENGINE_SLOW'] as const),
  ];

  it.each(cases)('%s makes a search UNAVAILABLE, never an empty success', async (_, how, reason) => {
    const { engine } = world.open(reason === 'ENGINE_SLOW' ? { searchMs: 150 } : {});
    world.double.misbehave(how);
    const failure = { code: 'UNAVAILABLE', details: { reason } };
    await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject(failure);
    await expect(engine.search(requestOf({ text: 'freeze now', match: 'any' }))).rejects.toMatchObject(failure);
    const typed = { text: 'fre', locale: 'en', audiences: ['PUBLIC'], first: 5 } as const;
    await expect(engine.suggest(typed)).rejects.toMatchObject(failure);
  });

  it('sends the call elsewhere is not followed', async () => {
    const { engine } = world.open();
    const elsewhere = await openMeilisearchWorld();
    world.double.misbehave((request, response) => {
      response.writeHead(307, { location: `${elsewhere.double.url}${request.url}` }).end();
    });
    await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(elsewhere.double.calls).toEqual([]);
    await elsewhere.close();
  });

  it('has lost an index is in error, while a locale without documents is merely empty', async () => {
    const opened = world.open();
    await opened.engine.index(build(1, [freeze]));
    expect((await opened.engine.search(requestOf({ text: 'gefrieren', locale: 'de' }))).hits).toEqual([]);
    world.double.engine.indexes.delete(`${opened.prefix}-en-public`);
    await expect(keysFound(opened, 'freeze')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('has lost everything gets it back with the next build', async () => {
    const opened = world.open();
    await opened.engine.index(build(1, [freeze]));
    for (const uid of world.double.engine.indexes.keys())
      if (uid.startsWith(opened.prefix)) world.double.engine.indexes.delete(uid);
    await opened.engine.index(build(2, [freeze]));
    expect(await keysFound(opened, 'freeze')).toEqual(['card.freeze']);
  });

  it.each([
    '1.35.4',
    '0.99.0',
  ])('is too old (%s) is refused in one sentence, before anything is written', async (version) => {
    const { engine, prefix } = world.open();
    world.double.engine.version = version;
    const message = `MEILI_URL leads to a Meilisearch that is too old (${version}): version 1.36 or later is needed.`;
    await expect(engine.requireUsable()).rejects.toMatchObject({ code: 'BAD_SETTING', message });
    await expect(engine.index(build(1, [freeze]))).rejects.toMatchObject({ code: 'BAD_SETTING', message });
    expect([...world.double.engine.indexes.keys()].filter((uid) => uid.startsWith(prefix))).toEqual([]);
  });

  it('refuses the key for writing is told by the name of the setting, not the key', async () => {
    const { engine } = world.open({ indexKey: new Secret('wrong'), searchKey: new Secret('wrong') });
    await expect(engine.requireUsable()).rejects.toThrow(/^MEILI_INDEX_KEY is refused/);
    await expect(engine.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('falling back', () => {
  let standIn: MeilisearchWorld;
  beforeAll(async () => {
    standIn = await openMeilisearchWorld();
  });
  afterAll(() => standIn.close());

  const cutsTheLine: Misbehaviour = ({ socket }) => {
    socket.destroy();
  };

  async function opened(searchMs = 20_000) {
    const now = { ms: 0 };
    const breaker = circuitBreaker({ failures: 3, pauseMs: 1_000, now: () => now.ms });
    const engine = withSecondEngine({
      first: world.open({ searchMs }).engine,
      second: standIn.open().engine,
      breaker,
      log: createLog('silent'),
    });
    await engine.index(build(1, [freeze]));
    return { engine, now, ask: () => engine.search(requestOf({ text: 'freeze' })) };
  }

  it('asks the other engine and says why', async () => {
    const { ask } = await opened();
    const hits = [{ answerKey: 'card.freeze' }];
    await expect(ask()).resolves.toMatchObject({ hits, degraded: null });
    world.double.misbehave(cutsTheLine);
    await expect(ask()).resolves.toMatchObject({ hits, degraded: { reason: 'ENGINE_UNREACHABLE' } });
    const { ask: askInHaste } = await opened(100);
    world.double.misbehave(() => undefined);
    await expect(askInHaste()).resolves.toMatchObject({ hits, degraded: { reason: 'ENGINE_SLOW' } });
  });

  it('leaves a dead engine alone after three failures, and lets one call try after a pause', async () => {
    const { ask, now } = await opened();
    world.double.misbehave(cutsTheLine);
    for (let i = 0; i < 3; i++) await ask();
    expect(await callsOf(ask())).toEqual([]);
    now.ms += 1_000;
    expect((await callsOf(ask())).length).toBeGreaterThan(0);
    expect(await callsOf(ask())).toEqual([]);
    world.double.misbehave(null);
    now.ms += 1_000;
    await expect(ask()).resolves.toMatchObject({ degraded: null });
    await expect(ask()).resolves.toMatchObject({ degraded: null });
  });

  it('does not hold up what is published when the engine cannot take a build', async () => {
    const { engine } = await opened();
    world.double.misbehave(cutsTheLine);
    await engine.index(build(2, [freeze, fee]));
    const ask = () => engine.search(requestOf({ text: 'replacement' }));
    await expect(ask()).resolves.toMatchObject({ hits: [{ answerKey: 'card.fee' }] });
    world.double.misbehave(null);
    await engine.index(build(2, [freeze, fee]));
    await expect(ask()).resolves.toMatchObject({ degraded: null, hits: [{ answerKey: 'card.fee' }] });
  });

  it('leaves the asker his own mistakes', async () => {
    const { engine } = await opened();
    const asked = engine.search(requestOf({ text: 'freeze', after: 'nonsense' }));
    await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
