import { createClient, type ExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';

/** What a subscription tells, one message after the other. */
export interface LiveReader<Data> {
  /** The next message; fails when none comes in time. */
  next(): Promise<ExecutionResult<Data>>;
  /** Fails when a message came or comes while nothing should be told. */
  silence(ms?: number): Promise<void>;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<unknown>;
  close(): void;
}

const patienceMs = 50_000;

/** Subscribes over a websocket; `ready` resolves when the server has taken the subscription up. */
export function subscribeBySocket<Data>(
  url: string,
  query: string,
  options: { readonly token?: string | null; readonly variables?: Record<string, unknown> } = {},
): LiveReader<Data> & { readonly ready: Promise<void> } {
  const { token = null, variables = {} } = options;
  const queue = messages<Data>();
  let taken: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    on: { connected: () => void afterOthers(url, token).then(taken, taken) },
  });
  const ended = new Promise<unknown>((resolve) => {
    client.subscribe<Data>(
      { query, variables },
      { next: (result) => queue.push(result as ExecutionResult<Data>), error: resolve, complete: () => resolve(null) },
    );
  });
  return { ...queue.reader, ready, ended, close: () => void client.dispose() };
}

/**
 * Resolves when the server has answered three requests of the same reader, one after the other. A subscription sent before them has been taken up by
 * then, which the server does not tell: that takes no more than one of these takes.
 */
async function afterOthers(url: string, token: string | null): Promise<void> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  for (let asked = 0; asked < 3; asked += 1)
    await (await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ __typename }"}' })).text();
}

/** Subscribes by server-sent events; `ids` are those a browser would resume from. */
export async function subscribeByStream<Data>(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<LiveReader<Data> & { readonly ids: readonly string[]; readonly status: number; readonly body: string }> {
  const abort = new AbortController();
  const response = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query }),
    signal: abort.signal,
  });
  const queue = messages<Data>();
  const ids: string[] = [];
  if (!response.ok) {
    const body = await response.text();
    return { ...queue.reader, ids, ended: Promise.resolve(), status: response.status, body, close: () => undefined };
  }
  const ended = readEvents(response, (event) => {
    if (event['id'] !== undefined) ids.push(event['id']);
    if (event['event'] === 'next') queue.push(JSON.parse(event['data'] ?? ''));
  }).catch((error: unknown) => error);
  return { ...queue.reader, ids, ended, status: response.status, body: '', close: () => abort.abort() };
}

async function readEvents(response: Response, heard: (event: Record<string, string>) => void): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      heard(Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s, 2)).map(([name, value]) => [name, value])));
    }
  }
}

function messages<Data>() {
  const queue: ExecutionResult<Data>[] = [];
  let waiting: ((result: ExecutionResult<Data>) => void) | null = null;
  return {
    push: (result: ExecutionResult<Data>) => {
      if (waiting) waiting(result);
      else queue.push(result);
      waiting = null;
    },
    reader: {
      next: () =>
        new Promise<ExecutionResult<Data>>((resolve, reject) => {
          const first = queue.shift();
          if (first) return resolve(first);
          const timer = setTimeout(() => reject(new Error('nothing was told')), patienceMs);
          waiting = (result) => {
            clearTimeout(timer);
            resolve(result);
          };
        }),
      silence: async (ms = 400) => {
        await new Promise((wake) => setTimeout(wake, ms));
        if (queue.length > 0) throw new Error(`this should not be told: ${JSON.stringify(queue[0])}`);
      },
    },
  };
}
