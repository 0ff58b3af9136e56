import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis of the test's own, which things happen to. */
export interface RedisServer {
  readonly url: string;
  /** Asks it itself, beside the nodes. */
  readonly client: Redis;
  /** It goes on taking calls and bytes, and answers nothing. */
  halt(): void;
  /** Ends without a word, with all that it held. */
  kill(): Promise<void>;
  /** Goes on after a halt; comes back, empty, at the same address after a kill. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Whether `redis-server` is here. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** What a test is called that needs Redis. */
export const withRedis = hasRedis ? 'with Redis' : 'with Redis: SKIPPED, because there is no redis-server';

/** Starts one on loopback; it keeps nothing on disk. */
export async function redisServer(): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'univocal-redis-'));
  let child = await serve(port, folder);
  const client = new Redis(port, '127.0.0.1');
  client.on('error', () => undefined);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const kill = async (): Promise<void> => {
    if (!isRunning()) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    client,
    halt: () => child.kill('SIGSTOP'),
    kill,
    start: async () => {
      if (isRunning()) child.kill('SIGCONT');
      else child = await serve(port, folder);
    },
    close: async () => {
      client.disconnect();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve(port: number, folder: string): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const words of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(words);
    if (said.includes('Ready to accept connections')) break;
  }
  if (!said.includes('Ready to accept connections')) throw new Error(`redis-server did not start: ${said}`);
  child.stdout.resume();
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
