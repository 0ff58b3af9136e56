import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel, trainModel, type TrainingInput } from '../src/matching/index.js';
import { pairsIn } from '../src/matching/confusable-answers.js';
import { crossValidate } from '../src/matching/cross-validate.js';
import { manualClock } from '../src/platform/clock.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { smallBank } from './support/small-bank.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const train = async (input: TrainingInput) => encodeModel(trainModel(input));
const noWait = () => Promise.resolve();
const clock = manualClock(new Date('2026-11-28T10:00:00Z'));

describe('a cross-validation', () => {
  it('asks each phrasing once of a model that has not learned it, and is the same for any order', async () => {
    const [tested, again] = await Promise.all([
      crossValidate(train, { locale: 'en', phrasings: smallBank }, noWait),
      crossValidate(train, { locale: 'en', phrasings: smallBank.toReversed() }, noWait),
    ]);
    expect(tested).toHaveLength(smallBank.length);
    expect(again).toEqual(tested);
    const alone = tested.filter(({ answerKey, takenFor }) => answerKey === takenFor);
    // Taught by itself a phrasing would always be right.
    expect(alone.length).toBeLessThan(smallBank.length);
    expect(alone.length).toBeGreaterThan(smallBank.length / 3);
  });
});

describe('pairs of answers', () => {
  const tested = (answerKey: string, takenFor: string, times: number) =>
    Array.from({ length: times }, (_, place) => ({ text: `${answerKey} ${takenFor} ${place}`, answerKey, takenFor }));
  const kinds = (rows: ReturnType<typeof tested>, byScope = () => false) =>
    pairsIn(rows, byScope).map(({ kind, one, other, count }) => [kind, one.answer, other.answer, count]);

  it('are duplicates where many phrasings are mistaken both ways, and else badly cut', () => {
    const rows = [
      ...tested('a', 'a', 6),
      ...tested('b', 'b', 6),
      ...tested('c', 'c', 8),
      ...tested('a', 'b', 3),
      ...tested('b', 'a', 2),
      ...tested('c', 'a', 2),
    ];
    expect(kinds(rows)).toEqual([
      ['DUPLICATES', 'a', 'b', 5],
      ['OVERLAP', 'a', 'c', 2],
    ]);
  });

  it('are told apart by their scope where never both apply', () => {
    expect(kinds([...tested('a', 'b', 3), ...tested('b', 'a', 3)], () => true)).toEqual([['BY_SCOPE', 'a', 'b', 6]]);
  });
});

describe('an editor', () => {
  let service: TestService;
  let desk: ReleaseDesk;
  const answers = {
    'card-lost': ['I have lost my card', 'my bank card is lost', 'lost the card today', 'where is my lost card'],
    'card-missing': ['I have lost a card', 'my bank card went lost', 'lost the card now', 'is my lost card somewhere'],
    lemons: ['lemon trees in winter', 'when do lemons bloom', 'watering a lemon tree', 'how tall are lemon trees'],
  };

  beforeAll(async () => {
    service = await startTestService('empty', { clock, environment: { ROLES: 'api,worker' }, train });
    await openSmallBank(service, clock, { answers: Object.keys(answers) });
    desk = openReleaseDesk(service);
    const subjects = { 'card-lost': 'a lost card', 'card-missing': 'the missing plastic', lemons: 'fruit' };
    for (const [key, subject] of Object.entries(subjects))
      await desk.published({
        key,
        question: `What of ${subject}?`,
        title: subject,
        body: `It is about ${subject}.`,
        short: `${subject}.`,
      });
    await desk.publishedRelease(
      'phrasings',
      ...Object.entries(answers).map(([answer, add]) => ({ phrasings: { answer, add } })),
    );
    await service.app.caughtUp();
  }, 60_000);
  afterAll(() => service.close());

  const report = (modelId: string) =>
    `{ confusableAnswers(modelId: "${modelId}") { modelId asked right pairs(first: 5) { kind count one { answer mistaken examples } other { answer mistaken } } } }`;

  const served = () => service.app.services.models.for('en', 'PUBLIC')?.modelId ?? '';

  it('is told which model is served when naming another', async () => {
    await expect(desk.read(report('none'))).rejects.toThrow(`in en to PUBLIC: ${served()}`);
  });

  it('is shown the answers that are taken for each other, for the model that is served', async () => {
    const { confusableAnswers: found } = await desk.read<{
      confusableAnswers: {
        modelId: string;
        asked: number;
        right: number;
        pairs: readonly { kind: string; one: { answer: string }; other: { answer: string } }[];
      };
    }>(report(served()));
    expect(found.pairs[0]).toMatchObject({
      kind: 'DUPLICATES',
      one: { answer: 'card-lost' },
      other: { answer: 'card-missing' },
    });
    expect(found.modelId).toBe(served());
    expect(found.asked).toBe(18);
    expect(await desk.read(report(served()))).toEqual({ confusableAnswers: found });
  });

  it('sees what a phrasing would do before adding it', async () => {
    const question = 'citrus in the garden';
    await service.graphql(
      'mutation ($input: InquiryMessageInput!) { recordInquiry(input: $input) { id } }',
      { input: { question: 'citrus in our garden' } },
      service.app.keys.webchat,
    );
    const preview = (answer: string, text: string) =>
      desk.read<{ phrasingPreview: object }>(
        `{ phrasingPreview(answer: "${answer}", phrasing: "${text}") { before { outcome } after { outcome answers confidence } takenBy lostCount wonCount lost { text } questions { questions classes { class } } } }`,
      );
    expect((await preview('lemons', question)).phrasingPreview).toMatchObject({
      after: { outcome: 'ANSWERED', answers: ['lemons'], confidence: 1 },
      takenBy: [],
      questions: { questions: 1 },
    });
    expect((await preview('lemons', 'I have lost my card!')).phrasingPreview).toMatchObject({
      before: { outcome: 'ANSWERED' },
      after: { outcome: 'CHOICES', answers: ['card-lost', 'lemons'] },
      takenBy: ['card-lost'],
    });
    // Nothing of it was kept.
    expect(await desk.read('{ answer(key: "lemons") { phrasings } }')).toEqual({
      answer: { phrasings: expect.not.arrayContaining([question]) as unknown },
    });
    await expect(preview('nowhere', question)).rejects.toThrow('There is no published answer nowhere.');
  });

  it('is shown none of it without the right to read drafts', async () => {
    for (const query of [report(served()), '{ phrasingPreview(answer: "lemons", phrasing: "x") { takenBy } }'])
      await expect(desk.read(query, people.agent)).rejects.toThrow('may not');
  });
});
