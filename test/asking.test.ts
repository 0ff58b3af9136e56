import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service.close());

const ask = /* GraphQL */ `
  query ($question: String!, $channel: String, $locale: Locale, $scope: [ScopeEntryInput!]) {
    ask(question: $question, channel: $channel, locale: $locale, scope: $scope) {
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
    readonly choices?: readonly { readonly question: string }[];
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

  it('asks which is meant when the answers differ by customer type, and needs no choice once that is known', async () => {
    const [business] = await asked({
      question: 'How much cash can I take out a day?',
      scope: [{ dimension: 'customer', value: 'business' }],
    });
    expect(JSON.stringify(business)).not.toContain('"atm-limits"');
  });

  it('never resolves to a text for staff when a customer asks', async () => {
    const [resolution] = await asked({ question: 'How much goodwill refund may I give a customer without approval?' });
    expect(JSON.stringify(resolution)).not.toMatch(/staff-/);
  });
});
