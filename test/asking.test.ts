import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask as askMatcher } from '../src/matching/index.js';
import { startTestService, type TestService } from './support/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service.close());

const ask = /* GraphQL */ `
  query ($question: String!, $channel: String, $locale: Locale, $scope: [ScopeEntryInput!], $context: AskContextInput) {
    ask(question: $question, channel: $channel, locale: $locale, scope: $scope, context: $context) {
      __typename
      ... on Answered { exact confidence snapshotSequence modelId answer { key } rendition { text version locale isFallback receipt { code } facts { key value { text } } } receipt { code } }
      ... on Choices { choices { question answer { key } scope { dimension value } } }
      ... on NoAnswer { reason confidence }
    }
  }
`;

interface Asked {
  readonly ask: readonly {
    readonly __typename: string;
    readonly exact?: boolean;
    readonly answer?: { readonly key: string };
    readonly rendition?: {
      readonly text: string;
      readonly version: number;
      readonly locale: string;
      readonly isFallback: boolean;
      readonly receipt: { readonly code: string };
      readonly facts: readonly { readonly key: string; readonly value: { readonly text: string } }[];
    };
    readonly choices?: readonly { readonly question: string; readonly scope: readonly object[] }[];
    readonly reason?: string;
  }[];
}

const asked = async (variables: object) => (await service.graphql<Asked>(ask, variables)).data.ask;

describe('asking a question', () => {
  it('gives one answer with its version, receipt and facts written in', async () => {
    const [resolution] = await asked({ question: 'How long does a new card take to arrive?', channel: 'webchat' });
    expect(resolution).toMatchObject({
      __typename: 'Answered',
      exact: true,
      answer: { key: 'card-delivery-estimate' },
    });
    expect(resolution?.rendition?.text).toContain('5 working days');
    expect(resolution?.rendition?.text).not.toContain('{{');
    expect(resolution?.rendition?.receipt.code).toMatch(/^UV-/);
    expect(resolution?.rendition?.facts.map(({ key }) => key)).toContain('card.delivery.standard');
  });

  it('resolves to the same answer and version on every governed channel', async () => {
    const channels = ['help', 'webchat', 'social', 'social-reply', 'email', 'agents'];
    const resolutions = await Promise.all(
      channels.map(async (channel) => (await asked({ question: 'my card has been stolen, help', channel }))[0]),
    );
    const versions = resolutions.map((resolution) => `${resolution?.answer?.key}@${resolution?.rendition?.version}`);
    expect(new Set(versions)).toEqual(new Set([versions[0]]));
    expect(versions[0]).toMatch(/^lost-or-stolen-card@\d+$/);
  });

  it('is honest when no answer fits', async () => {
    const [resolution] = await asked({ question: 'Which wine goes well with grilled halibut?' });
    expect(resolution).toMatchObject({ __typename: 'NoAnswer', reason: 'UNKNOWN' });
  });

  it('answers in the language asked, and says when it cannot', async () => {
    const [german] = await asked({ question: 'Wie lange dauert es, bis meine neue Karte da ist?', locale: 'de' });
    expect(german?.rendition).toMatchObject({ locale: 'de', isFallback: false });
    const [fallback] = await asked({ question: 'How long does a new card take to arrive?', locale: 'fr' });
    expect(fallback?.rendition).toMatchObject({ locale: 'en', isFallback: true });
  });

  it('answers each question of a message in turn', async () => {
    const resolutions = await asked({ question: 'How long does a new card take to arrive? How do I change my PIN?' });
    expect(resolutions.map(({ answer }) => answer?.key)).toEqual(['card-delivery-estimate', 'change-pin']);
  });

  it('cuts no phrasing of the whole demo in two', () => {
    const { models } = service.app.services;
    const snapshot = service.app.services.snapshots.current();
    const texts = [...snapshot.answers.values()].flatMap(({ phrasings }) => phrasings.get('en') ?? []);
    expect(texts.length).toBeGreaterThan(500);
    const asker = { locale: 'en', audience: 'PUBLIC', scope: {}, previousAnswers: [] } as const;
    const cut = texts.filter((question) => askMatcher({ snapshot, models }, { ...asker, question }).length > 1);
    expect(cut).toEqual([]);
  });

  it('asks which is meant when the answers differ by customer type, and needs no choice once that is known', async () => {
    const question = 'How much cash can I take out a day?';
    const [unknown] = await asked({ question });
    expect(unknown?.choices?.map(({ scope }) => scope)).toEqual([
      [{ dimension: 'customer', value: 'personal' }],
      [{ dimension: 'customer', value: 'business' }],
    ]);
    for (const [value, key] of [
      ['business', 'business-atm-limits'],
      ['personal', 'atm-limits'],
    ]) {
      const [known] = await asked({ question, scope: [{ dimension: 'customer', value }] });
      expect(known?.answer?.key).toBe(key);
    }
    const [named] = await asked({ question: 'How much cash can my company take out a day?' });
    expect(named?.answer?.key).toBe('business-atm-limits');
  });

  it('gives a business what is said for businesses, where others are given what holds for all', async () => {
    const question = 'what are the top-up limits please';
    expect((await asked({ question }))[0]?.answer?.key).toBe('top-up-limits');
    const [business] = await asked({ question, scope: [{ dimension: 'customer', value: 'business' }] });
    expect(business?.answer?.key).toBe('business-top-up-limits');
  });

  it('never resolves to a text for staff when a customer asks', async () => {
    const [resolution] = await asked({ question: 'How much goodwill refund may I give a customer without approval?' });
    expect(JSON.stringify(resolution)).not.toMatch(/staff-/);
  });
});

describe('a question that follows up', () => {
  const after = async (previous: string | null, question: string, more: object = {}) => {
    const [first] = await asked({
      question,
      context: { previousAnswers: previous === null ? [] : [previous] },
      ...more,
    });
    return first;
  };

  it.each([
    ['atm-limits', 'business-atm-limits'],
    ['top-up-limits', 'business-top-up-limits'],
    ['transfer-limits', 'business-transfer-limits'],
    ['account-fee', 'business-account-fee'],
    ['open-account', 'business-open-account'],
    ['order-physical-card', 'business-card-ordering'],
    ['verify-my-identity', 'business-verify-identity'],
    ['terminate-account', 'business-close-account'],
  ])('about %s for business accounts is about %s', async (previous, key) => {
    for (const question of ['And for business accounts?', 'for my company?'])
      expect((await after(previous, question))?.answer?.key, question).toBe(key);
    expect((await after(previous, 'And for business accounts?'))?.exact).toBe(false);
  });

  it('for personal accounts never leads back to businesses', async () => {
    for (const previous of ['business-account-fee', 'business-close-account', 'business-atm-limits'])
      expect(JSON.stringify(await after(previous, 'and for personal accounts?'))).not.toContain('"business-');
  });

  it.each([
    ['card-delivery-estimate', 'and abroad?', 'card-delivery-estimate'],
    ['card-delivery-estimate', 'how much does that cost?', 'card-delivery-estimate'],
    ['order-physical-card', 'what about a virtual one?', 'getting-virtual-card'],
    ['opening-hours', 'and at the weekend?', 'opening-hours'],
  ])('is understood: after %s, %s', async (previous, question, key) => {
    expect((await after(previous, question))?.answer?.key).toBe(key);
  });

  it.each([
    ['change-pin', 'How do I close my account?', 'terminate-account'],
    ['atm-limits', 'and how do I close my account?', 'terminate-account'],
  ])('only if it does not stand alone: after %s, %s', async (previous, question, key) => {
    expect((await after(previous, question))?.answer?.key).toBe(key);
  });

  it.each([
    'Which wine goes with fish?',
    'and which wine goes with fish?',
    'and for my hamster?',
    'ok thanks!',
    'thanks',
    'yes',
  ])('is not made of what has nothing to do with it: %s', async (question) => {
    expect((await after('change-pin', question))?.__typename).toBe('NoAnswer');
  });

  it('is the same on every channel, within a message as after one', async () => {
    const message = { question: 'What does a personal account cost? And for business accounts?' };
    for (const channel of ['webchat', 'social', 'email', 'help']) {
      const resolutions = await asked({ ...message, channel });
      expect(resolutions.at(-1)?.answer?.key).toBe('business-account-fee');
      expect((await after('account-fee', 'And for business accounts?', { channel }))?.answer?.key).toBe(
        'business-account-fee',
      );
    }
  });

  it('goes on about the question asked last where no answer was given', async () => {
    const context = { previousQuestions: ['How long does delivery take'] };
    const [first] = await asked({ question: 'and for a new card?', context });
    expect(first?.answer?.key).toBe('card-delivery-estimate');
  });
});
