import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an endpoint does with the calls that come. */
export type Mood =
  | 'well'
  | 'down'
  | 'slow'
  | 'misshapen'
  | 'other-dimension'
  | 'other-model'
  | 'busy-once'
  | 'refusing';

/** An endpoint of OpenAI's form whose vectors know a few synonyms: enough to be of use, and the same on every machine. */
export interface EmbeddingEndpoint {
  readonly url: string;
  readonly calls: readonly { readonly headers: IncomingHttpHeaders; readonly input: readonly string[] }[];
  become(mood: Mood): void;
  /** Calls with this text (null: none) are answered by another model, as by one machine of several that runs a later release. */
  answerByAnother(text: string | null): void;
  close(): Promise<void>;
}

/** Starts it on a free port of the loopback interface. */
export async function startEmbeddingEndpoint(): Promise<EmbeddingEndpoint> {
  const state = { mood: 'well' as Mood, byAnother: null as string | null };
  const calls: { headers: IncomingHttpHeaders; input: readonly string[] }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string[] };
      calls.push({ headers: request.headers, input });
      if (request.url !== '/v1/embeddings') return response.writeHead(404).end();
      // Slower than anybody's patience.
      if (state.mood === 'slow') return;
      reply(response, input, state.byAnother !== null && input.includes(state.byAnother) ? 'other-model' : state.mood);
      if (state.mood === 'busy-once') state.mood = 'well';
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    become: (mood) => {
      state.mood = mood;
    },
    answerByAnother: (text) => {
      state.byAnother = text;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, input: readonly string[], mood: Mood): void {
  if (mood === 'down') return void response.destroy();
  if (mood === 'busy-once') return void response.writeHead(429, { 'retry-after': '0' }).end('{}');
  if (mood === 'refusing') return void response.writeHead(401).end('{"error":"no such key"}');
  if (mood === 'misshapen') return void response.end('{"data":[{"index":0,"embedding":"none"}]}');
  const shape = { length: mood === 'other-dimension' ? 24 : 48, salt: mood === 'other-model' ? 'x' : '' };
  // In the opposite order: `index` says which is which.
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, shape) })).reverse();
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }));
}

/** A word is the sum of what its meaning hashes to, and a text the sum of its words; the last digits differ each time, as real endpoints' do. */
function vectorOf(text: string, { length, salt }: { readonly length: number; readonly salt: string }): number[] {
  const sum = Array.from({ length }, () => 0);
  for (const word of text.split(' ')) {
    const meaning = meanings.get(word) ?? word;
    const bytes = createHash('sha512').update(`${salt}${meaning}`).digest();
    for (let at = 0; at < length; at++)
      sum[at] = (sum[at] ?? 0) + ((bytes[at] ?? 0) - 127.5) / (idle.has(word) ? 2_000 : 100);
  }
  return sum.map((component) => component + (Math.random() - 0.5) * 1e-9);
}

const idle = new Set(
  'a am an and can do for have how i in is it me my now of on please the to what when where with'.split(' '),
);

const meanings = new Map([
  ['misplaced', 'lost'],
  ['vanished', 'lost'],
  ['plastic', 'card'],
  ['moved', 'address'],
  ['residence', 'address'],
  ['relocated', 'address'],
  ['shut', 'close'],
]);
