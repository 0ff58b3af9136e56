import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openPageReader } from '../src/consistency/probes/page-reader.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a host of other people', () => {
  it('is asked by one connection, by our name, a second after the last reply, robots.txt first', async () => {
    const asked: { readonly path: string; readonly at: number; readonly agent: string | undefined }[] = [];
    const ended: number[] = [];
    const sockets = new Set<unknown>();
    server = createServer((request, response) => {
      asked.push({ path: request.url ?? '', at: performance.now(), agent: request.headers['user-agent'] });
      sockets.add(request.socket);
      ended.push(performance.now());
      response.writeHead(request.url === '/robots.txt' ? 404 : 200).end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const userAgent = 'UnivocalChecker/0.1 (+https://bank.example)';
    const reader = openPageReader({ userAgent, observed: { site: null, allowedHosts: [host], folder: null } });
    try {
      await Promise.all(['/a', '/b', '/a#again'].map((path) => reader.read(`http://${host}${path}`, 24)));
    } finally {
      await reader.close();
    }
    expect(asked.map(({ path }) => path)).toEqual(['/robots.txt', '/a', '/b']);
    expect(new Set(asked.map(({ agent }) => agent))).toEqual(new Set([userAgent]));
    expect(sockets.size).toBe(1);
    for (const [place, { at }] of asked.slice(1).entries())
      expect(at - (ended[place] ?? 0)).toBeGreaterThanOrEqual(990);
  }, 20_000);
});
