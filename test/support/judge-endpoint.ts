import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an endpoint does with the calls that come. */
export type JudgeMood = 'well' | 'down' | 'slow' | 'refusing' | 'misshapen';

/** A call as it came. */
export interface JudgeCall {
  readonly headers: IncomingHttpHeaders;
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** An endpoint of OpenAI's form (`POST /v1/chat/completions`, as its public reference describes it) that replies what a test has it say. */
export interface JudgeEndpoint {
  readonly url: string;
  readonly calls: readonly JudgeCall[];
  /** Gives the text of the reply to a user's message. */
  says(reply: (message: string) => string): void;
  become(mood: JudgeMood): void;
  close(): Promise<void>;
}

/** Starts it on a free port of the loopback interface. */
export async function startJudgeEndpoint(): Promise<JudgeEndpoint> {
  const state = { mood: 'well' as JudgeMood, reply: (message: string) => message };
  const calls: JudgeCall[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      if (request.url !== '/v1/chat/completions' || request.method !== 'POST') return response.writeHead(404).end();
      const asked = JSON.parse(body) as Omit<JudgeCall, 'headers'>;
      const refusal = wrongIn(asked);
      if (refusal !== null) return response.writeHead(400).end(JSON.stringify({ error: { message: refusal } }));
      calls.push({ headers: request.headers, ...asked });
      const content = state.reply(asked.messages.at(-1)?.content ?? '');
      reply(response, asked.model, content, state.mood);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    says: (said) => {
      state.reply = said;
    },
    become: (mood) => {
      state.mood = mood;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool'];
const parameters = ['model', 'messages', 'response_format', 'temperature', 'max_completion_tokens', 'seed', 'stream'];

/** As the API refuses what it does not know; with `json_object` the messages must name JSON. */
function wrongIn(asked: Omit<JudgeCall, 'headers'>): string | null {
  const { model, messages } = asked;
  if (typeof model !== 'string' || !Array.isArray(messages) || messages.length === 0)
    return 'model and messages are required';
  if (messages.some(({ role, content }) => !roles.includes(role) || typeof content !== 'string'))
    return 'a message is wrong';
  const unknown = Object.keys(asked).find((name) => !parameters.includes(name));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  const { response_format: format } = asked as { response_format?: { type: string } };
  const namesJson = messages.some(({ content }) => /json/iu.test(content));
  return format?.type === 'json_object' && !namesJson ? "'messages' must contain the word 'json' in some form" : null;
}

function reply(response: ServerResponse, model: string, content: string, mood: JudgeMood): void {
  if (mood === 'down') return void response.destroy();
  if (mood === 'slow') return void setTimeout(() => reply(response, model, content, 'well'), 1_000);
  if (mood === 'refusing')
    return void response.writeHead(401).end('{"error":{"message":"Incorrect API key provided"}}');
  if (mood === 'misshapen') return void response.end('{"choices":[]}');
  const choice = { index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model, choices: [choice], usage }));
}
