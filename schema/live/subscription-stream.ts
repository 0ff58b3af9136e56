import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { AppError } from '../../src/platform/errors.js';
import { isAllowedOrigin } from '../../src/platform/http/origins.js';
import { callerOf } from '../../src/platform/http/trusted-proxies.js';
import { liveContext } from './live-context.js';
import { readSubscription, type SubscriptionRequest } from './read-subscription.js';
import { type LiveResult, runSubscription } from './run-subscription.js';
import type { LiveDependencies } from './subscription-socket.js';

const path = '/graphql/stream';

/**
 * Serves subscriptions as server-sent events at /graphql/stream ("distinct connections" of GraphQL over SSE): POST with a JSON body, or GET with the
 * same names in the query for a browser's EventSource, which resumes by itself with Last-Event-ID.
 */
export async function subscriptionStreams(server: FastifyInstance, dependencies: LiveDependencies): Promise<void> {
  const open = new Set<ServerResponse>();
  server.addHook('preClose', async () => {
    for (const response of open) response.destroy();
  });
  server.post(path, { bodyLimit: dependencies.limits.messageBytes }, (request, reply) =>
    stream(request.body ?? {}, { request, reply, open }, dependencies),
  );
  server.get(path, (request, reply) => stream(inQuery(request.query), { request, reply, open }, dependencies));
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly open: Set<ServerResponse>;
}

async function stream(asked: SubscriptionRequest, exchange: Exchange, dependencies: LiveDependencies): Promise<void> {
  const { request, reply, open } = exchange;
  const { origin, host, authorization } = request.headers;
  if (!isAllowedOrigin(origin, host, dependencies.allowedOrigins))
    throw new AppError('FORBIDDEN', 'Pages of this origin may not subscribe.');
  const context = await liveContext(dependencies.services, authorization, lastEventOf(request));
  const read = subscriptionIn(dependencies, asked);
  const leave = dependencies.places.take(callerOf(request.raw, dependencies.trusts));
  if (!leave) throw new AppError('RATE_LIMITED', 'Too many connections from this address.');
  reply.hijack();
  const response = reply.raw;
  open.add(response);
  const results = await runSubscription(dependencies.schema, read, context);
  const end = (): void => {
    open.delete(response);
    leave();
    void results.return?.();
  };
  response.once('close', end);
  response.on('error', () => response.destroy());
  // A peer that left while we were beginning is told of by no further event.
  if (response.destroyed) return end();
  begin(response, origin);
  const timer = keepAlive(response, dependencies.limits.keepAliveMs);
  await send(response, results).catch(() => response.destroy());
  clearInterval(timer);
}

function begin(response: ServerResponse, origin: string | undefined): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
    vary: 'origin',
    ...(origin === undefined ? {} : { 'access-control-allow-origin': origin }),
  });
  response.write(':\n\n');
}

/** Writes event by event; the next one is read only when there is room for it. */
async function send(response: ServerResponse, results: AsyncIterable<LiveResult>): Promise<void> {
  for await (const { result, resumeAfter } of results) {
    const id = resumeAfter === null ? '' : `id: ${resumeAfter}\n`;
    const hasRoom = response.write(`event: next\n${id}data: ${JSON.stringify(result)}\n\n`);
    if (!hasRoom) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (response.destroyed) return;
  }
  response.end('event: complete\ndata:\n\n');
}

/** Shows a proxy that the stream lives, and finds a reader that takes nothing: between two of these its buffer must have emptied. */
function keepAlive(response: ServerResponse, everyMs: number): NodeJS.Timeout {
  let isStuck = false;
  const timer = setInterval(() => {
    if (response.writableNeedDrain && isStuck) return response.destroy();
    isStuck = response.writableNeedDrain;
    return isStuck || response.write(':\n\n');
  }, everyMs);
  timer.unref();
  return timer;
}

function subscriptionIn({ schema }: LiveDependencies, asked: SubscriptionRequest) {
  try {
    return readSubscription(schema, asked);
  } catch (error) {
    throw error instanceof GraphQLError ? new AppError('BAD_INPUT', error.message) : error;
  }
}

function inQuery(query: unknown): SubscriptionRequest {
  const { variables, ...rest } = query as { readonly variables?: unknown };
  if (typeof variables !== 'string') return rest;
  try {
    return { ...rest, variables: JSON.parse(variables) };
  } catch {
    throw new AppError('BAD_INPUT', 'variables must be JSON.');
  }
}

function lastEventOf(request: FastifyRequest): number | null {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,9}$/.test(id) ? Number(id) : null;
}
