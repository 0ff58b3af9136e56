import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { likenessOf } from '../src/knowledge/duplicates/likeness.js';
import { type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

interface Similar {
  readonly answer: string;
  readonly isPublished: boolean;
  readonly similarity: number;
  readonly why: string;
}

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo');
  desks = openDesks(service);
});
afterAll(() => service.close());

const fields = '{ answer isPublished similarity why }';
let made = 0;

async function newAnswer(rest: object = {}): Promise<string> {
  made += 1;
  const key = `alike-${made}`;
  await desks.create({ key, topic: 'cards', ...rest });
  return key;
}

/** Saves a draft and gives what it seems to repeat. */
async function drafted(input: {
  readonly key: string;
  readonly [field: string]: unknown;
}): Promise<readonly Similar[]> {
  const { data, errors } = await service.graphql<{ draftAnswer: { draft: { duplicates: Similar[] } } }>(
    `mutation ($input: DraftInputType!) { draftAnswer(input: $input) { ... on DraftSaved { draft { duplicates ${fields} } } } }`,
    { input },
    await desks.token(people.editor),
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.draftAnswer.draft.duplicates;
}

async function dismiss(key: string, other: string, expectedEdit: number, by: string = people.editor) {
  return service.graphql<{ dismissDuplicate: { __typename: string; draft?: { duplicates: Similar[] } } }>(
    `mutation ($key: String!, $other: String!, $expectedEdit: Int!) {
      dismissDuplicate(key: $key, other: $other, expectedEdit: $expectedEdit) {
        __typename ... on DraftSaved { draft { duplicates ${fields} } } ... on Conflict { actual } } }`,
    { key, other, expectedEdit },
    await desks.token(by),
  );
}

/** A text of words that no other case has. */
function words(what: string) {
  const said = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${what}${'abcdefghijklmnopqrstuvwxyz'[from + index]}`).join(' ');
  return {
    question: `Where is ${said(0, 8)}?`,
    title: `The ${what}`,
    body: `It is ${said(8, 26)}.`,
    short: `Touch ${what}.`,
  };
}

describe('a draft that repeats another answer', () => {
  it('is shown the published answer and the working copy that it resembles, the most alike first', async () => {
    const [published, beside, key] = [await newAnswer(), await newAnswer(), await newAnswer()];
    await desks.published({ key: published, ...words('compass') });
    await drafted({ key: beside, ...words('compass'), question: 'What is that needle?', title: 'A needle' });
    const found = await drafted({
      key,
      ...words('compass'),
      question: words('compass').question.replace('Where', 'What'),
    });
    expect(found).toEqual([
      { answer: published, isPublished: true, similarity: 1, why: 'LIKE_TEXT' },
      { answer: beside, isPublished: false, similarity: expect.closeTo(0.95, 1), why: 'LIKE_TEXT' },
    ]);
  });

  it('may still be handed on and approved, and shows it to the one who approves', async () => {
    const [published, key] = [await newAnswer(), await newAnswer()];
    await desks.published({ key: published, ...words('lantern') });
    await drafted({ key, ...words('lantern'), question: 'Is there a lantern?' });
    expect((await desks.requestReview(key, 1)).__typename).toBe('DraftSaved');
    const { data } = await service.graphql<{ approveDraft: { draft: { state: string; duplicates: Similar[] } } }>(
      `mutation { approveDraft(key: "${key}", expectedEdit: 2) { ... on DraftSaved { draft { state duplicates ${fields} } } } }`,
      {},
      await desks.token(people.reviewer),
    );
    expect(data.approveDraft.draft).toMatchObject({ state: 'APPROVED', duplicates: [{ answer: published }] });
  });

  it('is told nothing of an answer for other people, in whatever likeness', async () => {
    const scope = (value: string) => ({ scope: [{ dimension: 'customer', value }] });
    const [personal, business] = [await newAnswer(scope('personal')), await newAnswer(scope('business'))];
    await desks.published({ key: personal, ...words('anchor') });
    expect(await drafted({ key: business, ...words('anchor') })).toEqual([]);
    const everyone = await newAnswer();
    const found = await drafted({ key: everyone, ...words('anchor') });
    expect(found.map(({ answer }) => answer)).toEqual([personal, business]);
  });

  it('is told nothing of itself as it is published', async () => {
    const key = await newAnswer();
    await desks.published({ key, ...words('sextant') });
    expect(await drafted({ key, short: 'Touch it.' })).toEqual([]);
  });
});

describe('a dismissal', () => {
  it('holds for both drafts until either says another word, and again when it takes the word back', async () => {
    const [one, two] = [await newAnswer(), await newAnswer()];
    await drafted({ key: one, ...words('ladder') });
    expect(await drafted({ key: two, ...words('ladder') })).toMatchObject([{ answer: one }]);
    const { data } = await dismiss(two, one, 1);
    expect(data.dismissDuplicate).toEqual({ __typename: 'DraftSaved', draft: { duplicates: [] } });
    expect(await drafted({ key: one, changeNote: 'Nothing.', expectedEdit: 1 })).toEqual([]);
    expect(await drafted({ key: two, changeNote: 'Nothing.', expectedEdit: 1 })).toEqual([]);
    expect(await drafted({ key: one, short: 'Touch that ladder.', expectedEdit: 2 })).toMatchObject([{ answer: two }]);
    expect(await drafted({ key: two, changeNote: 'Nothing.', expectedEdit: 2 })).toMatchObject([{ answer: one }]);
    expect(await drafted({ key: one, short: 'Touch ladder.', expectedEdit: 3 })).toEqual([]);
    expect(await drafted({ key: two, title: 'Ladders', expectedEdit: 3 })).toMatchObject([{ answer: one }]);
  });

  it('outlasts the publication of the words that it was about', async () => {
    const [one, two] = [await newAnswer(), await newAnswer()];
    await drafted({ key: two, ...words('barrel') });
    await drafted({ key: one, ...words('barrel'), question: 'Is there a barrel?' });
    await dismiss(two, one, 1);
    await desks.requestReview(one, 1);
    await desks.approve(one, 2);
    expect((await desks.publish(one, 3)).__typename).toBe('Published');
    expect(await drafted({ key: two, changeNote: 'Nothing.', expectedEdit: 1 })).toEqual([]);
  });

  it('is refused for words that were changed meanwhile, and for an answer that the draft does not resemble', async () => {
    const [one, two] = [await newAnswer(), await newAnswer()];
    await drafted({ key: one, ...words('kettle') });
    await drafted({ key: two, ...words('kettle') });
    expect((await dismiss(two, one, 7)).data.dismissDuplicate).toEqual({ __typename: 'Conflict', actual: 1 });
    for (const other of ['change-pin', 'nothing-of-the-kind', two]) {
      const { errors } = await dismiss(two, other, 1);
      expect(errors?.map(({ message }) => message)).toEqual([
        'other must be one of the answers that the draft resembles.',
      ]);
    }
    const { errors } = await dismiss(two, one, 1, people.editorElsewhere);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});

describe('a text that is not saved yet', () => {
  const similar = async (args: string, by: string = people.editor) =>
    service.graphql<{ similarAnswers: Similar[] }>(`{ similarAnswers(${args}) ${fields} }`, {}, await desks.token(by));

  it('is held against what is published, by its question and in its language', async () => {
    const asked = (await similar('question: "how can I CHANGE my pin"')).data.similarAnswers;
    const { data } = await service.graphql<{ answer: { question: string } }>(
      '{ answer(key: "change-pin") { question } }',
    );
    const exact = (await similar(`question: "${data.answer.question.toUpperCase()}"`)).data.similarAnswers;
    expect(exact[0]).toEqual({ answer: 'change-pin', isPublished: true, similarity: 1, why: 'SAME_QUESTION' });
    expect(asked.every(({ similarity }) => similarity >= 0.6)).toBe(true);
    expect((await similar(`question: "${data.answer.question}", locale: "de"`)).data.similarAnswers).toEqual([]);
    expect((await similar(`question: "${data.answer.question}", except: "change-pin"`)).data.similarAnswers).toEqual(
      [],
    );
  });

  it('must have a word in it, and is for those who write', async () => {
    expect((await similar('question: " "')).errors?.map(({ message }) => message)).toEqual([
      'question, title or body must hold the words that are being written.',
    ]);
    expect((await similar('question: "PIN?"', people.agent)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

it('likeness is the same in either order, never above 1, and whole for a text and itself', () => {
  const text = fc.record({ question: fc.string(), title: fc.lorem(), body: fc.lorem({ mode: 'sentences' }) });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const likeness = likenessOf(one, other);
      expect(likenessOf({ ...other }, { ...one })).toEqual(likeness);
      expect(likeness?.similarity ?? 0).toBeLessThanOrEqual(1);
      expect(likenessOf(one, { ...one })?.similarity).toBe(1);
    }),
  );
});
