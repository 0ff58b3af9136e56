import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../../src/platform/errors.js';
import { isAllowedOrigin } from '../../../src/platform/http/origins.js';
import { answerPending } from '../../conversation/answer-pending.js';
import { basePath, type DirectLineContext, requireOpen } from './direct-line-context.js';
import { follow } from './follow.js';
import { refusalOf } from '../refusal.js';
import type { Grant } from './token.js';
import { positionOf } from './wire.js';

/** Clients send only empty pings over the socket; messages go by POST. */
const largestFrameBytes = 4_096;
const heartbeatMs = 30_000;
const mostSocketsOfAConversation = 4;
const streamPath = new RegExp(`^${basePath}/conversations/([\\w-]{1,64})/stream$`);

/** Whether a websocket of this path is one of ours. */
export function servesStream(path: string): boolean {
  return streamPath.test(path);
}

/** The websockets of one server. */
export interface Streams {
  /** Cuts them all; a client comes back with its watermark to whichever node is there. */
  close(): void;
}

/** Serves `…/stream?watermark&t`; other upgrades are left to others. */
export function serveStreams(server: Server, ctx: DirectLineContext): Streams {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes, perMessageDeflate: false });
  const byConversation = new Map<string, Set<WebSocket>>();

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = URL.parse(request.url ?? '', 'http://localhost');
    const id = streamPath.exec(url?.pathname ?? '')?.[1];
    if (!url || id === undefined) return;
    socket.on('error', () => socket.destroy());
    admit(ctx, request, url, id).then(
      ({ grant, position }) =>
        sockets.handleUpgrade(request, socket, head, (opened) => {
          register(byConversation, id, opened);
          keepAlive(opened);
          follow(ctx, grant, position, opened);
          ctx.turns.add(id, () => answerPending(ctx, id));
        }),
      (error: unknown) => refuse(socket, error),
    );
  };
  server.on('upgrade', upgrade);
  return {
    close: () => {
      server.off('upgrade', upgrade);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

async function admit(
  ctx: DirectLineContext,
  request: IncomingMessage,
  url: URL,
  id: string,
): Promise<{ readonly grant: Grant; readonly position: number }> {
  const { origin, host } = request.headers;
  if (!isAllowedOrigin(origin, host, ctx.allowedOrigins))
    throw new AppError('FORBIDDEN', 'Pages of this origin may not use the chat.');
  const position = positionOf(url.searchParams.get('watermark') ?? undefined);
  const grant = await ctx.mint.read(url.searchParams.get('t'));
  await requireOpen(ctx, grant, id);
  return { grant, position };
}

function refuse(socket: Duplex, error: unknown): void {
  const { status, body } = refusalOf(error);
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/** A client that reconnects often leaves dead sockets behind: the oldest gives way. */
function register(byConversation: Map<string, Set<WebSocket>>, id: string, socket: WebSocket): void {
  const open = byConversation.get(id) ?? new Set();
  byConversation.set(id, open.add(socket));
  if (open.size > mostSocketsOfAConversation) [...open][0]?.close(1008, 'too many connections');
  socket.on('close', () => {
    open.delete(socket);
    if (open.size === 0) byConversation.delete(id);
  });
}

/** A peer that vanished without a word is found by its missing pong. */
function keepAlive(socket: WebSocket): void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, heartbeatMs);
  timer.unref();
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('close', () => clearInterval(timer));
  socket.on('error', () => socket.terminate());
}
