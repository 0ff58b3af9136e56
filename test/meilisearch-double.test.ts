import { Meilisearch, type Index } from 'meilisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from './support/meilisearch-double/api-error.js';
import { descriptionFile, readDescription } from './support/meilisearch-double/spec/description.js';
import { type MeilisearchDouble, startMeilisearchDouble } from './support/meilisearch-double/start-double.js';

const hasDescription = readDescription() !== null;
const checkedOrNot = hasDescription
  ? 'compared with the published description'
  : 'spec check NOT RUN, because the description is not there';
if (!hasDescription) console.warn(`Meilisearch double: spec check NOT RUN: ${descriptionFile()} is not there`);

let double: MeilisearchDouble;
let admin: Meilisearch;
let places: Index;

const fields = [
  {
    id: 'lisbon',
    name: 'Lisbon',
    text: 'Trams climb the hills. Ships leave from the harbour.',
    tags: ['hill', 'sea'],
    size: 500,
    rank: 1,
  },
  { id: 'porto', name: 'Porto harbour', text: 'The river town.', tags: ['river', 'sea'], size: 200, rank: 2 },
  {
    id: 'braga',
    name: 'Braga',
    text: 'An old town with a stair of 12345 steps, far from any harbour town.',
    tags: ['hill', 'Old Town'],
    size: 190,
    rank: 3,
  },
  { id: 'tokyo', name: '東京都庁', text: '東京の展望台は無料です。', tags: [], size: 9_000, rank: 4 },
  { id: 'cairo', name: 'القاهرة', text: 'المدينة الكبيرة على النيل', tags: ['river'], size: 9_500, rank: 5 },
];

async function settled(task: { readonly taskUid: number }) {
  return admin.tasks.waitForTask(task.taskUid, { interval: 2 });
}

async function found(q: string, parameters: object = {}): Promise<readonly string[]> {
  return (await places.search(q, parameters)).hits.map(({ id }) => String(id));
}

beforeAll(async () => {
  double = await startMeilisearchDouble();
  admin = new Meilisearch({ host: double.url, apiKey: double.keys.admin });
  places = admin.index('univocal-places');
  await settled(
    await places.updateSettings({
      searchableAttributes: ['name', 'text', 'tags'],
      filterableAttributes: ['tags', 'size'],
      sortableAttributes: ['size'],
      stopWords: ['the', 'of'],
      synonyms: { dock: ['harbour'], 'big city': ['cairo'] },
      localizedAttributes: [{ attributePatterns: ['name', 'text'], locales: ['jpn', 'ara', 'eng'] }],
      typoTolerance: { disableOnNumbers: true },
    }),
  );
  await settled(await places.addDocuments(fields, { primaryKey: 'id' }));
});

afterAll(async () => {
  expect(double.faults).toEqual([]);
  if (hasDescription) expect(double.checked?.().responses ?? 0).toBeGreaterThan(50);
  await double.close();
});

describe(`the Meilisearch double (${checkedOrNot})`, () => {
  describe('works off what is written later', () => {
    it('shows a document only when its task has succeeded', async () => {
      double.engine.queue.hold();
      const task = await places.addDocuments([{ id: 'faro', name: 'Faro' }]);
      expect(task.status).toBe('enqueued');
      expect(await found('faro')).toEqual([]);
      double.engine.queue.release();
      expect(await settled(task)).toMatchObject({
        status: 'succeeded',
        details: { receivedDocuments: 1, indexedDocuments: 1 },
      });
      expect(await found('faro')).toEqual(['faro']);
      await settled(await places.deleteDocuments(['faro']));
      expect(await found('faro')).toEqual([]);
    });

    it('fails the task, not the call, for a document without an id, and writes none of its batch', async () => {
      const task = await places.addDocuments([{ id: 'evora', name: 'Evora' }, { name: 'nameless' }]);
      expect(await settled(task)).toMatchObject({ status: 'failed', error: { code: 'missing_document_id' } });
      expect(await found('evora')).toEqual([]);
    });

    it('fails the task that deletes an index that is not there', async () => {
      expect(await settled(await admin.deleteIndex('univocal-nowhere'))).toMatchObject({
        status: 'failed',
        error: { code: 'index_not_found' },
      });
    });

    it('exchanges two indexes at once', async () => {
      await settled(await admin.index('univocal-a').addDocuments([{ id: 1, name: 'alpha' }]));
      await settled(await admin.index('univocal-b').addDocuments([{ id: 2, name: 'beta' }]));
      await settled(await admin.swapIndexes([{ indexes: ['univocal-a', 'univocal-b'], rename: false }]));
      expect((await admin.index('univocal-a').search('')).hits).toEqual([{ id: 2, name: 'beta' }]);
      expect((await admin.index('univocal-b').getDocuments({ fields: ['id'] })).results).toEqual([{ id: 1 }]);
    });

    it('changes single fields of a document', async () => {
      const index = admin.index('univocal-fields');
      await settled(await index.addDocuments([{ id: 1, name: 'alpha', size: 1 }]));
      await settled(await index.updateDocuments([{ id: 1, size: 2 }]));
      expect(await index.getDocument(1)).toEqual({ id: 1, name: 'alpha', size: 2 });
      await settled(await index.updateSettings({ filterableAttributes: ['size'] }));
      await settled(await index.deleteDocuments({ filter: 'size > 1' }));
      expect((await index.getStats()).numberOfDocuments).toBe(0);
    });
  });

  describe('finds', () => {
    it('one slip from five letters, two from nine, none in short words and numbers', async () => {
      expect(await found('lisbno', { matchingStrategy: 'all' })).toEqual(['lisbon']);
      expect(await found('prto ', { matchingStrategy: 'all' })).toEqual([]);
      expect(await found('12345')).toEqual(['braga']);
      expect(await found('12346')).toEqual([]);
    });

    it('the beginning of the last word only, unless a space follows it', async () => {
      expect(await found('lis')).toEqual(['lisbon']);
      expect(await found('lis ')).toEqual([]);
      expect(await found('lis trams', { matchingStrategy: 'all' })).toEqual([]);
    });

    it('phrases, and leaves out what a minus excludes', async () => {
      expect(await found('"old town"')).toEqual(['braga']);
      expect(await found('"town old"')).toEqual([]);
      expect(await found('town -braga')).toEqual(['porto']);
    });

    it('by synonyms of one word and of several, one way', async () => {
      expect(await found('dock')).toEqual(expect.arrayContaining(['porto', 'lisbon', 'braga']));
      expect(await found('big city', { matchingStrategy: 'all' })).toEqual([]);
      await settled(await places.updateSettings({ synonyms: { dock: ['harbour'], 'big city': ['القاهرة'] } }));
      expect(await found('big city', { matchingStrategy: 'all' })).toEqual(['cairo']);
    });

    it('every document when nothing but stop words is asked', async () => {
      expect(await found('the of')).toHaveLength(fields.length);
    });

    it('by the first ten words alone', async () => {
      const ten = 'town town town town town town town town town town';
      expect(await found(`${ten} braga`, { matchingStrategy: 'all' })).toEqual(
        expect.arrayContaining(['porto', 'braga']),
      );
    });

    it('gives up the last words, or the most frequent ones, or none', async () => {
      expect(await found('trams porto', { matchingStrategy: 'last' })).toEqual(['lisbon']);
      expect(await found('harbour trams', { matchingStrategy: 'frequency' })).toEqual(['lisbon']);
      expect(await found('harbour trams zeppelin', { matchingStrategy: 'frequency' })).toEqual(['lisbon']);
      expect(await found('harbour "old town"', { matchingStrategy: 'last' })).toEqual(['braga']);
      expect(await found('harbour trams river', { matchingStrategy: 'all' })).toEqual([]);
    });

    it('Japanese and Arabic by their words, letters of one kind', async () => {
      expect(await found('展望台')).toEqual(['tokyo']);
      expect(await found('مدينه')).toEqual(['cairo']);
    });

    it('only in the attributes that are named', async () => {
      expect(await found('harbour', { attributesToSearchOn: ['name'] })).toEqual(['porto']);
    });
  });

  describe('ranks', () => {
    it('a word of the first attribute before one of the second, and one further in front before one behind', async () => {
      expect(await found('harbour')).toEqual(['porto', 'lisbon', 'braga']);
    });

    it('the whole text before its beginning, but not within an array', async () => {
      const index = admin.index('univocal-whole');
      await settled(
        await index.addDocuments([
          { id: 1, name: 'card lost abroad' },
          { id: 2, name: ['card lost', 'x'] },
          { id: 3, name: 'card lost' },
        ]),
      );
      expect((await index.search('card lost')).hits.map(({ id }) => id)).toEqual([3, 1, 2]);
    });

    it('by a sort in its place among the rules, numbers upward or downward', async () => {
      expect(await found('', { sort: ['size:desc'] })).toEqual(['cairo', 'tokyo', 'lisbon', 'porto', 'braga']);
      await expect(places.search('', { sort: ['rank:asc'] })).rejects.toThrow('is not sortable');
    });

    it('with a score from 0 to 1, by which hits can be left out', async () => {
      const { hits } = await places.search('lisbon', { showRankingScore: true });
      expect(hits[0]?._rankingScore).toBeGreaterThan(0.9);
      expect(await found('harbour', { rankingScoreThreshold: 1 })).toEqual([]);
    });
  });

  describe('filters and counts', () => {
    it.each([
      ['size > 500', ['tokyo', 'cairo']],
      ['size 190 TO 200', ['porto', 'braga']],
      ['tags = hill AND NOT size = 500', ['braga']],
      ['tags = "old town"', ['braga']],
      ["tags IN ['sea', river] AND size < 9000", ['lisbon', 'porto']],
      ['tags NOT IN [sea, hill] AND tags IS NOT EMPTY', ['cairo']],
      ['(tags = sea OR tags = river) AND size >= 500', ['lisbon', 'cairo']],
      [
        ['size < 1000', ['tags = sea', 'tags = river']],
        ['lisbon', 'porto'],
      ],
      ['size EXISTS AND tags IS EMPTY', ['tokyo']],
      [String.raw`tags = 'a \' quote'`, []],
    ])('understands %j', async (filter, ids) => {
      expect(await found('', { filter })).toEqual(ids);
    });

    it.each([
      'name = Lisbon',
      'tags = ',
      'tags = "open',
      'tags = a b',
      'tags == x',
      '(tags = x',
      'tags IN [a, b',
    ])('refuses %j', async (filter) => {
      await expect(places.search('', { filter })).rejects.toMatchObject({ cause: { code: 'invalid_search_filter' } });
    });

    it('counts what was found by facet', async () => {
      const { facetDistribution, facetStats } = await places.search('harbour', { facets: ['tags', 'size'] });
      expect(facetDistribution?.['tags']).toEqual({ 'Old Town': 1, hill: 2, river: 1, sea: 2 });
      expect(facetStats).toEqual({ size: { min: 190, max: 500 } });
      await expect(places.search('', { facets: ['name'] })).rejects.toThrow('not filterable');
    });

    it('pages by offset with an estimate, or by page with the total', async () => {
      expect(await places.search('', { offset: 3, limit: 1 })).toMatchObject({
        hits: [{ id: 'tokyo' }],
        estimatedTotalHits: 5,
      });
      expect(await places.search('', { page: 2, hitsPerPage: 2 })).toMatchObject({
        hits: [{ id: 'braga' }, { id: 'tokyo' }],
        totalHits: 5,
        totalPages: 3,
      });
    });
  });

  describe('shows', () => {
    it('hits by bytes, and marks them in a text that is not safe as HTML', async () => {
      const index = admin.index('univocal-unsafe');
      await settled(await index.addDocuments([{ id: 1, name: 'Größe & <b>Gebühr</b>' }]));
      const { hits } = await index.search('gebuhr', { attributesToHighlight: ['name'], showMatchesPosition: true });
      expect(hits[0]?._formatted?.['name']).toBe('Größe & <b><em>Gebühr</em></b>');
      expect(hits[0]?._matchesPosition?.['name']).toEqual([{ start: 13, length: 7 }]);
    });

    it('of a word that only begins so, the beginning', async () => {
      const { hits } = await places.search('harb', { attributesToHighlight: ['name'], attributesToRetrieve: ['id'] });
      expect(hits[0]?._formatted).toMatchObject({ name: 'Porto <em>harb</em>our' });
      expect(hits[0]).not.toHaveProperty('name');
    });

    it('a stretch around the hits', async () => {
      const { hits } = await places.search('steps', { attributesToCrop: ['text:3'] });
      expect(hits[0]?._formatted?.['text']).toBe('…of 12345 steps…');
    });
  });

  describe('searches several times in one call', () => {
    it('each with its own result, or merged with each document once', async () => {
      const queries = [
        { indexUid: 'univocal-places', q: 'lisbon' },
        { indexUid: 'univocal-places', q: 'harbour' },
      ];
      const separate = await admin.multiSearch({ queries });
      expect(separate.results.map(({ hits }) => hits.length)).toEqual([1, 3]);
      const merged = await admin.multiSearch({
        queries,
        federation: { facetsByIndex: { 'univocal-places': ['tags'] } },
      });
      expect(merged.hits.map(({ id }) => id).toSorted()).toEqual(['braga', 'lisbon', 'porto']);
      expect(merged.facetsByIndex?.['univocal-places']?.distribution['tags']).toMatchObject({ sea: 2 });
    });
  });

  describe('asks for a key', () => {
    it('lets a search key search and nothing else, and only in its indexes', async () => {
      const client = new Meilisearch({ host: double.url, apiKey: double.keys.search });
      expect((await client.index('univocal-places').search('lisbon')).hits).toHaveLength(1);
      const refused = { cause: { code: 'invalid_api_key' } };
      await expect(client.index('univocal-places').addDocuments([{ id: 1 }])).rejects.toMatchObject(refused);
      await expect(client.index('other').search('')).rejects.toMatchObject(refused);
      await expect(client.getVersion()).rejects.toMatchObject(refused);
    });

    it('lets nobody in without one, but to its health', async () => {
      const stranger = new Meilisearch({ host: double.url });
      await expect(stranger.index('univocal-places').search('')).rejects.toMatchObject({
        cause: { code: 'missing_authorization_header' },
      });
      expect(await stranger.health()).toEqual({ status: 'available' });
    });
  });

  it('refuses what it does not model, rather than pretend', async () => {
    await expect(places.search('x', { distinct: 'size' })).rejects.toThrow('does not model');
    await expect(places.updateSettings({ dictionary: ['J. R. R.'] })).rejects.toThrow('does not model');
  });

  it('can be told to fail a task', async () => {
    double.engine.queue.failNext(new ApiError(500, 'internal', 'disk full'));
    expect(await settled(await places.addDocuments([{ id: 'x', name: 'x' }]))).toMatchObject({
      status: 'failed',
      error: { message: 'disk full' },
    });
  });
});

describe.skipIf(!hasDescription)(
  hasDescription ? 'the spec check' : 'the spec check: NOT RUN, because the published description is not there',
  () => {
    const send = async (method: string, path: string, body?: unknown) => {
      const reply = await fetch(`${double.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${double.keys.admin}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return [reply.status, ((await reply.json()) as { code?: string }).code];
    };

    it.each([
      ['a misspelt search parameter', 'POST', '/indexes/univocal-places/search', { q: 'x', matchingStrategie: 'all' }],
      ['a strategy that there is not', 'POST', '/indexes/univocal-places/search', { q: 'x', matchingStrategy: 'any' }],
      ['a limit in words', 'POST', '/indexes/univocal-places/search', { limit: 'ten' }],
      ['a negative offset', 'POST', '/indexes/univocal-places/search', { offset: -1 }],
      ['facets as an object', 'POST', '/indexes/univocal-places/search', { facets: { patterns: ['tags'] } }],
      ['a threshold above 1', 'POST', '/indexes/univocal-places/search', { rankingScoreThreshold: 1.5 }],
      ['a language that there is not', 'POST', '/indexes/univocal-places/search', { locales: ['klingon'] }],
      ['an unknown setting', 'PATCH', '/indexes/univocal-places/settings', { stopwords: ['a'] }],
      [
        'an unknown field within a setting',
        'PATCH',
        '/indexes/univocal-places/settings',
        { typoTolerance: { disableOnNumber: true } },
      ],
      ['stop words as a text', 'PATCH', '/indexes/univocal-places/settings', { stopWords: 'a' }],
      ['an index without a name', 'POST', '/indexes', { primaryKey: 'id' }],
      ['a swap that is not a list', 'POST', '/swap-indexes', { indexes: ['a', 'b'] }],
      ['a deletion without a filter', 'POST', '/indexes/univocal-places/documents/delete', {}],
      ['a query without its index', 'POST', '/multi-search', { queries: [{ q: 'x' }] }],
      ['an unknown parameter of the address', 'GET', '/tasks?status=failed'],
      ['a task number in words', 'GET', '/indexes?limit=ten'],
    ])('refuses %s', async (_, method, path, body?: unknown) => {
      expect(await send(method, path, body)).toEqual([400, 'bad_request']);
    });

    it('lets the same calls pass when they are right', async () => {
      expect(
        await send('POST', '/indexes/univocal-places/search', {
          q: 'x',
          matchingStrategy: 'all',
          facets: ['tags'],
          locales: ['jpn'],
        }),
      ).toEqual([200, undefined]);
      expect(await send('GET', '/tasks?statuses=failed')).toEqual([200, undefined]);
    });
  },
);
