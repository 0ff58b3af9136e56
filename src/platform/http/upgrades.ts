import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** The path of a request, without its query. */
export function pathOf(request: Pick<IncomingMessage, 'url'>): string {
  return URL.parse(request.url ?? '', 'http://localhost')?.pathname ?? '';
}

/** Answers an upgrade with a status instead of a connection, and ends the socket. */
export function refuseUpgrade(socket: Duplex, status: number, sentence: string): void {
  socket.on('error', () => socket.destroy());
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(sentence)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${sentence}`);
}

/** Refuses every upgrade whose path nobody serves: with a listener on the server, Node would hold such a socket for ever. */
export function refuseOtherUpgrades(server: Server, served: readonly ((path: string) => boolean)[]): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    if (!served.some((serves) => serves(pathOf(request)))) refuseUpgrade(socket, 404, 'Nothing is served here.');
  });
}
