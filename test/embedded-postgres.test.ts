import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeOf, startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { type Bundle, bundleProgram } from './support/bundle-program.js';
import { type Program, startProgram } from './support/program.js';

const place = mkdtempSync(join(tmpdir(), 'univocal-killed-'));
const folder = join(place, 'database');
let bundle: Bundle;

beforeAll(async () => {
  bundle = await bundleProgram('test/support/hold-postgres.ts', { packages: true });
});

afterAll(() => {
  bundle.remove();
  for (const used of [homeOf(folder), place]) rmSync(used, { recursive: true, force: true });
});

describe('a PostgreSQL that was killed', () => {
  it('is started anew while its parent has yet to take note of its end', async () => {
    const holder = await hold();
    const killed = await killUnburied(holder);
    const postgres = await startEmbeddedPostgres(folder, { durable: false });
    expect(postmaster()).not.toBe(killed);
    await postgres.stop();
    await end(holder);
  });

  it('is waited for until none of its processes is left, and not for ever', async () => {
    const holder = await hold();
    const adopted = await startEmbeddedPostgres(folder);
    const client = new pg.Client({ connectionString: adopted.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    // A backend that is stopped does not notice that its server is gone, as one that is busy would not.
    process.kill(backend, 'SIGSTOP');
    await killUnburied(holder);

    await expect(startEmbeddedPostgres(folder, { durable: false, patienceMs: 300 })).rejects.toThrow(
      'What is left of the PostgreSQL that ran in DATA_DIR before does not end.',
    );
    const starting = startEmbeddedPostgres(folder, { durable: false });
    expect(await Promise.race([starting, sleep(300, 'waiting')])).toBe('waiting');
    process.kill(backend, 'SIGKILL');
    await (await starting).stop();
    await end(holder);
  });
});

/** Its PostgreSQL in a process of its own. */
async function hold(): Promise<Program> {
  const holder = startProgram(bundle, {}, [folder]);
  await holder.says('ready');
  return holder;
}

async function end(holder: Program): Promise<void> {
  holder.process.kill('SIGKILL');
  await holder.ended();
}

/** Kills the server of a holder that takes no note, as one that is stopped: it stays a zombie. */
async function killUnburied(holder: Program): Promise<number> {
  const server = postmaster();
  holder.process.kill('SIGSTOP');
  process.kill(server, 'SIGKILL');
  while (!/^State:\s+Z/m.test(readFileSync(`/proc/${server}/status`, 'utf8'))) await sleep(10);
  return server;
}

function postmaster(): number {
  return Number(readFileSync(join(homeOf(folder), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}
