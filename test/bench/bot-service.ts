import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedBytes } from '../../src/access/index.js';
import { Secret } from '../../src/platform/secret.js';

const startMs = 900_000;
const secret = 'a secret of the bench, of more than thirty-two characters';

/** What a process has used and holds. */
export interface Used {
  readonly cpuMs: number;
  /** Resident memory. */
  readonly mb: number;
}

/** The demo bank's service in a process of its own, with its own PostgreSQL. */
export interface BotService {
  readonly url: string;
  /** The web chat's channel key: from one address only so many conversations may be started without it. */
  readonly webchatKey: string;
  used(): Used;
  stop(): Promise<void>;
}

/** Starts the compiled program in a folder; with `profile`, it leaves a profile of its processor time there when it stops. */
export async function startBotService(folder: string, profile: string | null): Promise<BotService> {
  const port = await freePort();
  const program = new URL('../../src/main.js', import.meta.url).pathname;
  const flags = profile === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const child = spawn(process.execPath, [...flags, program], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folder,
      PORT: String(port),
      OBSERVED_SITE: 'off',
      SERVICE_SECRET: secret,
      LOG_LEVEL: 'warn',
      ...(process.env['REDIS_URL'] ? { REDIS_URL: process.env['REDIS_URL'] } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilServing(url, child);
  const key = derivedBytes(new Secret(secret), 'key/webchat').toString('base64url');
  return {
    url,
    webchatKey: `uv-key-${key}`,
    used: () => usedBy(child.pid ?? 0),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function untilServing(url: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + startMs; Date.now() < end; await pause(500)) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    if (await knowsEverything(url)) return;
  }
  throw new Error('the service did not start');
}

/** It serves before its matcher has learned; a question in other words than the bank's is answered when it has. */
async function knowsEverything(url: string): Promise<boolean> {
  try {
    const reply = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: '{ ask(question: "my new card, when will it get here?", channel: "webchat") { __typename } }',
      }),
    });
    return (await reply.text()).includes('Answered');
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** From /proc; a tick is ten milliseconds on Linux. */
function usedBy(pid: number): Used {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, mb: Number(kilobytes) / 1_024 };
}
