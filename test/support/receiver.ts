import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it reached the receiver. */
export interface ReceivedCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly sequence: number;
  readonly subject: string;
}

/** Somebody's server that is told of events. */
export interface Receiver {
  readonly host: string;
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
  /** What it does with the calls that follow. */
  reply(how: (call: ReceivedCall, response: ServerResponse) => void): void;
  /** Resolves when the calls that it took satisfy the test. */
  until(done: (calls: readonly ReceivedCall[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 50_000;

/** Starts a receiver on a free port of the loopback interface; it takes every call until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const calls: ReceivedCall[] = [];
  let how: Parameters<Receiver['reply']>[0] = (_call, response) => response.writeHead(204).end();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { sequence, subject } = JSON.parse(body) as { sequence: number; subject: string };
      const call = { headers: request.headers, body, sequence, subject };
      calls.push(call);
      how(call, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/hook`,
    calls,
    reply: (next) => {
      how = next;
    },
    until: async (done) => {
      const deadline = Date.now() + patienceMs;
      while (!done(calls)) {
        if (Date.now() > deadline) throw new Error(`the receiver waited in vain; it has ${calls.length} calls`);
        await new Promise((wake) => setTimeout(wake, 50));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
