import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../bots/conversation/activity.js';
import { callForJson } from '../src/consistency/probes/own-service.js';
import { changedSentences } from '../src/notices/changed-sentences.js';
import { openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';
import { askByChat, tellByMail } from './support/told.js';

const key = 'card-delivery-estimate';
const fee = 'card.delivery.express.fee';
const question = 'How long does a new card take to arrive?';
const { editor, reviewer, otherReviewer } = people;
const batch =
  'id edit state fact answer stillStanding counts { byMail byConversation waiting sent unreachable notSent } recipients(first: 50) { nodes { channel state note locale told { answer version wordsThen wordsNow receiptThen receiptNow } } }';

interface Batch {
  readonly __typename: string;
  readonly id: string;
  readonly edit: number;
  readonly state: string;
  readonly stillStanding: number;
  readonly counts: Readonly<
    Record<'byMail' | 'byConversation' | 'waiting' | 'sent' | 'unreachable' | 'notSent', number>
  >;
  readonly recipients: {
    readonly nodes: readonly {
      readonly channel: string;
      readonly state: string;
      readonly note: string | null;
      readonly told: readonly Readonly<
        Record<'answer' | 'wordsThen' | 'wordsNow' | 'receiptThen' | 'receiptNow', string>
      >[];
    }[];
  };
}

let service: TestService;
let desks: ReturnType<typeof openDesks>;

beforeAll(async () => {
  service = await startTestService('demo');
  desks = openDesks(service);
});
afterAll(() => service.close());

async function call<T>(document: string, variables: object, by: string): Promise<T> {
  const { data, errors } = await service.graphql<{ step: T }>(document, variables, await desks.token(by));
  if (errors) throw new Error(errors[0]?.message);
  return data.step;
}

const prepare = (input: object, by: string = editor) =>
  call<Batch>(
    `mutation ($input: PrepareCorrectionsInput!) { step: prepareCorrections(input: $input) { ${batch} } }`,
    { input: { reason: 'The tariff was read wrongly. Fees & <charges>.', ...input } },
    by,
  );
const decide = (field: string) => (id: string, expectedEdit: number, by: string) =>
  call<Batch>(
    `mutation ($id: ID!, $edit: Int!) { step: ${field}(id: $id, expectedEdit: $edit) { __typename ... on CorrectionNotices { ${batch} } ... on CorrectionConflict { message actual } } }`,
    { id, edit: expectedEdit },
    by,
  );
const [send, cancel] = [decide('sendCorrections'), decide('cancelCorrections')];

async function latest(): Promise<Batch | undefined> {
  const found = await call<{ nodes: readonly Batch[] }>(
    `{ step: correctionNotices(first: 1) { nodes { ${batch} } } }`,
    {},
    editor,
  );
  return found.nodes[0];
}

/** The notices that the mail server was given for an address. */
const mailsTo = (address: string) =>
  (service.app.mail?.caught() ?? []).filter(({ to, subject }) => to.includes(address) && /correction/i.test(subject));

type Chat = Awaited<ReturnType<typeof askByChat>>;

/** What was said in a conversation after the first reply. */
async function saidUnasked(chat: Chat) {
  return (await chat.activities()).filter(({ from, replyToId, channelData }) => {
    return from?.role === 'bot' && replyToId === undefined && channelData?.['kind'] !== 'greeting';
  });
}

describe('a fact that was wrong', () => {
  it('is put right with everyone who was told it: once, on a second person’s word, and not before', async () => {
    const chat = await askByChat(service, question);
    await tellByMail(service, key, 'ana@example.org');
    await tellByMail(service, key, 'Ana@example.org');
    await askOn('facebook');
    await askOn('slack');
    const ended = await askByChat(service, question);
    await endChat(ended);
    const { snapshotSequence } = await desks.value({ key: fee, value: 'GBP 9.00', source: 'Tariff' });
    await tellByMail(service, key, 'carla@example.org');

    const prepared = await prepare({ fact: fee, snapshotSequence }, reviewer);
    expect(prepared).toMatchObject({
      state: 'PREPARED',
      counts: { byMail: 1, byConversation: 4, waiting: 3, unreachable: 2, sent: 0 },
    });
    const [told] = prepared.recipients.nodes.find(({ channel }) => channel === 'email')?.told ?? [];
    expect(told?.wordsThen).toContain('£12');
    expect(told?.wordsNow).toContain('£9');
    expect(told?.wordsThen).not.toContain('bank holidays');
    expect(told?.receiptThen).toMatch(/^UV-/);
    expect(told?.receiptNow).not.toBe(told?.receiptThen);
    expect(mailsTo('ana@example.org')).toEqual([]);
    expect(await saidUnasked(chat)).toEqual([]);

    await expect(send(prepared.id, prepared.edit, reviewer)).rejects.toThrow('a second person must send them');
    const both = await Promise.all([1, 2].map(() => send(prepared.id, prepared.edit, otherReviewer)));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['CorrectionConflict', 'CorrectionNotices']);
    await expect.poll(async () => (await latest())?.state).toBe('SENT');
    await expect.poll(() => mailsTo('Ana@example.org').length).toBe(1);
    const done = await latest();
    expect(done?.counts).toMatchObject({ sent: 3, unreachable: 2, waiting: 0, notSent: 0 });

    const [mail] = mailsTo('Ana@example.org');
    expect(mail?.text).toContain('The tariff was read wrongly.');
    expect(mail?.text).toContain(told?.receiptThen);
    expect(mail?.text).toMatch(/We told you[\s\S]*£12[\s\S]*It is now[\s\S]*£9/);
    expect(mail?.headers.get('x-receipts')).toBe(told?.receiptNow);
    const said = await saidUnasked(chat);
    expect(said.map(({ channelData }) => channelData?.['kind'])).toEqual(['notice', 'answer']);
    expect(said[0]?.text).toMatch(/The tariff was read wrongly\. Fees & <charges>\.[\s\S]*£12[\s\S]*£9/);
    expect(said[1]?.text).toContain('£9');
    const onSlack = await givenNow('slack');
    const [notice, corrected] = (await activitiesOn('slack')).slice(-2);
    expect(notice?.text, 'has no sign that Slack reads as its own').toContain('Fees &amp; &lt;charges&gt;.');
    expect(notice?.text, 'quotes the receipt of the words that follow').toContain(onSlack.receipt.code);
    expect(corrected).toMatchObject({ textFormat: 'plain', channelData: { receipt: onSlack.receipt.code } });
    expect(corrected?.text?.startsWith(onSlack.text)).toBe(true);

    await service.app.services.db
      .transaction()
      .execute((tx) => service.app.services.queueCorrection(tx, Number(prepared.id)));
    const again = await send(prepared.id, prepared.edit, otherReviewer);
    expect(again.__typename).toBe('CorrectionConflict');
    const rest = await prepare({ fact: fee, snapshotSequence });
    expect(rest.counts, 'whoever was put right is told the truth').toMatchObject({ waiting: 0, unreachable: 2 });
    await cancel(rest.id, rest.edit, editor);
    expect(mailsTo('Ana@example.org')).toHaveLength(1);
    expect(mailsTo('carla@example.org')).toEqual([]);
    expect(await saidUnasked(chat)).toHaveLength(2);
    expect((await chat.ask(question)).length).toBeGreaterThan(0);
  }, 90_000);
});

describe('an answer that was wrong', () => {
  const other = 'card-arrival';

  it('is put right where its words changed; where a translation still says the same, nobody is written to', async () => {
    await tellByMail(service, other, 'ben@example.org');
    await tellByMail(service, other, 'berta@example.org', 'de');
    const { snapshotSequence } = await newWords('We answer within a day.');
    const prepared = await prepare({ answer: other, snapshotSequence });
    expect(prepared).toMatchObject({ stillStanding: 1, counts: { byMail: 1 } });
    expect(prepared.recipients.nodes[0]?.told[0]).toMatchObject({ answer: other });
    await expect(prepare({ answer: other, snapshotSequence })).rejects.toThrow('are prepared already');
    expect((await cancel(prepared.id, prepared.edit + 1, editor)).__typename).toBe('CorrectionConflict');
    expect((await cancel(prepared.id, prepared.edit, editor)).state).toBe('CANCELLED');
    await expect(send(prepared.id, prepared.edit + 1, otherReviewer)).rejects.toThrow('only prepared ones wait');
    expect(mailsTo('ben@example.org')).toEqual([]);
  });

  it('is not sent in words that ceased to be true after they were prepared', async () => {
    await tellByMail(service, other, 'dora@example.org');
    const { snapshotSequence } = await newWords('We answer within two days.');
    const prepared = await prepare({ answer: other, snapshotSequence, days: 1 });
    await newWords('We answer within three days.');
    await send(prepared.id, prepared.edit, otherReviewer);
    await expect.poll(async () => (await latest())?.state).toBe('SENT');
    expect((await latest())?.counts).toMatchObject({ sent: 0, notSent: prepared.counts.waiting });
    expect(mailsTo('dora@example.org')).toEqual([]);
  });

  it('is put right with those who were told it while codes still followed from the key', async () => {
    await tellByMail(service, other, 'emil@example.org');
    const { db } = service.app;
    const { mail_id } = await db
      .selectFrom('delivery')
      .select('mail_id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('delivery')
      .set({ receipt_code: 'UV-AAAA-AAAA-AAAA' })
      .where('mail_id', '=', mail_id)
      .execute();
    const { snapshotSequence } = await newWords('We answer within four days.');
    const prepared = await prepare({ answer: other, snapshotSequence, days: 1 });
    const told = prepared.recipients.nodes.flatMap((recipient) => recipient.told);
    expect(told).toContainEqual(expect.objectContaining({ receiptThen: 'UV-AAAA-AAAA-AAAA' }));
    expect(prepared.counts.unreachable).toBe(0);
    await cancel(prepared.id, prepared.edit, editor);
  });

  async function newWords(sentence: string) {
    const { data } = await service.graphql<{ answer: { version: { body: string } } }>(
      `{ answer(key: "${other}") { version { body } } }`,
    );
    const body = [...data.answer.version.body.split('\n\n').slice(0, -1), sentence].join('\n\n');
    return desks.published({ key: other, body, changeNote: 'Put right' });
  }
});

describe('preparing is refused', () => {
  it.each([
    ['nothing is named', { snapshotSequence: 1 }, 'Give one of answer and fact'],
    ['the fact is unknown', { fact: 'no.such', snapshotSequence: 1 }, 'There is no fact named no.such'],
    ['the state is unknown', { fact: fee, snapshotSequence: 999_999 }, 'There is no published state 999999'],
    ['no reason is given', { fact: fee, snapshotSequence: 1, reason: ' ' }, 'reason'],
    ['the answer was not given then', { answer: key, snapshotSequence: 1 }, 'was not given before'],
  ])('where %s', async (_, input, sentence) => {
    await expect(prepare(input)).rejects.toThrow(sentence);
  });

  it('to a team that does not write there', async () => {
    await expect(prepare({ answer: key, snapshotSequence: 1 }, people.editorElsewhere)).rejects.toThrow(
      'belongs to the team',
    );
  });
});

it('only the sentences that changed are quoted', () => {
  expect(changedSentences('It is free. It costs £12. Call us.', 'It is free. It costs £9. Call us.', 'en')).toEqual({
    wordsThen: 'It costs £12.',
    wordsNow: 'It costs £9.',
  });
  expect(changedSentences('Same. Words.', 'Words. Same.', 'en')).toEqual({ wordsThen: '', wordsNow: '' });
});

async function endChat({ conversationId, token }: Chat): Promise<void> {
  await callForJson(`${service.url}/v3/directline/conversations/${conversationId}/activities`, {
    token,
    body: { type: 'endOfConversation' },
  });
}

async function askOn(channelId: string): Promise<void> {
  const body = {
    type: 'message',
    id: randomUUID(),
    channelId,
    serviceUrl: service.url,
    from: { id: 'user-1', name: 'Somebody' },
    recipient: { id: 'univocal', name: 'Univocal' },
    conversation: { id: randomUUID() },
    text: question,
    locale: 'en',
    deliveryMode: 'expectReplies',
  };
  await callForJson(`${service.url}/api/messages`, { body });
}

/** What the answer shows on a network now. */
async function givenNow(channel: string) {
  const { data } = await service.graphql<{ answer: { rendition: { text: string; receipt: { code: string } } } }>(
    'query ($key: String!, $channel: String!) { answer(key: $key, channel: $channel, locale: "en") { rendition { text receipt { code } } } }',
    { key, channel },
  );
  return data.answer.rendition;
}

async function activitiesOn(channel: string): Promise<readonly Activity[]> {
  const rows = await service.app.db
    .selectFrom('activity')
    .innerJoin('conversation', 'conversation.id', 'activity.conversation_id')
    .select('activity.activity')
    .where('conversation.channel_key', '=', channel)
    .orderBy('activity.position')
    .execute();
  return rows.map(({ activity }) => activity as unknown as Activity);
}
