import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeModel, trainModel } from '../src/matching/index.js';
import { manualClock } from '../src/platform/clock.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-11-28T10:00:00Z'));
const since = '2026-11-28T00:00:00Z';
const { editor, reviewer, otherReviewer } = people;
let service: TestService;
let desk: ReleaseDesk;

/** About things so far apart that no two answers can contradict each other: the gate looks. */
const subjects = { otters: 'river otters', engines: 'steam engines', lemons: 'lemon trees' } as const;
const textOf = (subject: string) => ({
  question: `What of ${subject}?`,
  title: subject,
  body: `It is about ${subject}.`,
  short: `${subject}.`,
});

beforeAll(async () => {
  service = await startTestService('empty', {
    clock,
    environment: { ROLES: 'api' },
    train: async (input) => encodeModel(trainModel(input)),
  });
  await openSmallBank(service, clock, { answers: Object.keys(subjects) });
  desk = openReleaseDesk(service);
  for (const [key, subject] of Object.entries(subjects)) {
    await desk.published({ key, ...textOf(subject) });
    await phrase(key, `tell me about ${subject}`, `${subject} please`);
  }
  await phrase('engines', 'grommet sprocket', 'flange bearing');
}, 60_000);
afterAll(() => service.close());
beforeEach(() => sql`truncate inquiry, replay_budget`.execute(service.app.db));

async function phrase(key: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts)
    await service.graphql(
      'mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }',
      { key, text },
      await desk.token(editor),
    );
}

async function asked(question: string, times = 1): Promise<void> {
  const mutation = 'mutation ($input: InquiryMessageInput!) { recordInquiry(input: $input) { id } }';
  for (let i = 0; i < times; i += 1) {
    const { errors } = await service.graphql(mutation, { input: { question } }, service.app.keys.webchat);
    if (errors) throw new Error(errors[0]?.message);
  }
}

interface ReplayView {
  readonly questions: number;
  readonly distinct: number;
  readonly classes: readonly {
    readonly class: string;
    readonly count: number;
    readonly distinct: number;
    readonly examples: readonly {
      readonly question: string;
      readonly count: number;
      readonly before: { readonly answers: readonly string[] };
      readonly after: { readonly answers: readonly string[] };
    }[];
  }[];
  readonly topics: readonly {
    readonly topic: string | null;
    readonly counts: readonly { readonly class: string; readonly count: number }[];
  }[];
}

const selection =
  '{ questions distinct classes { class count distinct examples { question count before { answers } after { answers } } } topics { topic counts { class count } } }';
const replay = async (args: string) =>
  (
    await desk.read<{ replay: ReplayView }>(
      `{ replay(from: "${since}", to: "2026-12-31T00:00:00Z", ${args}) ${selection} }`,
    )
  ).replay;
const counts = ({ classes }: ReplayView) => Object.fromEntries(classes.map((one) => [one.class, one.count]));

/** What is moved to another answer, what loses its answer, and what gets one. */
const moved = { phrasings: { answer: 'engines', remove: ['grommet sprocket', 'flange bearing'] } };
const got = { phrasings: { answer: 'lemons', add: ['grommet sprocket', 'quibble zither'] } };

async function askEverything(): Promise<void> {
  await asked('Tell me about steam engines', 4);
  await asked('Grommet sprocket?', 3);
  await asked('flange bearing', 2);
  await asked('quibble zither');
  await asked('xylo wumpus');
}

describe('a replay', () => {
  it('puts every question of a window into its class, as often as it was asked, with examples and by topic', async () => {
    await askEverything();
    await asked('TELL ME about steam engines');
    await desk.open('classes', moved, got);
    const found = await replay('release: "classes"');
    expect(counts(found)).toEqual({
      SAME_ANSWER: 5,
      OTHER_ANSWER: 3,
      NEWLY_ANSWERED: 1,
      NEWLY_UNANSWERED: 2,
      STILL_UNANSWERED: 1,
    });
    expect([found.questions, found.distinct]).toEqual([12, 5]);
    const other = found.classes.find((one) => one.class === 'OTHER_ANSWER')?.examples[0];
    expect(other).toMatchObject({
      question: 'Grommet sprocket?',
      count: 3,
      before: { answers: ['engines'] },
      after: { answers: ['lemons'] },
    });
    expect(found.topics.map(({ topic }) => topic)).toEqual(['cards', null]);
    expect(found.topics[1]?.counts).toEqual([{ class: 'STILL_UNANSWERED', count: 1 }]);
  });

  it('tells the same answer in new words from the same answer, for a draft as for a release', async () => {
    await asked('What of river otters?', 2);
    await asked('What of lemon trees?');
    await desk.approved({ key: 'otters', ...textOf('river otters'), body: 'They sleep on their backs.' });
    const ofDraft = await replay('draft: "otters"');
    expect(counts(ofDraft)).toEqual({ SAME_ANSWER: 1, SAME_ANSWER_NEW_TEXT: 2 });
    await desk.open('words', { answer: 'otters' });
    expect(await replay('release: "words"')).toEqual(ofDraft);
  });

  it('looks at the most frequent questions of its window only, in its language', async () => {
    await askEverything();
    clock.advance(3_600_000);
    await asked('What of lemon trees?');
    await desk.open('sample', got);
    expect((await replay('release: "sample", sample: 2')).questions).toBe(7);
    expect((await replay('release: "sample", locale: "de"')).questions).toBe(0);
    const { replay: late } = await desk.read<{ replay: ReplayView }>(
      `{ replay(release: "sample", from: "2026-11-28T11:00:00Z", to: "2026-12-31T00:00:00Z") { questions } }`,
    );
    expect(late.questions).toBe(1);
  });

  it.each([
    ['', 'Give release or draft: one of the two is replayed.'],
    ['release: "a", draft: "b"', 'Give release or draft: one of the two is replayed.'],
    ['draft: "lemons"', 'There is no draft of lemons.'],
    ['draft: "otters", sample: 0', 'sample must be from 1 to 20000.'],
    ['draft: "otters", examples: 21', 'examples must be from 0 to 20.'],
  ])('says in one sentence why it cannot be made (%s)', async (args, message) => {
    if (args.includes('otters')) await desk.draft({ key: 'otters', ...textOf('river otters') });
    await expect(replay(args)).rejects.toThrow(message);
  });
});

describe('the budget of a release', () => {
  const setBudget = async (input: string, expected: number) =>
    (
      await desk.read<{ step: { __typename: string; message?: string } }>(
        `mutation { step: setReplayBudget(input: { ${input} }, expectedVersion: ${expected}) { __typename ... on ReplayBudgetConflict { message } } }`,
        reviewer,
      )
    ).step;
  const strict = 'otherAnswer: 20, newlyUnanswered: 10, days: 7, fewest: 5';

  it('holds back what would change too much for those who ask, and says how much that is', async () => {
    await askEverything();
    await setBudget(strict, 0);
    await desk.open('too-much', moved, got);
    const blocked = await desk.step('approveRelease', 'too-much', { by: otherReviewer });
    expect(blocked.obstacles).toEqual([
      'Replay: 27.3 % of the last 7 days’ 11 questions in en would get another answer, and the budget allows 20 %.',
      'Replay: 18.2 % of the last 7 days’ 11 questions in en would lose their answer, and the budget allows 10 %.',
    ]);
    await setBudget('otherAnswer: 30, newlyUnanswered: 20, days: 7, fewest: 5', 1);
    expect((await desk.step('approveRelease', 'too-much', { by: otherReviewer })).__typename).toBe('ReleaseChanged');
  });

  it('holds nothing back while little was asked', async () => {
    await setBudget(strict.replace('fewest: 5', 'fewest: 12'), 0);
    await askEverything();
    await desk.open('quiet', moved, got);
    expect((await desk.step('approveRelease', 'quiet', { by: otherReviewer })).__typename).toBe('ReleaseChanged');
  });

  it('is asked again when a release is published after something else was', async () => {
    await desk.approvedRelease('overtaken', moved, got);
    await askEverything();
    await setBudget(strict, 0);
    await phrase('otters', 'whiskers in the water');
    const { obstacles } = await desk.step('publishRelease', 'overtaken');
    expect(obstacles).toHaveLength(2);
    expect((await desk.release('overtaken')).state).toBe('APPROVED');
  });

  it('is changed by one person at a time, within its bounds', async () => {
    expect((await setBudget(strict, 0)).__typename).toBe('ReplayBudgetSaved');
    expect((await setBudget(strict, 0)).__typename).toBe('ReplayBudgetConflict');
    await expect(setBudget('otherAnswer: 101, newlyUnanswered: 1, days: 1, fewest: 1', 1)).rejects.toThrow(
      'otherAnswer must be from 0 to 100.',
    );
    const { replayBudget } = await desk.read<{ replayBudget: object }>(
      '{ replayBudget { version otherAnswer setBy } }',
    );
    expect(replayBudget).toEqual({ version: 1, otherAnswer: 20, setBy: reviewer });
  });
});
