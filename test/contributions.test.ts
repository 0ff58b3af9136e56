import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = { question: 'May I lend my card?', title: 'Lending a card', body: 'Do not lend it.', short: 'No.' };
const thread = 'https://community.larkhaven.example/t/lending/42';
let counter = 0;

async function newAnswer(input: object = {}): Promise<string> {
  counter += 1;
  const key = `lent-card-${counter}`;
  await desks.create({ key, topic: 'cards', ...input });
  await desks.published({ ...asked(key, words) });
  return key;
}

interface SuggestionView {
  readonly id: string;
  readonly answerKey: string | null;
  readonly basedOn: number | null;
  readonly body: string | null;
  readonly title: string | null;
  readonly origin: string;
  readonly sourceUrl: string | null;
  readonly suggestedBy: string;
  readonly state: string;
  readonly decidedBy: string | null;
  readonly decisionNote: string;
  readonly draftKey: string | null;
}

const fields = 'id answerKey basedOn title body origin sourceUrl suggestedBy state decidedBy decisionNote draftKey';

async function send<Data>(query: string, variables: object, token: string | null): Promise<Data> {
  const { data, errors } = await service.graphql<Data>(query, variables, token);
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data;
}

async function suggestEdit(input: object, token: string | null): Promise<SuggestionView> {
  const query = `mutation ($input: SuggestEditInput!) { suggestEdit(input: $input) { ${fields} } }`;
  return (await send<{ suggestEdit: SuggestionView }>(query, { input }, token)).suggestEdit;
}

async function suggestAnswer(input: object, token: string | null): Promise<SuggestionView> {
  const query = `mutation ($input: SuggestAnswerInput!) { suggestAnswer(input: $input) { ${fields} } }`;
  return (await send<{ suggestAnswer: SuggestionView }>(query, { input }, token)).suggestAnswer;
}

interface Triaged {
  readonly __typename: string;
  readonly suggestion?: SuggestionView;
  readonly draft?: {
    readonly body: string;
    readonly author: string;
    readonly state: string;
    readonly changeNote: string;
  };
  readonly actual?: number;
}

async function accept(id: string, args: object = {}, by: string = people.editor): Promise<Triaged> {
  const query = `mutation ($id: ID!, $note: String, $expectedEdit: Int, $key: String, $audience: Audience) {
    acceptSuggestion(id: $id, note: $note, expectedEdit: $expectedEdit, key: $key, audience: $audience) { __typename
      ... on SuggestionTriaged { suggestion { ${fields} } draft { body author state changeNote } } ... on Conflict { actual } } }`;
  return (await send<{ acceptSuggestion: Triaged }>(query, { id, ...args }, await desks.token(by))).acceptSuggestion;
}

async function mine(token: string): Promise<readonly SuggestionView[]> {
  const query = `{ mySuggestions(first: 100) { totalCount nodes { ${fields} } } }`;
  return (await send<{ mySuggestions: { nodes: SuggestionView[] } }>(query, {}, token)).mySuggestions.nodes;
}

async function draftOf(key: string): Promise<{ body: string } | null | undefined> {
  const query = 'query ($key: String!) { answer(key: $key) { draft { body } } }';
  const token = await desks.token(people.editor);
  return (await send<{ answer: { draft: { body: string } | null } | null }>(query, { key }, token)).answer?.draft;
}

describe('a suggested edit', () => {
  it('changes nothing until the owner team accepts it, then begins a draft of the one who accepts', async () => {
    const key = await newAnswer();
    const agent = await desks.token(people.agent);
    const made = await suggestEdit({ key, body: 'Never lend it.', reason: 'Clearer.' }, agent);
    expect(made).toMatchObject({ answerKey: key, basedOn: 1, title: null, origin: 'STAFF', state: 'OPEN' });
    expect(await draftOf(key)).toBeNull();
    expect(await accept(made.id, { note: 'Thank you.' })).toMatchObject({
      __typename: 'SuggestionTriaged',
      suggestion: { state: 'ACCEPTED', decidedBy: people.editor, draftKey: key },
      draft: {
        body: 'Never lend it.',
        author: people.editor,
        state: 'DRAFT',
        changeNote: `Clearer. (suggested by ${people.agent})`,
      },
    });
  });

  it('is told its outcome where the suggester looks, and nowhere else', async () => {
    const key = await newAnswer();
    const agent = await desks.token(people.agent);
    const other = await desks.token(people.otherAgent);
    const declined = await suggestEdit({ key, title: 'Lend', reason: 'Shorter.' }, agent);
    await send(
      'mutation ($id: ID!) { declineSuggestion(id: $id, reason: "It must be a noun.") { __typename } }',
      { id: declined.id },
      await desks.token(people.editor),
    );
    expect((await mine(agent)).find(({ id }) => id === declined.id)).toMatchObject({
      state: 'DECLINED',
      decidedBy: people.editor,
      decisionNote: 'It must be a noun.',
    });
    expect((await mine(other)).some(({ id }) => id === declined.id)).toBe(false);
  });

  it('is decided once, even by two at once', async () => {
    const { id } = await suggestEdit(
      { key: await newAnswer(), short: 'Never.', reason: 'x' },
      await desks.token(people.agent),
    );
    const outcomes = await Promise.allSettled([
      accept(id),
      accept(id, {}, people.otherEditor),
      accept(id, {}, people.reviewer),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('CONFLICT');
  });

  it('does not overwrite a draft that is there: it conflicts, stays open, and goes over it when its edit is named', async () => {
    const key = await newAnswer();
    await desks.draft({ key, body: 'Mine.', expectedEdit: 0 });
    const { id } = await suggestEdit({ key, body: 'Theirs.', reason: 'x' }, await desks.token(people.agent));
    expect(await accept(id)).toMatchObject({ __typename: 'Conflict', actual: 1 });
    expect(await draftOf(key)).toEqual({ body: 'Mine.' });
    expect(await accept(id, { expectedEdit: 1 })).toMatchObject({ draft: { body: 'Theirs.' } });
  });

  it('is decided by the team that owns the topic', async () => {
    const { id } = await suggestEdit(
      { key: await newAnswer(), short: 'Never.', reason: 'x' },
      await desks.token(people.agent),
    );
    await expect(accept(id, {}, people.editorElsewhere)).rejects.toThrow(
      'belongs to the team cards: your team, payments',
    );
    await expect(accept(id, {}, people.agent)).rejects.toThrow('FORBIDDEN');
    const decline = `mutation { declineSuggestion(id: "${id}", reason: " ") { __typename } }`;
    expect(await desks.refusals(decline, people.editor)).toEqual(['BAD_INPUT']);
  });

  it('needs something to say, and an answer that the suggester may see', async () => {
    const key = await newAnswer();
    const secret = await newAnswer({ audience: 'STAFF' });
    const agent = await desks.token(people.agent);
    await expect(suggestEdit({ key, reason: 'x' }, agent)).rejects.toThrow('BAD_INPUT');
    await expect(suggestEdit({ key, short: 'x', reason: ' ' }, agent)).rejects.toThrow('BAD_INPUT');
    await expect(suggestEdit({ key: 'none-such', short: 'x', reason: 'x' }, agent)).rejects.toThrow('NOT_FOUND');
    const channel = service.app.keys.webchat;
    const hidden = { key: secret, short: 'x', reason: 'x', communityUrl: thread };
    await expect(suggestEdit(hidden, channel)).rejects.toThrow(`There is no answer named ${secret}.`);
    expect(await suggestEdit({ key: secret, short: 'x', reason: 'x' }, agent)).toMatchObject({ state: 'OPEN' });
  });
});

describe('a suggested answer', () => {
  it('becomes an answer with a draft when it is accepted, and is published only after review', async () => {
    const agent = await desks.token(people.agent);
    const { id } = await suggestAnswer(
      { topic: 'cards', question: 'May I pawn my card?', body: 'No.\n\nIt is ours.', reason: 'Asked twice today.' },
      agent,
    );
    await expect(accept(id)).rejects.toThrow('BAD_INPUT key');
    const outcome = await accept(id, { key: 'pawn-card' });
    expect(outcome).toMatchObject({ suggestion: { draftKey: 'pawn-card' }, draft: { body: 'No.\n\nIt is ours.' } });
    const read = () => service.graphql<{ answer: { title: string } | null }>('{ answer(key: "pawn-card") { title } }');
    expect((await read()).data.answer).toBeNull();
    await desks.requestReview('pawn-card', 1);
    await desks.approve('pawn-card', 2);
    await desks.publish('pawn-card', 3);
    expect((await read()).data.answer).toEqual({ title: 'May I pawn my card?' });
  });

  it('that cannot be opened leaves the suggestion open and nothing half done', async () => {
    const taken = await newAnswer();
    const { id } = await suggestAnswer(
      { topic: 'cards', question: 'Why?', body: 'So.', reason: 'x' },
      await desks.token(people.agent),
    );
    await expect(accept(id, { key: taken })).rejects.toThrow('CONFLICT');
    await expect(accept(id, { key: 'Bad Key' })).rejects.toThrow('BAD_INPUT');
    expect(await accept(id, { key: 'why-so' })).toMatchObject({ __typename: 'SuggestionTriaged' });
  });

  it('of the community keeps the link to where customers accepted it', async () => {
    const channel = service.app.keys.webchat;
    const input = { topic: 'cards', question: 'Can I tap twice?', body: 'Yes.', reason: 'Accepted by the asker.' };
    await expect(suggestAnswer(input, channel)).rejects.toThrow('BAD_INPUT communityUrl');
    const made = await suggestAnswer({ ...input, communityUrl: thread }, channel);
    expect(made).toMatchObject({ origin: 'COMMUNITY', sourceUrl: thread });
    const { draft } = await accept(made.id, { key: 'tap-twice' });
    expect(draft?.changeNote).toContain(thread);
    expect((await mine(channel)).find(({ id }) => id === made.id)).toMatchObject({
      state: 'ACCEPTED',
      decidedBy: null,
      draftKey: null,
    });
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:secret@site.example/',
    'no address',
  ])('takes no link like %s', async (sourceUrl) => {
    const input = { topic: 'cards', question: 'Why?', body: 'So.', reason: 'x', sourceUrl };
    await expect(suggestAnswer(input, await desks.token(people.agent))).rejects.toThrow('BAD_INPUT sourceUrl');
  });

  it('finds no topic for a channel that holds no answer for it', async () => {
    const input = { topic: 'internal', question: 'Why?', body: 'So.', reason: 'x' };
    await expect(suggestAnswer({ ...input, communityUrl: thread }, service.app.keys.webchat)).rejects.toThrow(
      'NOT_FOUND',
    );
    expect(await suggestAnswer(input, await desks.token(people.agent))).toMatchObject({ state: 'OPEN' });
  });
});

describe('suggesting', () => {
  it('is for people and channels that say who they are', async () => {
    const mutations = [
      'mutation { suggestEdit(input: { key: "change-pin", short: "x", reason: "x" }) { id } }',
      'mutation { suggestAnswer(input: { topic: "cards", question: "?", body: "x", reason: "x" }) { id } }',
      '{ mySuggestions { totalCount } }',
      '{ suggestions { totalCount } }',
    ];
    for (const mutation of mutations) expect(codesOf(await service.graphql(mutation))).toEqual(['UNAUTHENTICATED']);
    for (const token of [service.app.keys.webchat, await desks.token(people.agent)])
      expect(codesOf(await service.graphql('{ suggestions { totalCount } }', {}, token))).toEqual(['FORBIDDEN']);
  });

  it('is limited in each hour for each person, and others go on', async () => {
    const key = await newAnswer();
    const busy = await desks.token(people.manager);
    const input = { key, short: 'x', reason: 'x' };
    for (let i = 0; i < 30; i += 1) await suggestEdit(input, busy);
    await expect(suggestEdit(input, busy)).rejects.toThrow('RATE_LIMITED');
    expect(await suggestEdit(input, await desks.token(people.otherAgent))).toMatchObject({ state: 'OPEN' });
  });

  it('fills a queue that is listed by state and topic', async () => {
    const key = await newAnswer();
    const { id } = await suggestEdit({ key, short: 'Never.', reason: 'x' }, await desks.token(people.agent));
    const queue = async (args: string) => {
      const query = `{ suggestions(first: 100, ${args}) { nodes { id } } }`;
      const token = await desks.token(people.editor);
      return (await send<{ suggestions: { nodes: { id: string }[] } }>(query, {}, token)).suggestions.nodes.map(
        (one) => one.id,
      );
    };
    expect(await queue('state: OPEN, topic: "cards"')).toContain(id);
    expect(await queue('state: DECLINED')).not.toContain(id);
    expect(await queue('topic: "payments"')).not.toContain(id);
  });
});
