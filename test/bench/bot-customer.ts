import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** An activity as a client receives it. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly replyToId?: string;
  readonly text?: string;
  readonly from?: { readonly role?: string };
  readonly channelData?: { readonly kind?: string; readonly clientActivityID?: string };
}

/** How a conversation went. */
export interface Held {
  readonly way: Way;
  /** In the order in which the client got them. */
  readonly received: readonly Received[];
  /** What the conversation holds in the end. */
  readonly history: readonly Received[];
  readonly asked: readonly { readonly id: string; readonly ms: number }[];
}

/** How a client hears of what is said. */
export type Way = 'websocket' | 'polling';

/** What a customer does. */
export interface Customer {
  readonly way: Way;
  readonly questions: readonly string[];
  /** How long they read before they ask on; drawn for each turn. */
  readonly readingMs: () => number;
  /** A websocket client loses its connection after so many turns, and comes back with its watermark. */
  readonly dropsEvery: number;
}

const patienceMs = 60_000;
const pollMs = 1_000;

interface Connection {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

/** Holds one conversation as a client would, by the protocol alone. */
export async function holdConversation(base: string, key: string, customer: Customer): Promise<Held> {
  const { token } = await call<{ token: string }>('POST', `${base}/tokens/generate`, key);
  const opened = await call<Connection>('POST', `${base}/conversations`, token, {});
  const inbox = customer.way === 'websocket' ? overSocket(base, opened) : byPolling(base, opened);
  const asked: { id: string; ms: number }[] = [];
  try {
    await inbox.open();
    for (const [turn, text] of customer.questions.entries()) {
      await pause(customer.readingMs());
      if (turn > 0 && turn % customer.dropsEvery === 0) await inbox.reopen();
      const begun = performance.now();
      const mark = `${opened.conversationId}-${turn}`;
      const activities = `${base}/conversations/${opened.conversationId}/activities`;
      const { id } = await call<{ id: string }>('POST', activities, opened.token, {
        type: 'message',
        text,
        locale: 'en',
        channelData: { clientActivityID: mark },
      });
      await inbox.until((one) => one.replyToId === id);
      asked.push({ id, ms: performance.now() - begun });
    }
  } finally {
    inbox.close();
  }
  return { way: customer.way, received: inbox.received, history: await historyOf(base, opened), asked };
}

interface Inbox {
  readonly received: Received[];
  open(): Promise<void>;
  reopen(): Promise<void>;
  until(isIt: (one: Received) => boolean): Promise<void>;
  close(): void;
}

interface ActivitySet {
  readonly activities: readonly Received[];
  readonly watermark: string;
}

/** What was received, and who waits for something in it. */
function mailbox() {
  const received: Received[] = [];
  let waiting: (() => void) | null = null;
  return {
    received,
    take: (set: ActivitySet): void => {
      received.push(...set.activities);
      waiting?.();
    },
    until: (isIt: (one: Received) => boolean): Promise<void> =>
      new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error('the bot did not reply')), patienceMs);
        waiting = () => {
          if (!received.some(isIt)) return;
          waiting = null;
          clearTimeout(timer);
          done();
        };
        waiting();
      }),
  };
}

function overSocket(base: string, { conversationId, token, streamUrl }: Connection): Inbox {
  const box = mailbox();
  let watermark = '0';
  let socket: WebSocket | null = null;
  const open = (url: string): Promise<void> =>
    new Promise((done, fail) => {
      const opened = new WebSocket(url);
      socket = opened;
      opened.on('error', fail);
      opened.on('open', () => done());
      opened.on('message', (data: Buffer) => {
        if (socket !== opened || data.length === 0) return;
        const set = JSON.parse(data.toString()) as ActivitySet;
        watermark = set.watermark;
        box.take(set);
      });
    });
  return {
    received: box.received,
    until: box.until,
    open: () => open(streamUrl),
    reopen: async () => {
      socket?.terminate();
      socket = null;
      const known = `${base}/conversations/${conversationId}?watermark=${watermark}`;
      await open((await call<Connection>('GET', known, token)).streamUrl);
    },
    close: () => {
      socket?.terminate();
      socket = null;
    },
  };
}

function byPolling(base: string, { conversationId, token }: Connection): Inbox {
  const box = mailbox();
  let isOpen = true;
  let watermark = '';
  const poll = async (): Promise<void> => {
    while (isOpen) {
      const url = `${base}/conversations/${conversationId}/activities?watermark=${watermark}`;
      const set = await call<ActivitySet>('GET', url, token);
      watermark = set.watermark;
      box.take(set);
      await pause(pollMs);
    }
  };
  let failure: Error | null = null;
  return {
    received: box.received,
    until: async (isIt) => {
      await box.until(isIt);
      if (failure) throw failure;
    },
    open: async () => {
      poll().catch((error: Error) => {
        failure = error;
      });
    },
    reopen: async () => undefined,
    close: () => {
      isOpen = false;
    },
  };
}

async function historyOf(base: string, { conversationId, token }: Connection): Promise<readonly Received[]> {
  const all: Received[] = [];
  for (let watermark = ''; ; ) {
    const url = `${base}/conversations/${conversationId}/activities?watermark=${watermark}`;
    const set = await call<ActivitySet>('GET', url, token);
    if (set.activities.length === 0) return all;
    all.push(...set.activities);
    watermark = set.watermark;
  }
}

async function call<T>(method: string, url: string, token: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
