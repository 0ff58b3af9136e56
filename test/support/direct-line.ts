import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Activity } from '../../bots/conversation/activity.js';

/** An activity as a Direct Line client receives it. */
export type ReceivedActivity = Activity & { readonly id: string };

/** A conversation held over a running Direct Line service, by the protocol alone. */
export interface DirectLineConversation {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  /** Sends a text and waits for the bot's messages that reply to it. */
  ask(text: string): Promise<readonly ReceivedActivity[]>;
  /** Sends an activity as it stands; fails when it is refused. */
  send(activity: object): Promise<void>;
  /** All activities so far. */
  activities(): Promise<readonly ReceivedActivity[]>;
}

/** How long a reply may take. */
const patienceMs = 50_000;

/** Starts a conversation at `origin` (`http://host:port`); `key`, the web chat's channel key, lifts the limit on new conversations. */
export async function startDirectLine(
  origin: string,
  options: { readonly locale?: string; readonly key?: string } = {},
): Promise<DirectLineConversation> {
  const base = `${origin}/v3/directline`;
  const { token: first } = await call<{ token: string }>('POST', `${base}/tokens/generate`, options.key ?? null);
  const opened = await call<{ conversationId: string; token: string; streamUrl: string }>(
    'POST',
    `${base}/conversations`,
    first,
    { locale: options.locale },
  );
  const path = `${base}/conversations/${opened.conversationId}/activities`;
  const activities = async (): Promise<readonly ReceivedActivity[]> => {
    return (await call<{ activities: ReceivedActivity[] }>('GET', path, opened.token)).activities;
  };
  return {
    ...opened,
    activities,
    send: async (activity) => {
      await call('POST', path, opened.token, activity);
    },
    ask: async (text) => {
      const { id } = await call<{ id: string }>('POST', path, opened.token, {
        type: 'message',
        text,
        ...(options.locale === undefined ? {} : { locale: options.locale }),
      });
      return until(async () => (await activities()).filter(({ replyToId }) => replyToId === id));
    },
  };
}

/** The activities that a websocket delivers, until `enough` says so; then it is closed. */
export async function readStream(
  streamUrl: string,
  enough: (activities: readonly ReceivedActivity[]) => boolean,
): Promise<readonly ReceivedActivity[]> {
  const socket = new WebSocket(streamUrl);
  const received: ReceivedActivity[] = [];
  try {
    return await new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error('the stream stayed silent')), patienceMs);
      socket.on('error', fail);
      socket.on('message', (data: Buffer) => {
        received.push(...(JSON.parse(data.toString()) as { activities: ReceivedActivity[] }).activities);
        if (!enough(received)) return;
        clearTimeout(timer);
        done(received);
      });
    });
  } finally {
    socket.terminate();
  }
}

async function until(read: () => Promise<readonly ReceivedActivity[]>): Promise<readonly ReceivedActivity[]> {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    const found = await read();
    if (found.length > 0) return found;
    await sleep(25);
  }
  throw new Error('the bot did not reply');
}

async function call<T>(method: string, url: string, token: string | null, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
