import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../src/matching/random.js';
import { postgresEngine, scanEngine, type SearchEngine, type SearchRequest } from '../src/search/index.js';
import { documentOf, noFilters, requestOf } from './contracts/search-documents.js';
import { openTestDatabase } from './support/test-database.js';

const random = seeded(5);
const vocabulary =
  'card pin fee refund transfer abroad account limit loan cash cheque branch travel insurance statement'.split(' ');
/** Few words often and many rarely, as in languages, so that a word can be in most documents. */
const word = () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'card';
const words = (length: number) => Array.from({ length }, word).join(' ');

const documents = Array.from({ length: 300 }, (_, i) =>
  documentOf({
    answerKey: `answer-${(i * 7) % 300}`,
    question: `how do I ${words(1 + (i % 4))}`,
    title: words(2),
    phrasings: [words(3), words(2)],
    body: words(12),
    audience: i % 5 === 0 ? 'STAFF' : 'PUBLIC',
    topics: ['bank', `bank.t${i % 4}`],
    owner: `team-${i % 3}`,
    scope: i % 6 === 0 ? { region: 'GB' } : {},
  }),
);
const changed = documents.map((one, i) => (i % 10 === 0 ? { ...one, version: 2, title: words(3) } : one));

const requests: readonly SearchRequest[] = Array.from({ length: 120 }, (_, i) =>
  requestOf({
    text: [words(1), words(2), `"${words(2)}" ${words(1)}`, `how do I ${words(4)} please`][i % 4] ?? '',
    match: (['most', 'all', 'any'] as const)[i % 3] ?? 'most',
    audiences: i % 5 === 0 ? ['PUBLIC', 'STAFF'] : ['PUBLIC'],
    facets: ['topic', 'owner', 'audience'],
    filters: i % 4 === 3 ? { topics: ['bank.t1', 'bank.t2'], owners: ['team-1'], scope: { region: 'DE' } } : noFilters,
    first: [1, 20, 100][i % 3] ?? 20,
  }),
);

describe('the engine of the index and the one that stands in for it', () => {
  let postgres: SearchEngine;
  let close = async () => {};
  let sequence = 0;
  const scan = scanEngine();

  beforeAll(async () => {
    const opened = await openTestDatabase();
    close = opened.close;
    postgres = postgresEngine(opened.db, { budgetMs: 20_000 });
  });

  afterAll(() => close());

  it.each([
    ['as written', documents],
    ['with some answers changed', changed],
  ])('find, rank and count alike: %s', async (_, some) => {
    sequence += 1;
    for (const engine of [postgres, scan]) await engine.index({ sequence, documents: some, synonyms: [] });
    let hits = 0;
    for (const request of requests) {
      const [one, other] = [await resultOf(postgres, request), await resultOf(scan, request)];
      expect(one, request.text).toEqual(other);
      hits += one.hits.length;
    }
    expect(hits).toBeGreaterThan(requests.length);
  });
});

async function resultOf(engine: SearchEngine, request: SearchRequest) {
  const { hits, total, facets, corrected, hasMore } = await engine.search(request);
  return {
    hits: hits.map(({ answerKey, version, score }) => ({ answerKey, version, score })),
    total,
    facets,
    corrected,
    hasMore,
  };
}
