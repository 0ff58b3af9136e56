import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import { isAppError } from '../../src/platform/errors.js';
import { isAllowedOrigin } from '../../src/platform/http/origins.js';
import type { Places } from '../../src/platform/http/places.js';
import { callerOf, type TrustsProxy } from '../../src/platform/http/trusted-proxies.js';
import { pathOf, refuseUpgrade } from '../../src/platform/http/upgrades.js';
import type { Services } from '../context.js';
import { type LiveContext, liveContext } from './live-context.js';
import type { LiveLimits } from './live-limits.js';
import { type ReadSubscription, readSubscription } from './read-subscription.js';
import { type LiveResult, runSubscription } from './run-subscription.js';

/** What subscriptions stand on. */
export interface LiveDependencies {
  readonly services: Services;
  readonly schema: GraphQLSchema;
  readonly allowedOrigins: readonly string[];
  readonly limits: LiveLimits;
  readonly places: Places;
  /** Which proxies are believed when they say for whom they call. */
  readonly trusts: TrustsProxy;
}

/** Whether a websocket of this path is one of ours. */
export function servesSocket(path: string): boolean {
  return path === '/graphql';
}

interface Extra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  authorization?: string | undefined;
}

/** Serves subscriptions over websockets (graphql-transport-ws) at /graphql; other upgrades are left to others. Gives the way to cut them all. */
export function serveSubscriptions(server: Server, dependencies: LiveDependencies): () => void {
  const { limits, places, allowedOrigins } = dependencies;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const protocol = protocolOf(dependencies);

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!servesSocket(pathOf(request))) return;
    const { origin, host } = request.headers;
    if (!isAllowedOrigin(origin, host, allowedOrigins))
      return refuseUpgrade(socket, 403, 'Pages of this origin may not subscribe.');
    const leave = places.take(callerOf(request, dependencies.trusts));
    if (!leave) return refuseUpgrade(socket, 429, 'Too many connections from this address.');
    socket.once('close', leave);
    socket.on('error', () => socket.destroy());
    sockets.handleUpgrade(request, socket, head, (opened) => open(opened, protocol, dependencies));
  };
  server.on('upgrade', upgrade);
  return () => {
    server.off('upgrade', upgrade);
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}

/** What graphql-ws asks of us, step by step. */
function protocolOf({ services, schema, limits }: LiveDependencies) {
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: limits.initMs,
    onConnect: async ({ connectionParams, extra }) => {
      extra.authorization = authorizationIn(connectionParams);
      try {
        await liveContext(services, extra.authorization);
        return true;
      } catch (error) {
        if (isAppError(error)) return false;
        throw error;
      }
    },
    onSubscribe: async ({ subscriptions, extra }, _id, payload: SubscribePayload) => {
      if (Object.keys(subscriptions).length > limits.operationsPerConnection)
        return [coded('RATE_LIMITED', `At most ${limits.operationsPerConnection} subscriptions share a connection.`)];
      try {
        const read = readSubscription(schema, payload as never);
        const context = await liveContext(services, extra.authorization);
        return { schema, ...read, contextValue: { read, context } };
      } catch (error) {
        if (error instanceof GraphQLError) return [coded('BAD_INPUT', error.message)];
        if (isAppError(error)) return [coded(error.code, error.message)];
        throw error;
      }
    },
    // The errors are in their plain form already.
    onNext: (_ctx, _id, _payload, _args, result) => result as FormattedExecutionResult,
    subscribe: async ({ contextValue }) => {
      const { read, context } = contextValue as { read: ReadSubscription; context: LiveContext };
      return resultsOf(await runSubscription(schema, read, context));
    },
  });
}

function open(
  socket: WebSocket,
  protocol: ReturnType<typeof protocolOf>,
  { services, limits }: LiveDependencies,
): void {
  const { log } = services;
  const fail = (error: unknown): void => {
    log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'a subscription socket failed');
    socket.close(CloseCode.InternalServerError, 'please reconnect');
  };
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // The next event is read only when this one has gone out: for a slow reader nothing heaps up.
      send: (data) =>
        new Promise<void>((sent) => {
          if (socket.readyState !== WebSocket.OPEN) return sent();
          if (socket.bufferedAmount > limits.bufferedBytes) socket.terminate();
          socket.send(data, () => sent());
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) => socket.on('message', (data) => take(String(data)).catch(fail)),
    },
    { socket },
  );
  keepAlive(socket, limits.keepAliveMs);
  socket.on('error', () => socket.terminate());
  socket.once('close', (code, reason) => void closed(code, String(reason)).catch(fail));
}

/** A peer that vanished without a word, or that reads nothing, is found by its missing pong. */
function keepAlive(socket: WebSocket, everyMs: number): void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, everyMs);
  timer.unref();
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('close', () => clearInterval(timer));
}

/** Only the results: the number to go on after is in the events, as resumeAfter. */
function resultsOf(source: AsyncIterableIterator<LiveResult>): AsyncIterableIterator<LiveResult['result']> {
  const result = ({ done, value }: IteratorResult<LiveResult>): IteratorResult<LiveResult['result']> =>
    done ? { done: true, value: undefined } : { done: false, value: value.result };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => result(await source.next()),
    return: async () => result((await source.return?.()) ?? { done: true, value: undefined }),
  };
}

function authorizationIn(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const value = parameters?.['authorization'] ?? parameters?.['Authorization'];
  return value === undefined || value === null ? undefined : String(value);
}

function coded(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
