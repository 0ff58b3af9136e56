import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSeed } from '../seed/read-seed.js';
import { type MeilisearchDouble, startMeilisearchDouble } from './support/meilisearch-double/start-double.js';
import { startTestService, type TestService } from './support/test-service.js';

let double: MeilisearchDouble;
let byPostgres: TestService;
let byMeilisearch: TestService;

const settingsFor = (url: string) => ({
  SEARCH: 'meilisearch',
  MEILI_URL: url,
  MEILI_SEARCH_KEY: double.keys.search,
  MEILI_INDEX_KEY: double.keys.index,
});

beforeAll(async () => {
  double = await startMeilisearchDouble();
  [byPostgres, byMeilisearch] = await Promise.all([
    startTestService(),
    startTestService('demo', { environment: settingsFor(double.url) }),
  ]);
  await byMeilisearch.app.caughtUp();
});

afterAll(async () => {
  await byPostgres.close();
  await byMeilisearch.close();
  await double.close();
});

const variants: readonly ((phrasing: string) => string)[] = [
  (phrasing) => phrasing.replace(/(\p{L})(\p{L})(?=\p{L}{2})/u, '$2$1'),
  (phrasing) => phrasing.toUpperCase(),
  (phrasing) => `hello there, ${phrasing} thanks`,
  (phrasing) => phrasing.split(' ').slice(0, -1).join(' '),
];

/** Some of the seed's phrasings, each as it is and as people would mistype it, shout it, or wrap it. */
const questions = readSeed()
  .answers.flatMap(({ phrasings }) => phrasings.slice(0, 2))
  .flatMap((phrasing, i) => [phrasing, variants[i % variants.length]?.(phrasing) ?? phrasing]);

const ask = /* GraphQL */ `
  query ($question: String!) {
    ask(question: $question) {
      __typename
      ... on Answered { exact confidence snapshotSequence modelId answer { key } rendition { version locale text } }
      ... on Choices { choices { question answer { key } } }
      ... on NoAnswer { reason confidence }
    }
  }
`;

async function resolutionsOf(service: TestService): Promise<readonly string[]> {
  const resolutions: string[] = [];
  for (let start = 0; start < questions.length; start += 8) {
    const some = questions.slice(start, start + 8);
    const replies = await Promise.all(some.map((question) => service.graphql(ask, { question })));
    resolutions.push(...replies.map(({ data, errors }, i) => `${some[i]}: ${JSON.stringify(errors ?? data)}`));
  }
  return resolutions;
}

describe('which answer a question gets', () => {
  it('does not depend on the search engine, which is not even asked', async () => {
    const wanted = await resolutionsOf(byPostgres);
    expect(wanted.length).toBeGreaterThan(200);
    expect(wanted.filter((resolution) => resolution.includes('"Answered"')).length).toBeGreaterThan(wanted.length / 2);
    const before = double.calls.length;
    expect(await resolutionsOf(byMeilisearch)).toEqual(wanted);
    expect(double.calls.slice(before).filter((call) => call.includes('search'))).toEqual([]);
  });

  it('does not depend on whether the engine lives, nor on whether it did when the service started', async () => {
    const wanted = await resolutionsOf(byPostgres);
    double.misbehave(({ socket }) => {
      socket.destroy();
    });
    expect(await resolutionsOf(byMeilisearch)).toEqual(wanted);
    const startedWithout = await startTestService('demo', { environment: settingsFor(double.url) });
    expect(await resolutionsOf(startedWithout)).toEqual(wanted);
    await startedWithout.close();
    double.misbehave(null);
  });
});

describe('search', () => {
  it('is by Meilisearch when that is set', async () => {
    const search = 'query { search(text: "card arrive") { degraded { reason } edges { node { answer { key } } } } }';
    const before = double.calls.length;
    const { data } = await byMeilisearch.graphql<{ search: { degraded: object | null; edges: readonly object[] } }>(
      search,
    );
    expect(data.search.degraded).toBeNull();
    expect(data.search.edges.length).toBeGreaterThan(0);
    expect(double.calls.slice(before)).toContain('POST /multi-search');
  });
});
