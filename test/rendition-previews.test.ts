import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botChannels } from '../bots/conversation/bot-channel.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

interface Preview {
  readonly channel: string;
  readonly name: string;
  readonly partOf: string | null;
  readonly form: string | null;
  readonly characters: number | null;
  readonly maxCharacters: number | null;
  readonly textMessage: { readonly encoding: string; readonly units: number; readonly parts: number } | null;
  readonly refused: string | null;
  readonly rendition: {
    readonly channel: string;
    readonly text: string;
    readonly contentHash: string;
    readonly receipt: { readonly code: string; readonly signature: string };
  } | null;
}

const fields = `{ channel name partOf form characters maxCharacters refused
  textMessage { encoding units parts unitsLeft } rendition { channel text contentHash receipt { code signature } } }`;
const body = 'A spare key costs **£12**.\n\n| Where | Fee |\n|---|---|\n| Branch | £3 |\n| Post | £4 |';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo');
  desks = openDesks(service);
  await desks.create({ key: 'spare-key', topic: 'cards' });
  await desks.published({
    key: 'spare-key',
    question: 'What does a spare key cost?',
    title: 'Spare key',
    body,
    short: 'A spare key costs £12.',
  });
});
afterAll(() => service.close());

async function previews(key: string, by: string | null = null): Promise<ReadonlyMap<string, Preview>> {
  const { data } = await service.graphql<{ renditions: readonly Preview[] }>(
    `query ($key: String!) { renditions(key: $key) ${fields} }`,
    { key },
    by === null ? null : await desks.token(by),
  );
  return new Map(data.renditions.map((one) => [one.channel, one]));
}

describe('an answer is shown', () => {
  it('on every channel and each of its networks, as the same content', async () => {
    const shown = await previews('spare-key');
    expect([...shown].map(([key, { partOf }]) => `${key}${partOf ? ` of ${partOf}` : ''}`)).toEqual([
      'help',
      'webchat',
      'directline of webchat',
      'msteams of webchat',
      'slack of webchat',
      'social',
      'facebook of social',
      'telegram of social',
      'line of social',
      'sms of social',
      'whatsapp of social',
      'social-reply',
      'email',
      'agents',
    ]);
    expect(new Set([...shown.values()].map(({ rendition }) => rendition?.contentHash)).size).toBe(1);
    expect(shown.get('slack')).toMatchObject({
      name: 'Slack',
      form: 'WHOLE',
      maxCharacters: 3_000,
      refused: null,
      rendition: {
        channel: 'slack',
        text: 'A spare key costs *£12*.\n\nWhere: Branch\nFee: £3\n\nWhere: Post\nFee: £4',
      },
    });
    expect(shown.get('social-reply')?.form).toBe('SHORT_WITH_LINK');
    for (const { characters, rendition } of shown.values()) expect(characters).toBe(rendition?.text.length);
  });

  it('with the parts of a text message', async () => {
    const shown = await previews('spare-key');
    const text = shown.get('sms')?.rendition?.text ?? '';
    expect(shown.get('sms')?.textMessage).toMatchObject({ encoding: 'GSM_7', units: text.length, parts: 1 });
    expect([...shown.values()].filter(({ textMessage }) => textMessage !== null)).toHaveLength(1);
  });

  it('only where its readers may see it', async () => {
    const { data } = await service.graphql<{ answers: { nodes: readonly { key: string; audience: string }[] } }>(
      '{ answers(first: 100) { nodes { key audience } } }',
      {},
      await desks.token(people.agent),
    );
    const staffOnly = data.answers.nodes.find(({ audience }) => audience === 'STAFF');
    expect([...(await previews(staffOnly?.key ?? '', people.agent)).keys()]).toEqual(['agents']);
    const stranger = await service.graphql('query ($key: String!) { renditions(key: $key) { channel } }', {
      key: staffOnly?.key,
    });
    expect(stranger.data).toEqual({ renditions: null });
  });

  it('to whoever asks for a network by its key, and by no other name', async () => {
    const asked = (channel: string) =>
      service.graphql<{ ask: readonly { rendition: { channel: string; text: string } }[] }>(
        'query ($channel: String!) { ask(question: "How long does a new card take to arrive?", channel: $channel) { ... on Answered { rendition { channel text } } } }',
        { channel },
        null,
      );
    expect((await asked('whatsapp')).data.ask[0]?.rendition).toMatchObject({
      channel: 'whatsapp',
      text: (await previews('card-delivery-estimate')).get('whatsapp')?.rendition?.text,
    });
    const { errors } = await asked('pigeon');
    expect(errors?.[0]?.message).toContain('channel must be one of help, webchat');
  });
});

describe('a draft is shown', () => {
  it('as every channel would show it, with receipts that nobody signed, and is not published by that', async () => {
    await desks.draft({ key: 'spare-key', body: 'A spare key costs **£15**.', short: 'A spare key costs £15.' });
    const query = `{ renditions(key: "spare-key", ofDraft: true) ${fields} }`;
    const { data } = await service.graphql<{ renditions: readonly Preview[] }>(
      query,
      {},
      await desks.token(people.editor),
    );
    const shown = data.renditions;
    expect(shown.map(({ channel }) => channel)).toContain('whatsapp');
    for (const { rendition } of shown) {
      expect(rendition?.text).toContain('£15');
      expect(rendition?.receipt).toMatchObject({ code: 'PREVIEW', signature: '' });
    }
    expect((await previews('spare-key')).get('help')?.rendition?.text).toContain('£12');
    expect(codesOf(await service.graphql(query, {}, null))).toEqual(['UNAUTHENTICATED']);
    const both = '{ renditions(key: "spare-key", ofDraft: true, release: "r") { channel } }';
    expect(codesOf(await service.graphql(both, {}, await desks.token(people.editor)))).toEqual(['BAD_INPUT']);
  });
});

describe('a short form', () => {
  it('may claim less than the body, but no figure of its own', async () => {
    await desks.create({ key: 'garden-hose', topic: 'cards' });
    const words = { key: 'garden-hose', question: 'How much is a garden hose?', title: 'Garden hose' };
    const draft = { ...words, body: 'A garden hose costs £30 and lasts 9 years.', short: 'A garden hose costs £31.' };
    const refused = await desks.publish('garden-hose', await desks.approved(draft));
    expect(refused).toMatchObject({ __typename: 'Blocked' });
    expect(JSON.stringify(refused)).toContain('garden-hose in en says “£31” in its short form, but not in its body.');
    const another = await desks.approved({
      key: 'garden-hose',
      short: 'A garden hose lasts 8 years.',
      expectedEdit: 3,
    });
    expect(JSON.stringify(await desks.publish('garden-hose', another))).toContain(
      'garden-hose in en says “8 years” in its short form, but not in its body.',
    );
    const denied = await desks.approved({
      key: 'garden-hose',
      body: 'A garden hose costs £30. You can return it.',
      short: 'A garden hose costs £30. You cannot return it.',
      expectedEdit: another,
    });
    expect(JSON.stringify(await desks.publish('garden-hose', denied))).toContain(
      'says “You cannot return it.” in its short form, but “You can return it.” in its body.',
    );
    const mended = await desks.approved({
      key: 'garden-hose',
      short: 'A garden hose costs £30.',
      expectedEdit: denied,
    });
    expect((await desks.publish('garden-hose', mended)).__typename).toBe('Published');
  });
});

describe('the limits', () => {
  it('that the bot keeps to are those that the API tells', async () => {
    const { data } = await service.graphql<{
      channels: readonly { key: string; limits: Limits; networks: readonly { key: string; limits: Limits }[] }[];
    }>(
      '{ channels { key limits { ...L } networks { key limits { ...L } } } } fragment L on ChannelLimits { maxCharacters suggestedActions cardButtons buttonTitle }',
      {},
      null,
    );
    const told = new Map(
      data.channels.flatMap(({ key, limits, networks }) => [
        [key, limits] as const,
        ...networks.map((one) => [one.key, one.limits] as const),
      ]),
    );
    for (const { network, maxCharacters, suggestedActions, cardButtons } of Object.values(botChannels))
      expect(told.get(network), network).toEqual({ maxCharacters, suggestedActions, cardButtons, buttonTitle: 20 });
  });
});

interface Limits {
  readonly maxCharacters: number | null;
  readonly suggestedActions: number;
  readonly cardButtons: number;
  readonly buttonTitle: number;
}
