import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { Activity } from '../../bots/conversation/activity.js';
import { type ManualClock, manualClock } from '../../src/platform/clock.js';
import { type BotKnowledge, smallBank } from './bot-knowledge.js';
import { type BotServerOptions, botServer } from './bot-server.js';
import { type ConversationDatabase, conversationDatabase } from './conversation-database.js';

/** Where the protocol's routes begin. */
export const base = '/v3/directline';

/** One node of the service, listening on loopback. */
export interface DirectLineNode {
  readonly server: FastifyInstance;
  readonly origin: string;
  readonly clock: ManualClock;
  readonly knowledge: BotKnowledge;
}

/** Nodes that share one database. */
export interface DirectLineNodes {
  readonly database: ConversationDatabase;
  start(options?: Partial<BotServerOptions>): Promise<DirectLineNode>;
  /** Stops every node, each after the turns it had begun. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database; nodes are started by the tests. */
export async function directLineNodes(): Promise<DirectLineNodes> {
  const database = await conversationDatabase();
  const servers: FastifyInstance[] = [];
  return {
    database,
    start: async (options = {}) => {
      const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
      const knowledge = options.knowledge ?? smallBank();
      const server = await botServer({ conversations: database.node(clock), clock, knowledge, ...options });
      servers.push(server);
      await server.listen({ port: 0, host: '127.0.0.1' });
      const { port } = server.server.address() as AddressInfo;
      return { server, clock, knowledge, origin: `http://127.0.0.1:${port}` };
    },
    stop: async () => {
      await Promise.all(servers.splice(0).map((server) => server.close()));
      await database.release();
    },
    close: () => database.close(),
  };
}

/** Who speaks in which conversation. */
export interface Speaker {
  readonly id: string;
  readonly token: string;
  readonly user: string;
}

interface Call {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** One request to a node, with its status, headers and parsed body. */
export async function call(at: DirectLineNode, method: 'GET' | 'POST' | 'OPTIONS', url: string, options: Call = {}) {
  const { token, headers, body } = options;
  const response = await at.server.inject({
    method,
    url: `${base}${url}`,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  const parsed = (response.body === '' ? null : response.json()) as never;
  return { status: response.statusCode, headers: response.headers, body: parsed };
}

/** A new anonymous conversation. */
export async function begin(at: DirectLineNode, headers: Record<string, string> = {}): Promise<Speaker> {
  const { body: issued } = await call(at, 'POST', '/tokens/generate');
  const { conversationId: id, token } = issued as { conversationId: string; token: string };
  await call(at, 'POST', '/conversations', { token, headers });
  const { user } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { user: string };
  return { id, token, user };
}

/** Sends an activity, a message unless it says otherwise. */
export function say(at: DirectLineNode, { id, token }: Speaker, activity: object) {
  return call(at, 'POST', `/conversations/${id}/activities`, { token, body: { type: 'message', ...activity } });
}

/** What was said after a watermark. */
export async function read(at: DirectLineNode, { id, token }: Speaker, watermark = '') {
  const { body } = await call(at, 'GET', `/conversations/${id}/activities?watermark=${watermark}`, { token });
  return body as { activities: (Activity & { id: string })[]; watermark: string };
}

/** A refusal of this status and code that tells the reader why in a sentence. */
export function refused(status: number, code: string) {
  return { status, body: { error: { code, message: expect.stringMatching(/^[A-Z].*\.$/) } } };
}
