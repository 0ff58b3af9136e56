import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/platform/config.js';
import { type CardBank, openCardBank, publishCard } from './support/card-bank.js';
import { type FrontEndApi, openFrontEndApi } from './support/front-end-api.js';
import { people } from './support/test-service.js';

const token = 'portal/token-4711';
let bank: CardBank;
let api: FrontEndApi;
let other: FrontEndApi;

beforeAll(async () => {
  [api, other] = await Promise.all([openFrontEndApi(), openFrontEndApi()]);
  const hosts = [api, other].map(({ origin }) => new URL(origin).host);
  bank = await openCardBank({
    OBSERVED_ALLOWED_HOSTS: hosts.join(','),
    OBSERVED_TOKENS: JSON.stringify({ [api.origin]: token }),
  });
  for (const days of [4, 5, 3]) await publishCard(bank, 'card-time', `A new card takes ${days} days.`, timeQuestion);
}, 120_000);

afterAll(async () => {
  await bank.close();
  await api.close();
  await other.close();
});

beforeEach(() => {
  for (const one of [api, other]) {
    one.wants = null;
    one.instead = null;
    one.calls.length = 0;
    one.articles.clear();
  }
  api.articles.set('T1', { body: 'A new card takes 3 days.', revision: 4, language: 'en' });
});

const timeQuestion = 'How long does a new card take?';
const article = 'query ($key: String!) { article(key: $key) { body revision language price } }';
const portal = (more: object = {}) => ({
  graphql: {
    url: api.url,
    query: article,
    text: 'article.body',
    version: 'article.revision',
    locale: 'article.language',
    answers: [{ answer: 'card-time', key: 'T1' }],
    ...more,
  },
});
const only = async (channel: object) => {
  const { cells, findings } = await bank.try(channel);
  return { ...cells[0], findings };
};

describe('a GraphQL API of others', () => {
  it('is asked nothing about an answer that is not for everybody', async () => {
    await bank.desks.create({ key: 'card-fraud', topic: 'cards', audience: 'STAFF' });
    await publishCard(bank, 'card-fraud', 'Block a card after 3 doubtful payments.', 'When do we block a card?');
    const channel = portal({ answers: [{ answer: 'card-fraud', key: 'T1' }] });
    expect(await only(channel)).toMatchObject({ state: 'STALE_PROBE', text: '' });
    expect(api.calls).toEqual([]);
  });

  it('is asked by its own key, and what it says is compared', async () => {
    api.articles.set('T1', { body: '<p>A new card takes <b>6</b> days.</p>', revision: null, language: null });
    const { state, text, address, findings } = await only(portal());
    expect([state, text, address]).toEqual(['CONTRADICTS', 'A new card takes 6 days.', `${api.url}#T1`]);
    expect(findings.map(({ kind, tier }) => [kind, tier])).toEqual([['duration', 'ALERT']]);
    expect(api.calls).toEqual([{ authorization: `Bearer ${token}`, variables: { key: 'T1' } }]);
  });

  it('is asked in the words of the published question where its query takes them', async () => {
    api.articles.set(timeQuestion, { body: 'A new card takes 3 days.' });
    const query =
      'query ($question: String!, $locale: String) { article(question: $question, locale: $locale) { body } }';
    const { state } = await only(portal({ query, version: null, locale: null }));
    expect(state).toBe('SAME');
    expect(api.calls[0]?.variables).toEqual({ question: timeQuestion, locale: 'en' });
  });

  it('that names the published version with its very words is the same', async () => {
    expect(await only(portal())).toMatchObject({ state: 'SAME', version: 4, findings: [] });
  });

  it('that names it with other words is compared all the same', async () => {
    api.articles.set('T1', { body: 'A new card takes 6 days.', revision: 4 });
    const { state, findings } = await only(portal());
    expect([state, findings.map(({ kind }) => kind)]).toEqual(['CONTRADICTS', ['duration']]);
  });

  it('that still gives an older version is found to, and beside it what is wrong with its words', async () => {
    api.articles.set('T1', { body: 'A new card takes 5 days.', revision: 'v3' });
    const { state, version, findings } = await only(portal());
    expect([state, version]).toEqual(['CONTRADICTS', 3]);
    expect(findings.map(({ kind, tier, claim }) => [kind, tier, claim.includes('still gives version 3 of 4')])).toEqual(
      [
        ['stale-version', 'ALERT', true],
        ['duration', 'ALERT', false],
      ],
    );
  });

  it('that gives the right words under an old number is for the queue, and wakes nobody', async () => {
    api.articles.set('T1', { body: 'A new card takes 3 days.', revision: 1 });
    const { state, findings } = await only(portal());
    expect(state).toBe('SAME');
    expect(findings).toEqual([
      { kind: 'stale-version', tier: 'POSSIBLE', claim: 'The channel still gives version 1 of 4.' },
    ]);
  });

  it('that names a version which there is not is found to', async () => {
    api.articles.set('T1', { body: 'A new card takes 3 days.', revision: 9 });
    const { findings } = await only(portal());
    expect(findings[0]?.claim).toBe('The channel gives version 9; version 4 is current.');
  });

  it.each([
    ['has none', { body: 'x' }, 'T9', 'NO_ANSWER', null],
    ['has null words', { body: null }, 'T1', 'NO_ANSWER', null],
    ['has blank words', { body: '  ' }, 'T1', 'NO_ANSWER', null],
    [
      'has no number for a version',
      { body: 'A new card takes 3 days.', revision: 'draft' },
      'T1',
      'ERROR',
      'The reply has no version number at article.revision.',
    ],
    [
      'has a version beyond all bounds',
      { body: 'A new card takes 3 days.', revision: 99_999_999_999 },
      'T1',
      'ERROR',
      'The reply has no version number at article.revision.',
    ],
    [
      'has no language for a language',
      { body: 'A new card takes 3 days.', language: 'plain English' },
      'T1',
      'ERROR',
      'The reply has no language at article.language.',
    ],
  ])('that %s: %o', async (_name, given, key, state, failure) => {
    api.articles.set('T1', given);
    expect(await only(portal({ answers: [{ answer: 'card-time', key }] }))).toMatchObject({ state, failure });
  });

  it('is read through lists, and an empty one is no answer', async () => {
    const listed = { query: 'query ($key: String) { articles(key: $key) { body } }', version: null, locale: null };
    const at = (key: string) => portal({ ...listed, text: 'articles.0.body', answers: [{ answer: 'card-time', key }] });
    expect(await only(at('T1'))).toMatchObject({ state: 'SAME' });
    expect(await only(at('T9'))).toMatchObject({ state: 'NO_ANSWER' });
  });

  it.each([
    [
      200,
      '{"errors": [{"message": "No such\\n article"}], "data": null}',
      'The server answered with an error: No such article',
    ],
    [400, '{"errors": [{"message": "Bad query"}]}', 'The server answered with an error: Bad query'],
    [404, '<h1>Gone</h1>', 'The server answered with status 404.'],
    [200, '<h1>Hello</h1>', 'The server answered with something that is no GraphQL reply.'],
    [200, '[]', 'The server answered with something that is no GraphQL reply.'],
    [200, '{"errors": "all of them"}', 'The server answered with something that is no GraphQL reply.'],
    [200, '{"data": null}', 'The server answered without data.'],
    [200, '{"data": {"article": {"title": "x"}}}', 'The reply has nothing at article.body.'],
    [200, '{"data": {"article": {"body": {"html": "x"}}}}', 'The reply has no text at article.body.'],
    [200, '{"data": {"article": "x"}}', 'The reply has nothing at article.body.'],
    [
      200,
      `{"data": {"article": {"body": "${'x'.repeat(2_000_000)}"}}}`,
      expect.stringMatching(/larger than 2000000 bytes/),
    ],
    [302, '', 'The server redirects, which is not followed.'],
  ])('that replies with status %i (case %#) is told of in one sentence', async (status, body, failure) => {
    api.instead = { status, body, headers: { location: other.url } };
    expect(await only(portal())).toMatchObject({ state: 'ERROR', failure });
    expect(other.calls).toEqual([]);
  });

  it('that asks for patience is asked again in its time, and left alone when it asks for much', async () => {
    api.instead = { status: 429, body: '{}', headers: { 'retry-after': '1' } };
    expect(await only(portal())).toMatchObject({ state: 'SAME' });
    api.instead = { status: 503, body: '{}', headers: { 'retry-after': '3600' } };
    const { failure } = await only(portal());
    expect(failure).toMatch(/asks not to be read again before \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/);
  });

  it('that fails is asked once more', async () => {
    api.instead = { status: 502, body: '<h1>Bad gateway</h1>', headers: {} };
    expect(await only(portal())).toMatchObject({ state: 'SAME' });
  });

  it('at a private address that is not listed is refused', async () => {
    const { failure } = await only(portal({ url: 'http://127.0.0.1:1/graphql' }));
    expect(failure).toContain('127.0.0.1 is not a public address');
    const { failure: metadata } = await only(portal({ url: 'http://169.254.169.254/latest' }));
    expect(metadata).toContain('169.254.169.254 is not a public address');
  });

  it.each([
    [{ url: 'ftp://example.org/' }, 'The channel’s source is not understood: url'],
    [{ url: 'https://me:secret@example.org/' }, 'url must hold no name and password.'],
    [{ query: 'query ($key: String!) { article(key: $key) {' }, 'query is no GraphQL document.'],
    [
      { query: 'mutation ($key: String!) { article(key: $key) { body } }' },
      'query must be a query: a channel is only read.',
    ],
    [{ query: `${article} query Second { article { body } }` }, 'query must hold one operation.'],
    [{ query: 'fragment F on Article { body }' }, 'query must hold one operation.'],
    [
      { query: 'query ($id: ID!) { article(key: $id) { body } }' },
      'query may take the variables key, locale and question, not id.',
    ],
    [{ query: '{ article(key: "T1") { body revision language } }' }, 'query must take the variable key or question'],
    [{ query: `query ($key: ID) { ${'a '.repeat(3_000)} }` }, 'query is no GraphQL document.'],
    [{ text: 'article.boddy' }, 'text names article.boddy, which the query does not ask for.'],
    [{ version: 'article.version' }, 'version names article.version, which the query does not ask for.'],
    [{ text: 'article..body' }, 'text must be names with dots between them, such as answer.body.'],
    [{ text: 'article["body"]' }, 'text must be names with dots between them'],
    [{ answers: [{ answer: 'nothing' }] }, 'The map names "nothing", which is no answer.'],
    [{ answers: [{ answer: 'card-time' }, { answer: 'card-time' }] }, 'The map names "card-time" twice.'],
  ])('is not registered where its source is none: %o', async (more, sentence) => {
    await expect(bank.register(portal(more))).rejects.toThrow(sentence);
  });

  it('may be read through aliases and fragments, one that spreads itself too', async () => {
    const query =
      'query ($key: String!) { found: article(key: $key) { ...F } } fragment F on Article { words: body ...F }';
    await bank.register(portal({ query, text: 'found.words', version: null, locale: null }));
    await bank.ask('mutation { removeObservedChannel(key: "others") }', {}, people.admin);
  });
});

describe('the token of an API', () => {
  it('is told to its own origin alone', async () => {
    api.wants = `Bearer ${token}`;
    expect(await only(portal())).toMatchObject({ state: 'SAME' });
    other.articles.set('T1', { body: 'A new card takes 3 days.' });
    expect(await only(portal({ url: other.url }))).toMatchObject({ state: 'SAME' });
    expect(other.calls.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('is kept nowhere, not even where the server quotes it', async () => {
    api.wants = 'another';
    const { failure } = await only(portal());
    expect(failure).toBe('The server answered with an error: Not for you: Bearer [secret]');
    api.instead = { status: 200, body: `{"errors": [{"message": "${token.replace('/', '\\/')}"}]}` };
    expect(await only(portal())).toMatchObject({ failure: 'The server answered with an error: [secret]' });
    const escaped = [...token].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    api.instead = { status: 200, body: `{"errors": [{"message": "no ${escaped}"}]}` };
    expect(await only(portal())).toMatchObject({ failure: 'The server answered with an error: no [secret]' });
    await bank.register({ key: 'portal', ...portal() });
    const cells = await bank.sweep('portal');
    expect(cells).toContainEqual(expect.objectContaining({ state: 'ERROR', failure }));
    const { db } = bank.service.app;
    const kept = await Promise.all([
      db.selectFrom('channel').selectAll().execute(),
      db.selectFrom('observation').selectAll().execute(),
      db.selectFrom('evidence').selectAll().execute(),
      db.selectFrom('audit_entry').selectAll().execute(),
    ]);
    const textOf = (value: unknown) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value));
    const written = kept.map((rows) => rows.flatMap((row) => Object.values(row).map(textOf)).join(' '));
    for (const place of [1, 2]) expect(written[place]).toContain('[secret]');
    expect(written.join(' ')).not.toContain(token);
  }, 120_000);

  it.each([
    'portal-token',
    '["https://portal.example"]',
    '{"https://portal.example/": "x"}',
    '{"portal": "x"}',
    '{"ftp://portal.example": "x"}',
    '{"https://portal.example": ""}',
    '{"https://portal.example": "short"}',
    '{"https://portal.example": "two\\nlines"}',
    '{"https://portal.example": 7}',
  ])('is refused as a setting that is none, and not shown: %s', (setting) => {
    const refused = () => readConfig({ OBSERVED_TOKENS: setting });
    expect(refused).toThrow('OBSERVED_TOKENS is not valid: JSON of origins and tokens');
    expect(refused).not.toThrow(setting);
  });

  it('goes without encryption to a listed host alone, and is printed by nothing', () => {
    const setting = { OBSERVED_TOKENS: '{"http://portal.example": "Basic eDp5eDp5"}' };
    expect(() => readConfig(setting)).toThrow('OBSERVED_TOKENS names http://portal.example, which is neither https');
    const { observedTokens } = readConfig({ ...setting, OBSERVED_ALLOWED_HOSTS: 'portal.example:80' });
    expect(observedTokens.get('http://portal.example')?.reveal()).toBe('Basic eDp5eDp5');
    expect(JSON.stringify([...observedTokens])).not.toContain('eDp5');
  });
});

describe('a registered GraphQL API', () => {
  it('is listed as it was given, swept, and checked on this machine with no token told', async () => {
    api.articles.set('T1', { body: 'A new card takes 5 days.', revision: 3 });
    const registered = await bank.register({ key: 'portal', ...portal() });
    expect(registered).toMatchObject({ site: null, file: null, ...portal() });
    expect(await bank.sweep('portal')).toEqual([
      expect.objectContaining({ state: 'NOT_APPLICABLE' }),
      expect.objectContaining({ state: 'CONTRADICTS', version: 3 }),
    ]);
    const { findings } = await bank.ask<{ findings: { nodes: readonly { claim: string }[] } }>(
      '{ findings(first: 50) { nodes { claim } } }',
      {},
      people.reviewer,
    );
    expect(findings.nodes.map(({ claim }) => claim)).toContain('The channel still gives version 3 of 4.');
    other.articles.set('T1', { body: 'A new card takes 7 days.' });
    const { code, printed } = await bank.checkLocal(`portal=${other.url}`);
    expect(printed).toContain('7 days');
    expect(code).toBe(1);
    expect(other.calls.map(({ authorization }) => authorization)).toEqual([undefined]);
    expect((await bank.checkLocal('portal=./folder')).printed).toContain('A GraphQL API is read from its address');
  }, 120_000);
});
