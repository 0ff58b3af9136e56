import { createHash } from 'node:crypto';
import { getIntrospectionQuery, parse } from 'graphql';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApiSchema } from '../schema/build-schema.js';
import { excess } from '../schema/document-limits.js';
import { loadOperations } from '../schema/operations/run-operation.js';
import { codesOf } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api' } });
});

afterAll(() => service.close());

interface Refusal {
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly error?: { readonly message: string; readonly code: string };
}

async function post(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string; readonly reply: Refusal }> {
  const reply = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(50_000),
  });
  const text = await reply.text();
  return { status: reply.status, text, reply: text.startsWith('{') ? (JSON.parse(text) as Refusal) : {} };
}

const times = (count: number, piece: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join(' ');
const nested = (depth: number, field: string, leaf: string) =>
  `${`${field} { `.repeat(depth)}${leaf}${' }'.repeat(depth)}`;
const bomb = (fragments: number, field: string) =>
  `${times(fragments, (i) => `fragment F${i} on Topic { ${field} { ...F${i + 1} ...F${i + 1} } }`)} fragment F${fragments} on Topic { key }`;

/** Documents that ask for too much; most are short. */
const hostile: Readonly<Record<string, string>> = {
  'nested related answers': `{ answers { nodes { ${nested(30, 'related', 'key')} } } }`,
  'nested topics up and down': `{ topics { ${nested(15, 'children { parent', 'key').replaceAll('}', '}}')} } }`,
  'nested just beyond the limit': `{ answer(key: "change-pin") { ${nested(12, 'related', 'key')} } }`,
  'wide lists in lists': '{ answers(first: 100) { nodes { versions(first: 100) { nodes { number body } } } } }',
  'a page size in a variable that is not sent':
    'query ($n: Int = 100) { answers(first: $n) { nodes { versions(first: $n) { nodes { number } } } } }',
  'a page size by a list of keys': `{ answers(keys: [${times(100, () => '"change-pin"')}]) { nodes { versions(first: 100) { nodes { number } } } } }`,
  'many root fields': `{ ${times(26, (i) => `a${i}: viewer { name }`)} }`,
  'many root fields in a fragment': `{ ...All } fragment All on Query { ${times(100, (i) => `a${i}: facts { usedBy { key } }`)} }`,
  'many aliases': `{ viewer { ${times(60, (i) => `a${i}: name`)} } }`,
  'many aliases of a search': `{ ${times(24, (i) => `a${i}: search(text: "card", first: 100) { nodes { answer { key title } } }`)} }`,
  'many reads of the past': `{ ${times(20, (i) => `a${i}: answer(key: "change-pin", asOf: { validAt: "2026-0${1 + (i % 9)}-01T00:00:00Z" }) { title }`)} }`,
  'many questions': `{ ${times(25, (i) => `a${i}: ask(question: "card ${i}?") { ... on Answered { rendition { text html short facts { key } } answer { related { rendition { text html } } } } } }`)} }`,
  'a fragment that spreads itself': '{ topics { ...F } } fragment F on Topic { key ...F }',
  'fragments in a circle':
    '{ topics { ...A } } fragment A on Topic { children { ...B } } fragment B on Topic { parent { ...A } }',
  'a spread bomb': `{ topics { ...F0 } } ${bomb(25, 'children')}`,
  'a spread bomb of plain fields': `{ topics { ...F0 } } ${times(30, (i) => `fragment F${i} on Topic { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Topic { ...F0 }`,
  'a bomb that no operation uses': `{ viewer { name } } ${bomb(25, 'children')} fragment Circle on Topic { ...Circle }`,
  'a bomb in another operation': `query Harmless { viewer { name } } query Bomb { topics { ...F0 } } ${bomb(25, 'children')}`,
  'two operations and no name': `query A { answers { nodes { ${nested(30, 'related', 'key')} } } } query B { viewer { name } }`,
  'the same response key over and over': `{ topics { ${times(200, () => 'children { key }')} } }`,
  'directives on a field': `{ viewer { name ${times(100, () => '@include(if: true)')} } }`,
  'directives on an operation': `query ${times(200, () => '@skip(if: false)')} { viewer { name } }`,
  'directives on variables': `query ($a: Int ${times(200, () => '@deprecated')}) { viewer { name } }`,
  'directives on a fragment': `{ viewer { ...V } } fragment V on Viewer ${times(200, () => '@include(if: true)')} { name }`,
  'directives nobody knows': `{ viewer { ${times(60, (i) => `a${i}: name @x${i}`)} } }`,
  'a flood of tokens': `{ viewer { ${times(3_000, () => 'name')} } }`,
  'a flood of variables': `query (${times(900, (i) => `$v${i}: Int`)}) { viewer { name } }`,
  'a flood of fragments': `{ viewer { name } } ${times(400, (i) => `fragment F${i} on Viewer { name }`)}`,
  'a flood of values': `{ answers(keys: [${times(2_500, () => '"a"')}]) { totalCount } }`,
  'values in values': `{ ask(question: "x", scope: ${'['.repeat(900)}${']'.repeat(900)}) { __typename } }`,
  'objects in objects': `{ ask(question: "x", context: ${'{ previousAnswers: '.repeat(300)}1${' }'.repeat(300)}) { __typename } }`,
  'types in types': `query ($a: ${'['.repeat(900)}Int${']'.repeat(900)}) { viewer { name } }`,
  'an introspection bomb': `{ __schema { types { fields { type { fields { type { fields { type { fields { type { fields { name } } } } } } } } } } } }`,
  'introspection by many names': `{ ${times(25, (i) => `a${i}: __schema { types { fields { args { type { name } } type { name } } } }`)} }`,
  'introspection by many names and types': `{ ${times(25, (i) => `a${i}: __type(name: "Answer") { fields { type { fields { type { fields { name } } } } } }`)} }`,
  nothing: '',
  'a fragment and no operation': 'fragment V on Viewer { name }',
  'half a document': '{ viewer { name ',
  'a number in letters': '{ answers(first: "many") { totalCount } }',
  'a field that is not there': '{ viewer { password } }',
  'a letter that is none': '{ viewer { name\u0000 } }',
};

describe('a document that asks for too much', () => {
  it.each(Object.entries(hostile))('is refused with a sentence: %s', async (name, query) => {
    for (const operationName of name.includes('another operation') ? ['Harmless'] : [undefined]) {
      const { status, text, reply } = await post({ query, operationName });
      expect(status, text.slice(0, 300)).toBe(400);
      expect(reply.errors?.[0]?.message).toMatch(/^.{10,320}$/);
      expect(reply.errors?.length).toBeLessThanOrEqual(100);
      expect(text).not.toMatch(/node_modules|\.ts:|\.js:|Did you mean|at Object\./);
      expect(text.length).toBeLessThan(20_000);
    }
  });

  it('is refused to an administrator too', async () => {
    const admin = await service.signIn('piotr-lindqvist');
    const { status } = await post({ query: hostile['wide lists in lists'] }, { authorization: `Bearer ${admin}` });
    expect(status).toBe(400);
  });

  it('is never one of ours: all that the channels ask is within the limits', () => {
    const schema = buildApiSchema();
    const largest = {
      keys: Array.from({ length: 20 }, () => 'x'),
      webchat: true,
      email: true,
      social: true,
      socialReply: true,
    };
    for (const [name, text] of loadOperations()) {
      const document = parse(text);
      const first = name.includes('Suggest') ? 10 : name.includes('Search') ? 20 : 100;
      expect(excess(schema, document, { ...largest, first }), name).toBeNull();
    }
  });

  it('is not what a query page asks for when it reads the schema', async () => {
    const { status, reply } = await post({
      query: getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        schemaDescription: true,
        oneOf: true,
      }),
    });
    expect([status, reply.errors]).toEqual([200, undefined]);
  });
});

describe('a value of the wrong type', () => {
  const cases: readonly (readonly [string, string, object])[] = [
    ['a text for a number', 'query ($first: Int) { answers(first: $first) { totalCount } }', { first: 'ten' }],
    ['a number below all bounds', 'query ($first: Int) { answers(first: $first) { totalCount } }', { first: -1e12 }],
    ['a page of none', '{ answers(first: 0) { totalCount } }', {}],
    ['a page that is too large', '{ answers(first: 101) { totalCount } }', {}],
    ['a page that is negative', 'query ($first: Int) { answers(first: $first) { totalCount } }', { first: -5 }],
    ['a cursor of somebody’s own making', '{ answers(after: "bm90IGEgY3Vyc29y") { totalCount } }', {}],
    [
      'a locale that is none',
      'query ($locale: Locale) { answer(key: "change-pin", locale: $locale) { key } }',
      { locale: "en'; drop table answer" },
    ],
    [
      'a day that is none',
      'query ($asOf: AsOfInput) { fact(key: "card.replacement.fee", asOf: $asOf) { key } }',
      { asOf: { validAt: '2026-02-31T00:00:00Z' } },
    ],
    [
      'an instant without a zone',
      'query ($asOf: AsOfInput) { fact(key: "card.replacement.fee", asOf: $asOf) { key } }',
      { asOf: { validAt: 'yesterday' } },
    ],
    [
      'an audience that is none',
      'query ($audience: Audience) { ask(question: "x", audience: $audience) { __typename } }',
      { audience: 'EVERYONE' },
    ],
    ['nothing where something must be', 'query ($key: String!) { answer(key: $key) { key } }', {}],
    ['nothing by name', 'query ($key: String!) { answer(key: $key) { key } }', { key: null }],
    ['an object for a text', 'query ($key: String!) { answer(key: $key) { key } }', { key: { $ne: null } }],
    ['a list for a text', 'query ($key: String!) { answer(key: $key) { key } }', { key: ['a', 'b'] }],
    [
      'an unknown field',
      'query ($scope: [ScopeEntryInput!]) { ask(question: "x", scope: $scope) { __typename } }',
      { scope: [{ dimension: 'a', value: 'b', role: 'ADMIN' }] },
    ],
    [
      'a scope in capitals',
      '{ ask(question: "x", scope: [{ dimension: "Customer", value: "x y" }]) { __typename } }',
      {},
    ],
    [
      'a scope that says a thing twice',
      '{ ask(question: "x", scope: [{ dimension: "a", value: "b" }, { dimension: "a", value: "c" }]) { __typename } }',
      {},
    ],
    [
      'too large a scope',
      `{ ask(question: "x", scope: [${times(9, (i) => `{ dimension: "d${i}", value: "v" }`)}]) { __typename } }`,
      {},
    ],
    [
      'too many keys',
      'query ($keys: [String!]) { answers(keys: $keys, first: 1) { totalCount } }',
      { keys: Array.from({ length: 101 }, (_, i) => `k${i}`) },
    ],
    ['a question that is empty', '{ ask(question: "  ") { __typename } }', {}],
    [
      'a question that is too long',
      'query ($q: String!) { ask(question: $q) { __typename } }',
      { q: 'a'.repeat(1_001) },
    ],
    ['a question with a NUL', 'query ($q: String!) { ask(question: $q) { __typename } }', { q: 'card\u0000s' }],
    ['a question with half a letter', 'query ($q: String!) { ask(question: $q) { __typename } }', { q: 'card\ud800' }],
    ['a search that is too long', 'query ($q: String!) { search(text: $q) { totalCount } }', { q: 'a'.repeat(501) }],
    ['a channel that we only look at', '{ ask(question: "x", channel: "faq") { __typename } }', {}],
    ['a channel of another language’s making', '{ ask(question: "x", channel: "__proto__") { __typename } }', {}],
  ];

  it.each(cases)('is a mistake of the caller, and says which: %s', async (_, query, variables) => {
    const { status, text, reply } = await post({ query, variables });
    expect(status, text).toBeLessThan(500);
    expect(
      reply.errors?.map(({ extensions }) => extensions.code),
      text,
    ).toEqual(['BAD_INPUT']);
    expect(reply.errors?.[0]?.message).toMatch(/^.{10,320}$/s);
    expect(text).not.toMatch(/node_modules|stack|select |insert /);
  });

  it.each([
    'toString',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    "' or 1=1 --",
    '%',
    '_',
    '\\',
    '${7*7}',
    '{{7*7}}',
    '\ufffe',
    '\u202e',
  ])('finds nothing and breaks nothing as a key or a search: %j', async (word) => {
    const query =
      'query ($word: String!) { answer(key: $word) { key } topic(key: $word) { key } fact(key: $word) { key } answers(keys: [$word], topic: $word) { totalCount } search(text: $word, topic: $word, widen: false) { totalCount } ask(question: $word, context: { previousAnswers: [$word] }) { __typename } }';
    const { data, errors } = await service.graphql<Record<string, unknown>>(query, { word });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      answer: null,
      topic: null,
      fact: null,
      answers: { totalCount: 0 },
      search: { totalCount: 0 },
    });
  });
});

describe('the door', () => {
  const viewer = '{ viewer { role } }';

  it('is POST for data, a page for a browser, and nothing for anything else', async () => {
    const get = (accept: string, search = '') => fetch(`${service.url}/graphql${search}`, { headers: { accept } });
    const data = await get('application/json');
    expect([data.status, data.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await data.json()).toMatchObject({
      errors: [{ message: expect.stringContaining('POST'), extensions: { code: 'BAD_INPUT' } }],
    });
    const asked = await get('*/*', `?query=${encodeURIComponent(viewer)}`);
    expect([asked.status, await asked.text()]).toEqual([405, expect.not.stringContaining('ANONYMOUS')]);
    const changed = await get('application/json', `?query=${encodeURIComponent('mutation { runSweep { id } }')}`);
    expect(changed.status).toBe(405);
    const page = await get('text/html');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await fetch(`${service.url}/graphql`, { method })).status).toBe(404);
  });

  it('takes no subscriptions by POST: they have a door of their own', async () => {
    for (const query of ['subscription { viewer { name } }', 'subscription { answerChanged { key } }']) {
      const { status, reply } = await post({ query });
      expect(status).toBe(400);
      expect(reply).toMatchObject({ errors: [{ extensions: { code: 'BAD_INPUT' } }] });
      expect(reply).not.toHaveProperty('data');
    }
  });

  it('keeps no documents: one that is named by its hash alone is not known', async () => {
    const query = 'query ($n: Int) { answers(first: $n) { nodes { versions(first: $n) { nodes { number } } } } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    await post({ query, extensions, variables: { n: 1 } });
    const { text } = await post({ extensions, variables: { n: 100 } });
    expect(text).not.toContain('"data"');
  });

  it('takes one request at a time: a batch is refused', async () => {
    const { status, text } = await post([{ query: viewer }, { query: viewer }]);
    expect(status).toBe(400);
    expect(text).not.toContain('ANONYMOUS');
  });

  it('refuses a body of more than 100 kB, wherever it is large', async () => {
    const padding = 'x'.repeat(100_001);
    for (const body of [
      { query: viewer, variables: { padding } },
      { query: `${viewer} #${padding}` },
      { query: viewer, extensions: { padding } },
    ])
      expect((await post(body)).status).toBe(413);
    expect((await post({ query: viewer, variables: { padding: 'x'.repeat(90_000) } })).status).toBe(200);
  });

  it('refuses what another site’s page could send without asking', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status, text } = await post({ query: viewer }, { 'content-type': type });
      expect(status, type).toBeGreaterThanOrEqual(400);
      expect(status, type).toBeLessThan(500);
      expect(text).not.toContain('ANONYMOUS');
    }
  });

  it.each([
    '',
    '{',
    'null',
    '"query"',
    '42',
    '[]',
    '{"query": 42}',
    '{"query": {"a": 1}}',
    '{"query": null}',
    '{"query": "{ viewer { role } }", "variables": "x"}',
    '{"query": "{ viewer { role } }", "variables": [1]}',
    '{"query": "{ viewer { role } }", "operationName": "Other"}',
    '{"query": "{ viewer { role } }", "operationName": 7}',
    '{"__proto__": {"query": "{ viewer { role } }"}}',
  ])('refuses a body that is no request: %s', async (body) => {
    const { status, text } = await post(body);
    expect(status, text).toBeGreaterThanOrEqual(400);
    expect(status, text).toBeLessThan(500);
    expect(text).not.toMatch(/node_modules|"stack/);
  });

  it('says nothing of its own faults but that there was one', async () => {
    const { db } = service.app;
    await sql`alter table search_synonym rename to search_synonym_away`.execute(db);
    try {
      const { status, text, reply } = await post({
        query: '{ search(text: "card", asOf: { knownAt: "2026-09-01T00:00:00Z" }) { totalCount } }',
      });
      expect(status).toBeLessThan(600);
      expect(reply.errors?.[0]).toMatchObject({
        message: 'Something went wrong on our side. It has been noted.',
        extensions: { code: 'INTERNAL' },
      });
      expect(text).not.toMatch(/search_synonym|relation|stack|node_modules|postgres/i);
    } finally {
      await sql`alter table search_synonym_away rename to search_synonym`.execute(db);
    }
    expect(codesOf(await service.graphql('{ search(text: "card") { totalCount } }'))).toEqual([]);
  });

  it('does not tell strangers which fields there might be', async () => {
    const { text } = await post({ query: '{ viewer { nam } answr(key: "x") { key } }' });
    expect(text).not.toMatch(/Did you mean|"name"|\banswer\b/);
    expect((await service.graphql('{ viewer { name } }', {}, await service.signIn(people.agent))).status).toBe(200);
  });
});
