import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../errors.js';
import { install, type Installation, spawnAs } from './postgres-installation.js';
import { runningPostmaster, stopPostmaster } from './postmaster.js';

export { homeOf } from './postgres-installation.js';

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Whether it ran already: then another process may live on it. */
  readonly adopted: boolean;
  /** Ends it in order: connections are cut, data is on disk. */
  stop(): Promise<void>;
}

interface StartOptions {
  /** Off where the data need not outlive the machine. */
  readonly durable?: boolean;
  /** How long what is left of a killed server may take to end. */
  readonly patienceMs?: number;
}

const startTimeoutMs = 30_000;
/** A connection takes 20 ms, and many times as long on a machine with much to do. */
const connectTimeoutMs = 5_000;

/**
 * Starts the PostgreSQL that comes with npm in `folder`, creating it on first use. PostgreSQL refuses to run as root and another user cannot
 * read a private home, so for root the program and the data live under /var/lib/univocal, owned by a system user, one folder per `folder`.
 * A server left behind by a killed process is adopted; a killed server is waited for until nothing of it is left.
 */
export async function startEmbeddedPostgres(folder: string, options: StartOptions = {}): Promise<EmbeddedPostgres> {
  const installation = await install(resolve(folder));
  const data = join(installation.home, 'postgres');
  const password = readOrCreatePassword(installation);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(installation, data);
  return adoptOrLaunch(installation, data, password, options);
}

function readOrCreatePassword({ home, owner }: Installation): string {
  const file = join(home, 'postgres.password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (owner) chownSync(file, owner.uid, owner.gid);
  }
  return readFileSync(file, 'utf8');
}

/** Fills a folder beside the final one and renames it, so that a killed first start leaves nothing half made. */
function initialise(installation: Installation, data: string): void {
  const partial = `${data}.new`;
  rmSync(partial, { recursive: true, force: true });
  const result = spawnSync(
    join(installation.bin, 'initdb'),
    [
      '-D',
      partial,
      '-U',
      'univocal',
      '-A',
      'scram-sha-256',
      '--pwfile',
      join(installation.home, 'postgres.password'),
      '-E',
      'UTF8',
      '--locale=C',
    ],
    { encoding: 'utf8', ...spawnAs(installation), cwd: installation.home },
  );
  if (result.status !== 0)
    throw new AppError(
      'BAD_SETTING',
      `DATA_DIR could not be filled with a new database: ${(result.stderr || String(result.error)).trim().split('\n')[0]}`,
    );
  rmSync(data, { recursive: true, force: true });
  renameSync(partial, data);
}

/** A postmaster that still runs in this folder is ours: a folder has one owner, and only its password opens it. Null when none does, or it ended meanwhile. */
async function adopt(data: string, password: string): Promise<EmbeddedPostgres | null> {
  const found = runningPostmaster(data);
  if (!found) return null;
  const url = addressOf(found.port, password);
  const runs = () => runningPostmaster(data)?.pid === found.pid;
  if (await waitUntilReady(url, runs)) return { url, adopted: true, stop: () => stopPostmaster(found.pid) };
  if (!runs()) return null;
  throw new AppError(
    'UNAVAILABLE',
    `The PostgreSQL that runs in DATA_DIR (process ${found.pid}) does not answer. Wait until it has recovered, or end it.`,
  );
}

/**
 * What is left of a killed server holds the data for a while: a backend that has yet to notice, or a process that its parent has yet to take note of.
 * PostgreSQL itself refuses to start beside it, and is asked until it does not.
 */
async function adoptOrLaunch(
  installation: Installation,
  data: string,
  password: string,
  options: StartOptions,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + (options.patienceMs ?? startTimeoutMs);
  for (;;) {
    const running = await adopt(data, password);
    if (running) return running;
    const launched = await launch(installation, data, password, options.durable ?? true);
    if (typeof launched !== 'string') return launched;
    if (!/another postmaster|old server processes|Address already in use/.test(launched))
      throw new AppError('UNAVAILABLE', `The embedded PostgreSQL did not start in DATA_DIR: ${lastLine(launched)}`);
    if (Date.now() > deadline)
      throw new AppError(
        'UNAVAILABLE',
        `What is left of the PostgreSQL that ran in DATA_DIR before does not end. End its processes (${data}), or wait until they have ended.`,
      );
    await sleep(100);
  }
}

/** The running server, or what it complained of when it would not start. */
async function launch(
  installation: Installation,
  data: string,
  password: string,
  durable: boolean,
): Promise<EmbeddedPostgres | string> {
  const port = await freePort();
  const child = spawn(join(installation.bin, 'postgres'), ['-D', data, ...settingsFor(port, durable)], {
    ...spawnAs(installation),
    cwd: installation.home,
    // A group of its own: Ctrl-C in the terminal must reach us first, or PostgreSQL is gone before the last writes are.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  let running = true;
  const ended = new Promise<void>((done) => child.once('close', done).once('error', () => done())).then(() => {
    running = false;
  });
  const url = addressOf(port, password);
  if (!(await waitUntilReady(url, () => running))) {
    if (running) await stopPostmaster(child.pid ?? 0);
    await ended;
    return complaint;
  }
  child.unref();
  child.stderr.destroy();
  return { url, adopted: false, stop: () => stopPostmaster(child.pid ?? 0) };
}

function lastLine(complaint: string): string {
  return complaint.trim().split('\n').at(-1) || 'no reason given';
}

function settingsFor(port: number, durable: boolean): readonly string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=64MB',
    'timezone=UTC',
    'log_min_messages=fatal',
  ];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  return settings.flatMap((setting) => ['-c', setting]);
}

function addressOf(port: number, password: string): string {
  return `postgres://univocal:${password}@127.0.0.1:${port}/postgres`;
}

/** Whether it takes connections before the time is over, and while it runs. */
async function waitUntilReady(url: string, runs: () => boolean): Promise<boolean> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && runs()) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await sleep(30);
    }
  }
  return false;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
