import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, createTeam, system } from '../src/access/index.js';
import { addPhrasings, createTopic } from '../src/knowledge/index.js';
import { encodeModel, trainModel } from '../src/matching/index.js';
import { readConfig } from '../src/platform/config.js';
import { openDesks } from './support/editing.js';
import { type EmbeddingEndpoint, startEmbeddingEndpoint } from './support/embedding-endpoint.js';
import { smallBank } from './support/small-bank.js';
import {
  people,
  type SecondNode,
  startSecondNode,
  startTestService,
  type TestService,
} from './support/test-service.js';

let endpoint: EmbeddingEndpoint;
let service: TestService;
let second: SecondNode;

const query = /* GraphQL */ `
  query ($question: String!, $context: AskContextInput) {
    ask(question: $question, context: $context) {
      __typename
      ... on Answered { modelId confidence exact answer { key } }
      ... on Choices { modelId confidence choices { answer { key } } }
      ... on NoAnswer { modelId confidence }
    }
  }
`;

interface Resolved {
  readonly __typename: string;
  readonly modelId: string;
  readonly confidence: number;
  readonly answer?: { readonly key: string };
  readonly choices?: readonly { readonly answer: { readonly key: string } }[];
}

const explained = /* GraphQL */ `
  query ($question: String!, $context: AskContextInput, $scope: [ScopeEntryInput!]) {
    ask(question: $question, context: $context, scope: $scope) {
      ... on Answered { modelId answer { key } explanation { ...Told } }
      ... on Choices { modelId explanation { ...Told } }
      ... on NoAnswer { modelId explanation { ...Told } }
    }
  }
  fragment Told on Explanation { followUp candidates { answer { key } score } words { word contribution } }
`;

interface Explained {
  readonly modelId: string;
  readonly answer?: { readonly key: string };
  readonly explanation: {
    readonly followUp: string | null;
    readonly candidates: readonly { readonly answer: { readonly key: string } }[];
    readonly words: readonly { readonly word: string }[];
  };
}

/** A question waits for the decision of the worker, however long that takes. */
const decisionMs = 40_000;

/** Like what customers write, in words that no phrasing has. */
const otherWords = 'misplaced plastic';

beforeAll(async () => {
  endpoint = await startEmbeddingEndpoint();
  const environment = {
    EMBEDDINGS_URL: endpoint.url,
    EMBEDDINGS_MODEL: 'words-with-synonyms',
    EMBEDDINGS_KEY: 'a key that nobody may see',
    // Time enough on a machine with much to do: only an endpoint that is meant to be slow is too slow.
    EMBEDDINGS_BUDGET_MS: '2000',
  };
  service = await startTestService('empty', {
    environment,
    embeddingTimes: { probeMs: 60, quietMs: 200, decisionMs },
    // Without the thread, whose start takes longer than the training of so few phrasings.
    train: async (input) => encodeModel(trainModel(input)),
  });
  endpoint.become('down');
  await openBank();
  await service.app.caughtUp();
  second = await startSecondNode(service, environment, { embeddingTimes: { decisionMs } });
});

afterAll(async () => {
  await second.close();
  await service.close();
  await endpoint.close();
});

describe('embeddings', () => {
  it('are off unless both address and model are given', () => {
    expect(readConfig({}).embeddings).toEqual({ mode: 'off' });
    for (const half of [
      { EMBEDDINGS_URL: 'http://127.0.0.1:1/v1' },
      { EMBEDDINGS_MODEL: 'm' },
      { EMBEDDINGS_KEY: 'k' },
    ])
      expect(() => readConfig(half)).toThrow('EMBEDDINGS_URL and EMBEDDINGS_MODEL go together');
  });

  it('lead to the answer where a question has no word in common with its phrasings', async () => {
    await untilInUse();
    const found = await ask(otherWords);
    expect(found.modelId).not.toBe(await lexicalModel());
    expect(offered(found)[0]).toBe('card-lost');
  });

  it('are asked for with the key, and only once for the same words', async () => {
    await untilInUse();
    await ask('Did my plastic go missing?');
    const before = asked('did my plastic go missing');
    await ask('did my PLASTIC go missing');
    expect(before).toBe(1);
    expect(asked('did my plastic go missing')).toBe(1);
    expect(endpoint.calls[0]?.headers.authorization).toBe('Bearer a key that nobody may see');
  });

  it('are not asked for where the question is a phrasing word for word', async () => {
    await untilInUse();
    const before = asked('i lost my card');
    const { answer } = await ask('I lost my card');
    expect(answer?.key).toBe('card-lost');
    expect(asked('i lost my card')).toBe(before);
  });

  it('are never those of another model behind the same name, however soon it is gone again', async () => {
    await untilInUse();
    const words = 'vanished plastic';
    endpoint.answerByAnother(words);
    const meanwhile = await ask(words).then(({ modelId }) => modelId, String);
    expect([
      await lexicalModel(),
      'Error: The question cannot be matched at the moment. Ask again in a few seconds.',
    ]).toContain(meanwhile);
    endpoint.answerByAnother(null);
    const modelId = await untilInUse();
    const found = await ask(words);
    expect(found.modelId).toBe(modelId);
    expect(offered(found)[0]).toBe('card-lost');
  });

  it('give the same answer, confidence and model on every node', async () => {
    await untilInUse();
    for (const question of [
      otherWords,
      'plastic vanished',
      'my residence is new',
      'shut it please',
      'how is the weather',
    ])
      expect(await ask(question, second)).toEqual(await ask(question));
  });

  it('are embedded of every question in a message, and of a follow-up behind the answer before', async () => {
    await untilInUse();
    const { data } = await service.graphql<{ ask: Resolved[] }>(query, {
      question: 'Is my plastic misplaced? How do I change my residence?',
    });
    expect(data.ask.map((one) => offered(one)[0])).toEqual(['card-lost', 'change-address']);
    const followUp = await service.graphql<{ ask: Resolved[] }>(query, {
      question: 'and abroad?',
      context: { previousAnswers: ['card-lost'] },
    });
    expect(followUp.errors).toBeUndefined();
  });

  it('serve a follow-up that names another scope, and whoever is known to be of it', async () => {
    await untilInUse();
    const following = await asEditor<{ ask: Explained[] }>(explained, {
      question: 'and for business accounts?',
      context: { previousAnswers: ['close-account'] },
    });
    expect(following.ask).toMatchObject([
      { answer: { key: 'close-account-business' }, explanation: { followUp: 'SCOPE' } },
    ]);
    const known = await asEditor<{ ask: Explained[] }>(explained, {
      question: 'I would like to shut my account',
      scope: [{ dimension: 'customer', value: 'business' }],
    });
    expect(known.ask[0]).toHaveProperty('answer.key', 'close-account-business');
  });

  it('are part of the scores that an explanation tells, where it tells what each word did', async () => {
    const modelId = await untilInUse();
    const { ask: found } = await asEditor<{ ask: Explained[] }>(explained, { question: otherWords });
    expect(found[0]?.modelId).toBe(modelId);
    expect(found[0]?.explanation.candidates[0]?.answer.key).toBe('card-lost');
    expect(found[0]?.explanation.words.map(({ word }) => word).sort()).toEqual(['misplaced', 'plastic']);
  });

  it('are left out where an editor tries a phrasing: words alone are compared with words alone', async () => {
    await untilInUse();
    const before = asked(otherWords);
    const { phrasingPreview } = await asEditor<{ phrasingPreview: object }>(
      '{ phrasingPreview(answer: "card-lost", phrasing: "misplaced plastic") { before { answers } after { answers } lostCount wonCount } }',
      {},
    );
    expect(phrasingPreview).toMatchObject({ after: { answers: ['card-lost'] }, lostCount: 0 });
    expect(asked(otherWords)).toBe(before);
  });
});

describe.each([
  'down',
  'slow',
  'misshapen',
  'other-dimension',
  'other-model',
  'refusing',
] as const)('an endpoint that is %s', (mood) => {
  it('is left by all nodes for the lexical model by one switch, and taken up again when it is well', async () => {
    const before = await untilInUse();
    endpoint.become(mood);
    const resolution = await ask(`something nobody has asked while it was ${mood}`);
    expect(resolution.modelId).toBe(await lexicalModel());
    await until(async () => (await ask(otherWords, second)).modelId === (await lexicalModel()));
    expect(await ask('a further question', second)).toEqual(await ask('a further question'));
    expect(await untilInUse()).toBe(before);
  });
});

describe('a phrasing', () => {
  it('is learned with its embedding', async () => {
    const before = await untilInUse();
    await addPhrasings(
      { ...service.app.services, actor: system },
      { key: 'close-account', locale: 'en', texts: ['put an end to everything'] },
    );
    await until(async () => (await untilInUse()) !== before);
    expect(asked('put an end to everything')).toBe(1);
  });
});

const answers = ['card-lost', 'change-address', 'close-account'];

/** What close-account says, for companies. */
const forBusiness = {
  key: 'close-account-business',
  made: { related: ['close-account'], scope: [{ dimension: 'customer', value: 'business' }] },
  phrasings: [
    'I want to close the account of my company',
    'How does our firm cancel its account?',
    'Terminate a business account',
    'We are giving up our trade and its account',
  ].map((text) => ({ answerKey: 'close-account-business', text })),
};

async function openBank(): Promise<void> {
  const ctx = { ...service.app.services, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  for (const [key, role] of [[people.editor, 'EDITOR'] as const, [people.reviewer, 'REVIEWER'] as const])
    await createAccount(ctx, { key, name: key, role, team: 'cards', email: `${key}@larkhaven.example` });
  const topic = {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  } as const;
  await createTopic(ctx, { ...topic, ownerTeam: 'cards', authorityTeam: 'cards' });
  const desks = openDesks(service);
  const ofOthers = smallBank.filter(({ answerKey }) => answers.includes(answerKey));
  for (const key of [...answers, forBusiness.key]) {
    const [question = '', ...texts] = [...ofOthers, ...forBusiness.phrasings]
      .filter(({ answerKey }) => answerKey === key)
      .map(({ text }) => text);
    await desks.create({ key, topic: 'cards', ...(key === forBusiness.key ? forBusiness.made : {}) });
    const text = `We answer this for ${key} in the app, under Help.`;
    await desks.published({
      key,
      question,
      title: key,
      body: text,
      short: text,
      changeNote: 'First.',
      significance: 'MAJOR',
    });
    await addPhrasings(ctx, { key, locale: 'en', texts });
  }
}

async function ask(question: string, node: Pick<TestService, 'graphql'> = service): Promise<Resolved> {
  const { data, errors } = await node.graphql<{ ask: readonly [Resolved] }>(query, { question });
  if (errors) throw new Error(errors[0]?.message);
  return data.ask[0];
}

async function asEditor<Data>(document: string, variables: object): Promise<Data> {
  const { data, errors } = await service.graphql<Data>(document, variables, await service.signIn(people.editor));
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

/** The model that reads no embeddings, of which the pointer beside tells. */
async function lexicalModel(): Promise<string> {
  const pointer = await service.app.db
    .selectFrom('model_pointer')
    .select('model_id')
    .where('audience', '=', 'PUBLIC')
    .executeTakeFirstOrThrow();
  return pointer.model_id;
}

/** The model that reads them, null until there is one. */
async function embeddedModel(): Promise<string | null> {
  const pointer = await service.app.db
    .selectFrom('embedding_pointer')
    .select('model_id')
    .where('audience', '=', 'PUBLIC')
    .executeTakeFirst();
  return pointer?.model_id ?? null;
}

function offered({ answer, choices = [] }: Resolved): readonly string[] {
  return answer ? [answer.key] : choices.map((choice) => choice.answer.key);
}

function asked(text: string): number {
  return endpoint.calls.filter(({ input }) => input.includes(text)).length;
}

/** Lets the endpoint be well, and gives the model when both nodes serve the one with embeddings. */
async function untilInUse(): Promise<string> {
  endpoint.become('well');
  await until(async () => {
    const [here, there] = [await ask(otherWords), await ask(otherWords, second)];
    return here.modelId === (await embeddedModel()) && here.modelId === there.modelId;
  });
  return (await ask(otherWords)).modelId;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error('it was waited for in vain');
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
