import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyBank, openEmptyBank } from './support/empty-bank.js';
import { people } from './support/test-service.js';

const { agent, editor } = people;
let bank: EmptyBank;

interface Named {
  readonly key: string;
}

interface Found {
  readonly totalCount: number;
  readonly step: string;
  readonly didYouMean: string | null;
  readonly degraded: { readonly reason: string } | null;
  readonly facets: readonly { readonly name: string; readonly counts: readonly object[] }[];
  readonly popular: readonly Named[];
  readonly person: Named | null;
  readonly suggestions: readonly { readonly answer: Named }[];
  readonly nodes: readonly {
    readonly answer: Named;
    readonly locale: string;
    readonly title: readonly { readonly text: string; readonly hit: boolean }[];
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const fields = `totalCount totalKind step didYouMean degraded { reason } facets { name counts { value label count } }
  popular { key } person { key } suggestions { answer { key } }
  nodes { answer { key } locale title { text hit } } pageInfo { hasNextPage endCursor }`;

async function search(args: string, by: string | null = null): Promise<Found> {
  const token = by === null ? null : await bank.desks.token(by);
  const { data, errors } = await bank.service.graphql<{ search: Found }>(
    `{ search(${args}) { ${fields} } }`,
    {},
    token,
  );
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data.search;
}

const keys = ({ nodes }: Found) => nodes.map(({ answer }) => answer.key);

async function publish(key: string, question: string, audience = 'PUBLIC'): Promise<void> {
  await bank.desks.create({ key, topic: 'cards', audience });
  await bank.desks.published({ key, question, title: question, body: `${question} It is so.`, short: 'It is so.' });
  await bank.ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
    key,
    text: `${question} please`,
  });
}

beforeAll(async () => {
  bank = await openEmptyBank('2026-11-02T10:00:00Z');
  await publish('lost-gannets', 'Where do lost gannets go?');
  await publish('lost-pelicans', 'Where do lost pelicans go?');
  await publish('river-otters', 'Why do otters float?');
  await publish('staff-otters', 'Which otters are auditors?', 'STAFF');
  await publish('talk-to-a-person', 'How do I reach a human being?');
  await bank.desks.translated({
    key: 'river-otters',
    locale: 'de',
    question: 'Warum treiben Fischotter?',
    title: 'Fischotter',
    body: 'Sie treiben.',
    short: 'Sie treiben.',
  });
  await bank.service.app.caughtUp();
}, 60_000);

afterAll(() => bank.service.close());

describe('a search', () => {
  it('finds as asked, marks what it found and counts it by topic', async () => {
    const found = await search('text: "float"');
    expect(found).toMatchObject({ step: 'AS_ASKED', totalCount: 1, totalKind: 'EXACT', person: null, degraded: null });
    expect(found.nodes[0]?.title).toEqual([
      { text: 'Why do otters ', hit: false },
      { text: 'float', hit: true },
      { text: '?', hit: false },
    ]);
    expect(found.facets).toEqual([{ name: 'TOPIC', counts: [{ value: 'cards', label: 'Cards', count: 1 }] }]);
  });

  it('counts by owner and audience for staff only', async () => {
    const { facets } = await search('text: "otters"', agent);
    expect(facets.map(({ name }) => name)).toEqual(['TOPIC', 'OWNER', 'AUDIENCE']);
    expect(facets[2]?.counts).toEqual([
      { value: 'PUBLIC', label: 'PUBLIC', count: 1 },
      { value: 'STAFF', label: 'STAFF', count: 1 },
    ]);
  });

  it('puts a misspelt word right, says so, and proposes questions that hold what was meant', async () => {
    const found = await search('text: "pelicnas"');
    expect(found).toMatchObject({ didYouMean: 'pelicans', totalCount: 1 });
    expect(found.suggestions.map(({ answer }) => answer.key)).toEqual(['lost-pelicans']);
  });

  it('pages by cursors that hold until what can be searched changes', async () => {
    const first = await search('text: "lost", first: 1');
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const next = await search(`text: "lost", first: 1, after: "${first.pageInfo.endCursor}"`);
    expect([...keys(first), ...keys(next)]).toEqual(['lost-gannets', 'lost-pelicans']);
    expect(next.pageInfo.hasNextPage).toBe(false);
    await publish('river-newts', 'Why do newts sink?');
    await bank.service.app.caughtUp();
    await expect(search(`text: "lost", first: 1, after: "${first.pageInfo.endCursor}"`)).rejects.toThrow(/^CONFLICT /);
  });

  it('reads through the answers and says so while its index cannot be reached', async () => {
    const { db } = bank.service.app;
    await sql`alter table search_document rename to search_document_away`.execute(db);
    try {
      expect(await search('text: "float"')).toMatchObject({
        totalCount: 1,
        nodes: [{ answer: { key: 'river-otters' } }],
        degraded: { reason: 'ENGINE_UNREACHABLE' },
      });
    } finally {
      await sql`alter table search_document_away rename to search_document`.execute(db);
    }
    expect((await search('text: "float"')).degraded).toBeNull();
  });
});

describe('a search that finds nothing as asked', () => {
  it('looks without its filters', async () => {
    const found = await search('text: "float", topic: "none"');
    expect(found).toMatchObject({ step: 'WITHOUT_FILTERS', nodes: [{ answer: { key: 'river-otters' } }] });
    expect(found.person?.key).toBe('talk-to-a-person');
  });

  it('looks for any of its words', async () => {
    expect(await search('text: "float xylophone zeppelin"')).toMatchObject({ step: 'ANY_WORD', totalCount: 1 });
  });

  it('looks in the other languages and says in which it found', async () => {
    const found = await search('text: "treiben", locale: "en"');
    expect(found).toMatchObject({ step: 'OTHER_LOCALE', nodes: [{ locale: 'de', answer: { key: 'river-otters' } }] });
  });

  it('leads to what others open, and to a person', async () => {
    const found = await search('text: "zeppelin"');
    expect(found).toMatchObject({ step: 'POPULAR', totalCount: 0, nodes: [], person: { key: 'talk-to-a-person' } });
    expect(found.popular.map(({ key }) => key)).toContain('river-otters');
    expect(found.popular.map(({ key }) => key)).not.toContain('staff-otters');
  });

  it('stays with what was asked when told to', async () => {
    const found = await search('text: "treiben", locale: "en", widen: false');
    expect(found).toMatchObject({ step: 'AS_ASKED', totalCount: 0 });
  });

  it('tells nobody of words that he may not read', async () => {
    for (const text of ['auditors', 'auditosr', 'auditor otters'])
      expect(JSON.stringify(await search(`text: "${text}"`))).not.toMatch(/staff-otters|auditors/);
    expect(keys(await search('text: "auditors"', agent))).toEqual(['staff-otters']);
  });
});

describe('while a question is typed', () => {
  const suggested = async (prefix: string, by: string | null = null) => {
    const token = by === null ? null : await bank.desks.token(by);
    const { data } = await bank.service.graphql<{ suggest: { suggestions: Found['nodes'] } }>(
      'query ($prefix: String!) { suggest(prefix: $prefix) { suggestions { answer { key } title { text hit } } } }',
      { prefix },
      token,
    );
    return data.suggest.suggestions;
  };

  it('questions that go on so are suggested, in segments', async () => {
    const [first, ...others] = await suggested('why do ott');
    expect([first?.answer.key, others.length]).toEqual(['river-otters', 0]);
    expect(first?.title.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['Why', 'do', 'otters']);
  });

  it('one letter suggests nothing, and staff questions only to staff', async () => {
    expect(await suggested('w')).toEqual([]);
    expect(await suggested('audit')).toEqual([]);
    expect((await suggested('audit', agent)).map(({ answer }) => answer.key)).toEqual(['staff-otters']);
  });
});

describe('what is told of searches', () => {
  const tell = (input: object, by = agent) =>
    bank.ask(
      'mutation ($input: SearchEventInput!) { recordSearchEvent(input: $input) }',
      { input: { locale: 'en', shown: 0, session: 'a-visit-of-someone', ...input } },
      by,
    );

  it('is kept without addresses and numbers', async () => {
    const session = 'a-visit-with-numbers';
    await tell({ query: 'refund for ann@example.org on 4111 1111 1111 1111 or +44 1632 960123', session });
    const { rows } = await sql<{ query: string }>`select query from search_event where session = ${session}`.execute(
      bank.service.app.db,
    );
    expect(rows).toEqual([{ query: 'refund for [@] on [#] or [#]' }]);
  });

  it('is refused where it makes no sense, and about answers that are hidden', async () => {
    await expect(tell({ query: 'x', session: 'short' })).rejects.toThrow(/^BAD_INPUT session /);
    await expect(tell({ query: 'x', shown: -1 })).rejects.toThrow(/^BAD_INPUT shown /);
    await expect(tell({ query: 'x', clicked: { answer: 'none', position: 1 } })).rejects.toThrow(/^NOT_FOUND /);
  });

  it('makes synonyms: proposed, searched by once approved, and no more once removed', async () => {
    for (const visit of ['first', 'second', 'third']) {
      const session = `the-${visit}-visit-of-all`;
      await tell({ query: 'seabird lost', session });
      await tell({ query: 'gannets lost', session, shown: 1, clicked: { answer: 'lost-gannets', position: 1 } });
    }
    expect(await bank.ask('mutation { mineSynonyms }')).toEqual({ mineSynonyms: 1 });
    const { synonyms } = await bank.ask<{ synonyms: { nodes: readonly { id: string }[] } }>(
      '{ synonyms(state: PROPOSED, locale: "en") { nodes { id from to sessions } } }',
    );
    expect(synonyms.nodes[0]).toMatchObject({ from: 'seabird', to: 'gannets', sessions: 3 });
    const variables = { id: synonyms.nodes[0]?.id };
    const asked = 'text: "seabird", widen: false';
    expect(keys(await search(asked))).toEqual([]);

    await bank.ask('mutation ($id: ID!) { approveSynonym(id: $id) { state } }', variables);
    await bank.service.app.caughtUp();
    expect(keys(await search(asked))).toEqual(['lost-gannets']);

    bank.clock.advance(60_000);
    const approved = bank.clock.now().toISOString();
    bank.clock.advance(60_000);
    await bank.ask('mutation ($id: ID!) { removeSynonym(id: $id) { state } }', variables);
    await bank.service.app.caughtUp();
    expect(keys(await search(asked))).toEqual([]);
    expect(keys(await search(`${asked}, asOf: { knownAt: "${approved}" }`, editor))).toEqual(['lost-gannets']);
  });

  it('makes no synonym that an editor has declined', async () => {
    const input = { locale: 'en', from: 'beaver', to: 'otters' };
    const propose = () =>
      bank.ask<{ proposeSynonym: { id: string } }>(
        'mutation ($input: SynonymInput!) { proposeSynonym(input: $input) { id } }',
        { input },
      );
    const { id } = (await propose()).proposeSynonym;
    const decide = (field: string) => bank.ask(`mutation ($id: ID!) { ${field}(id: $id) { state } }`, { id });
    expect(await decide('declineSynonym')).toEqual({ declineSynonym: { state: 'DECLINED' } });
    await expect(propose()).rejects.toThrow(/^CONFLICT /);
    await expect(decide('approveSynonym')).rejects.toThrow(/^CONFLICT /);
  });
});
