import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { smallBank } from './support/bot-knowledge.js';
import { deskKey, webchatKey } from './support/bot-server.js';
import {
  begin,
  call,
  type DirectLineNode,
  type DirectLineNodes,
  directLineNodes,
  read,
  refused,
  say,
  type Speaker,
} from './support/direct-line-nodes.js';

let nodes: DirectLineNodes;

beforeAll(async () => {
  nodes = await directLineNodes();
});
afterEach(() => nodes.stop());
afterAll(() => nodes.close());

const status = (state: string) => ({ type: 'event', name: 'handoff.status', value: { state } });
const fromDesk = (at: DirectLineNode, chat: Speaker, body: object, token = deskKey) =>
  call(at, 'POST', `/conversations/${chat.id}/activities`, { token, body });

/** A conversation in which a person was called. */
async function called(at: DirectLineNode): Promise<Speaker> {
  const chat = await begin(at);
  await say(at, chat, { text: 'agent' });
  return chat;
}

/** All that was said, read when every turn that was begun is over. */
async function kindsAfter(at: DirectLineNode, chat: Speaker): Promise<readonly unknown[]> {
  await at.server.close();
  const { activities } = await read(await nodes.start(), chat);
  return activities.map(({ channelData, text, from }) => channelData?.['kind'] ?? `${from?.role}: ${text ?? ''}`);
}

describe('the desk', () => {
  it('reads the conversation and speaks in it under a name, as the customer’s client shows it', async () => {
    const at = await nodes.start();
    const chat = await called(at);
    expect(await fromDesk(at, chat, status('accepted'))).toMatchObject({ status: 200 });
    // The state is taken in by a turn.
    await expect
      .poll(
        async () => (await fromDesk(at, chat, { type: 'message', text: 'Ann here.', from: { name: 'Ann' } })).status,
        { timeout: 15_000 },
      )
      .toBe(200);
    const { activities } = await read(at, { ...chat, token: deskKey });
    expect(activities.at(-1)).toMatchObject({
      text: 'Ann here.',
      textFormat: 'plain',
      from: { name: 'Ann', role: 'bot' },
      channelData: { kind: 'person' },
    });
    expect(activities.find(({ name }) => name === 'handoff.initiate')?.value).toMatchObject({ asked: ['agent'] });
  });

  it('says nothing in a conversation that it has not taken over', async () => {
    const at = await nodes.start();
    const chat = await called(at);
    expect(await fromDesk(at, chat, { type: 'message', text: 'Boo.' })).toMatchObject(refused(400, 'BadArgument'));
  });

  it.each([
    ['a state that nobody knows', { ...status('lost') }],
    ['another event', { type: 'event', name: 'handoff.initiate' }],
    ['a message without words', { type: 'message', text: ' ' }],
    ['a name that is none', { ...status('accepted'), from: { name: 7 } }],
    ['NUL in a name', { ...status('accepted'), from: { name: 'A\u0000' } }],
  ])('is refused %s', async (_what, body) => {
    const at = await nodes.start();
    expect(await fromDesk(at, await called(at), body)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument', message: expect.stringMatching(/\.$/) } },
    });
  });

  it('reaches no conversation that is not there or has ended', async () => {
    const at = await nodes.start();
    const chat = await called(at);
    expect(await fromDesk(at, { ...chat, id: 'none' }, status('accepted'))).toMatchObject(
      refused(404, 'ConversationNotFound'),
    );
    await say(at, chat, { type: 'endOfConversation' });
    expect(await fromDesk(at, chat, status('accepted'))).toMatchObject(refused(404, 'ConversationNotFound'));
  });

  it('reaches no conversation of a network that has the web chat’s form', async () => {
    const at = await nodes.start();
    const id = `bf-${randomUUID()}`;
    await nodes.database.node(at.clock).create({ id, channelKey: 'webchat', userId: 'u-1', locale: null });
    const chat = { id, token: deskKey, user: 'u-1' };
    expect(await fromDesk(at, chat, status('accepted'))).toMatchObject(refused(404, 'ConversationNotFound'));
  });

  it('is not whoever says so: a customer’s own handoff.status changes nothing', async () => {
    const at = await nodes.start();
    const chat = await called(at);
    await say(at, chat, { ...status('accepted'), from: { id: 'desk', role: 'desk' } });
    await say(at, chat, { text: 'How much can I top up?' });
    expect(await kindsAfter(at, chat)).toEqual([
      'greeting',
      'user: agent',
      'handoff',
      'handoff-packet',
      'user: ',
      'user: How much can I top up?',
      'answer',
    ]);
    expect(await fromDesk(await nodes.start(), chat, status('accepted'), 'key-of-social')).toMatchObject({
      status: 403,
    });
  });

  it('has a key of its own: that of the web chat, which a web site holds, opens no conversation', async () => {
    const at = await nodes.start();
    const chat = await called(at);
    expect(await fromDesk(at, chat, status('accepted'), webchatKey)).toMatchObject(refused(403, 'BadToken'));
    expect(await call(at, 'GET', '/conversations', { token: webchatKey })).toMatchObject(refused(403, 'BadToken'));
    expect(await call(at, 'GET', '/conversations', { token: chat.token })).toMatchObject(refused(403, 'BadToken'));
    expect((await call(at, 'POST', '/tokens/generate', { token: deskKey })).status).toBe(403);
  });

  it('is not told of a probe, though its answer calls a person at once', async () => {
    const knowledge = smallBank();
    knowledge.answers.push({ key: 'urgent', question: 'Urgent?', texts: { en: 'Call us.' }, personPolicy: 'AT_ONCE' });
    const at = await nodes.start({ knowledge });
    const listed = async () =>
      ((await call(at, 'GET', '/conversations', { token: deskKey })).body as { conversations: readonly object[] })
        .conversations;
    const before = (await listed()).length;
    const chat = await begin(at);
    await say(at, chat, { text: 'Urgent?', channelData: { probe: true } });
    expect(await kindsAfter(at, chat)).toContain('handoff');
    const later = await nodes.start({ knowledge });
    const { body } = await call(later, 'GET', '/conversations', { token: deskKey });
    expect((body as { conversations: readonly object[] }).conversations).toHaveLength(before);
  });

  it('is told where people are called and where they are, until they have left', async () => {
    const at = await nodes.start();
    const listed = async (id: string) => {
      const { body } = await call(at, 'GET', '/conversations', { token: deskKey });
      const { conversations } = body as { conversations: readonly { conversationId: string; person: string }[] };
      return conversations.find(({ conversationId }) => conversationId === id) ?? null;
    };
    const chat = await begin(at);
    expect(await listed(chat.id)).toBeNull();
    await say(at, chat, { text: 'agent' });
    const wait = { timeout: 15_000 };
    await expect.poll(() => listed(chat.id), wait).toMatchObject({ person: 'CALLED', reason: 'ASKED_FOR_A_PERSON' });
    await fromDesk(at, chat, status('accepted'));
    await expect.poll(() => listed(chat.id), wait).toMatchObject({ person: 'HERE' });
    await fromDesk(at, chat, status('completed'));
    await expect.poll(() => listed(chat.id), wait).toBeNull();
  });
});
