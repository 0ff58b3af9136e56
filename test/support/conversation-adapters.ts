import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Activity } from '../../bots/conversation/activity.js';
import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import { begin, call, type DirectLineNode, read } from './direct-line-nodes.js';
import { deskKey } from './bot-server.js';

/** A conversation over one transport; each call gives all that the bot did since the last one. */
export interface Chat {
  say(text: string): Promise<readonly Activity[]>;
  /** Sends one of the vote actions that came with an answer, as a client does. */
  vote(action: unknown): Promise<readonly Activity[]>;
  /** The people's side says what becomes of the conversation. */
  desk(state: string): Promise<readonly Activity[]>;
}

/** How a conversation is opened over one transport. */
type OpenChat = (node: DirectLineNode, store: ConversationStore, locale: string) => Promise<Chat>;

const patienceMs = 15_000;
const voteEvent = 'webchat:activity-status/feedback';

/** The transports on which every conversation must go alike. */
export const transports: Readonly<Record<string, OpenChat>> = {
  'Direct Line': overDirectLine,
  'the Bot Framework (Teams)': (node, _store, locale) => overBotFramework(node, 'msteams', locale),
  'the Bot Framework (Facebook)': (node, _store, locale) => overBotFramework(node, 'facebook', locale),
};

async function overDirectLine(node: DirectLineNode, store: ConversationStore, locale: string): Promise<Chat> {
  const speaker = await begin(node, { 'accept-language': locale });
  let watermark = '';
  const send = async (token: string, activity: object): Promise<readonly Activity[]> => {
    const url = `/conversations/${speaker.id}/activities`;
    const { status, body } = await call(node, 'POST', url, { token, body: activity });
    if (status !== 200) throw new Error(`refused: ${JSON.stringify(body)}`);
    await untilTaken(store, speaker.id, Number((body as { id: string }).id.split('|')[1]));
    const set = await read(node, speaker, watermark);
    watermark = set.watermark;
    return set.activities.filter(
      ({ from, channelData }) => from?.role === 'bot' && channelData?.['kind'] !== undefined,
    );
  };
  return {
    say: (text) => send(speaker.token, { type: 'message', text, locale }),
    vote: (action) => send(speaker.token, { type: 'event', name: voteEvent, entities: [action] }),
    desk: (state) => send(deskKey, { type: 'event', name: 'handoff.status', value: { state } }),
  };
}

/** A turn may end in silence, so it is over when the conversation has gone past what asked for it. */
async function untilTaken(store: ConversationStore, id: string, position: number): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(10))
    if (((await store.load(id))?.state.answeredUpTo ?? 0) >= position) return;
  throw new Error('the turn was not taken');
}

async function overBotFramework({ server }: DirectLineNode, channelId: string, locale: string): Promise<Chat> {
  const conversation = { id: randomUUID() };
  const send = async (activity: object): Promise<readonly Activity[]> => {
    const response = await server.inject({
      method: 'POST',
      url: '/api/messages',
      payload: {
        id: randomUUID(),
        channelId,
        from: { id: 'u-1' },
        recipient: { id: 'bot-1' },
        conversation,
        deliveryMode: 'expectReplies',
        ...activity,
      },
      headers: { host: 'localhost:4000' },
      remoteAddress: '127.0.0.1',
    });
    if (response.statusCode !== 200) throw new Error(`refused: ${response.body}`);
    return response.json<{ activities: Activity[] }>().activities;
  };
  return {
    say: (text) => send({ type: 'message', text, locale }),
    vote: (action) => send({ type: 'event', name: voteEvent, entities: [action] }),
    desk: (state) => send({ type: 'event', name: 'handoff.status', value: { state }, from: { id: 'hub' } }),
  };
}
