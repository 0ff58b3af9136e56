import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { groupQuestions } from '../src/matching/index.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let editor: string;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api' } });
  editor = await service.signIn(people.editor);
}, 60_000);
afterAll(() => service.close());
beforeEach(() => sql`truncate inquiry, phrasing_dismissal`.execute(service.app.db));

async function asked(question: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i += 1)
    await service.graphql(
      'mutation ($input: InquiryMessageInput!) { recordInquiry(input: $input) { id } }',
      { input: { question } },
      service.app.keys.webchat,
    );
}

/** As if the question had come to these choices, and the customer had picked the first. */
async function picked(question: string, choices: readonly string[]): Promise<void> {
  await asked(question);
  await sql`update inquiry set outcome = 'CHOICES', answer_key = null, version = null, choices = ${[...choices]},
    picked = ${choices[0]}, picked_at = at where question = ${question}`.execute(service.app.db);
}

interface Suggestion {
  readonly questions: readonly { readonly text: string; readonly count: number }[];
  readonly count: number;
  readonly unanswered: number;
  readonly picked: number;
  readonly answer: string | null;
  readonly confidence: number;
}

async function suggested(): Promise<readonly Suggestion[]> {
  const { data, errors } = await service.graphql<{ phrasingSuggestions: readonly Suggestion[] }>(
    '{ phrasingSuggestions(from: "2020-01-01T00:00:00Z", to: "2040-01-01T00:00:00Z") { questions { text count } count unanswered picked answer confidence } }',
    {},
    editor,
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.phrasingSuggestions;
}

async function judged(field: string, args: object): Promise<string | number> {
  const [names, given] = [Object.keys(args), args];
  const types: Readonly<Record<string, string>> = { answer: 'String!', texts: '[String!]!' };
  const { data, errors } = await service.graphql<{ done: number }>(
    `mutation (${names.map((name) => `$${name}: ${types[name]}`).join(', ')}) { done: ${field}(${names.map((name) => `${name}: $${name}`).join(', ')}) }`,
    given,
    editor,
  );
  return errors?.[0]?.extensions.code ?? data.done;
}

const parrots = ['Do you insure zorbling parrots?', 'do you insure my zorbling parrots'];

describe('phrasings that the log suggests', () => {
  it('are like questions without an answer, those asked most often first', async () => {
    await asked(parrots[0] ?? '', 2);
    await asked(parrots[1] ?? '');
    await asked('Wumpus quibble zither');
    const [first, second, ...rest] = await suggested();
    expect(first).toMatchObject({
      count: 3,
      unanswered: 3,
      picked: 0,
      questions: [
        { text: parrots[0], count: 2 },
        { text: parrots[1], count: 1 },
      ],
    });
    expect(second?.questions).toEqual([{ text: 'Wumpus quibble zither', count: 1 }]);
    expect(rest).toEqual([]);
  });

  it('name the answer that customers picked, and leave it to the editor', async () => {
    await picked(parrots[0] ?? '', ['change-pin', 'card-arrival']);
    expect(await suggested()).toMatchObject([{ answer: 'change-pin', confidence: 1, picked: 1, unanswered: 0 }]);
    const { data } = await service.graphql<{ answer: { phrasings: readonly string[] } }>(
      '{ answer(key: "change-pin") { phrasings } }',
      {},
      editor,
    );
    expect(data.answer.phrasings).not.toContain(parrots[0]);
  });

  it('are no longer suggested once accepted, and resolve at once; another answer cannot have the same words', async () => {
    const texts = ['Wumpus number please', 'wumpus numbers, please'];
    for (const text of texts) await asked(text);
    expect(await judged('acceptPhrasings', { answer: 'change-pin', texts })).toBe(2);
    await service.app.services.snapshots.refresh();
    expect(await suggested()).toEqual([]);
    const { data } = await service.graphql<{ ask: readonly { exact: boolean; answer: { key: string } }[] }>(
      '{ ask(question: "wumpus NUMBER please?") { ... on Answered { exact answer { key } } } }',
    );
    expect(data.ask).toEqual([{ exact: true, answer: { key: 'change-pin' } }]);
    expect(await judged('acceptPhrasings', { answer: 'card-arrival', texts })).toBe('CONFLICT');
  });

  it('stay away once dismissed, however often they are asked again', async () => {
    await asked('Wumpus quibble zither');
    expect(await judged('dismissPhrasings', { texts: ['wumpus quibble zither!'] })).toBe(1);
    expect(await judged('dismissPhrasings', { texts: ['wumpus quibble zither!'] })).toBe(0);
    await asked('Wumpus, quibble, zither?', 3);
    expect(await suggested()).toEqual([]);
  });

  it('are questions that somebody asked, and hold nothing that was taken out', async () => {
    await asked('Is zorbling wumpus 4929 1234 5678 9012 mine?');
    expect(await suggested()).toEqual([]);
    const unasked = { texts: ['Nobody asked this'] };
    expect(await judged('acceptPhrasings', { answer: 'change-pin', ...unasked })).toBe('NOT_FOUND');
    expect(await judged('dismissPhrasings', unasked)).toBe('NOT_FOUND');
    expect(await judged('dismissPhrasings', { texts: [] })).toBe('BAD_INPUT');
  });
});

describe('like questions', () => {
  it('are put together by what they are about, in any language', () => {
    const texts = [
      'How do I freeze my card?',
      'カードを凍結したい',
      'Where is my salary?',
      'how can I freeze the card',
      'my salary, where is it',
      'カードを凍結したいのです',
      '!!!',
    ];
    expect(groupQuestions(texts, 'en')).toEqual([[0, 3], [1, 5], [2, 4], [6]]);
  });
});
