import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from './errors.js';
import { Secret } from './secret.js';

/** The folder in which a process keeps what must outlive it. */
export interface DataFolder {
  readonly path: string;
  /** The secret kept here, made on first use. */
  secret(): Secret;
  write(name: string, content: string): void;
  release(): void;
}

/** Takes the folder for this process; throws BAD_SETTING when it cannot be written or another live process has it. */
export function claimDataFolder(setting: string): DataFolder {
  const path = resolve(setting);
  requireWritable(path);
  const lock = join(path, 'service.pid');
  const holder = readHolder(lock);
  if (holder)
    throw new AppError(
      'BAD_SETTING',
      `DATA_DIR: ${path} is in use by another Univocal (process ${holder}). Stop that one or set another DATA_DIR.`,
    );
  writeFileSync(lock, String(process.pid));
  const file = (name: string) => join(path, name);
  return {
    path,
    secret: () => {
      if (!existsSync(file('service.secret')))
        writeFileSync(file('service.secret'), randomBytes(32).toString('base64url'), { mode: 0o600 });
      return new Secret(readFileSync(file('service.secret'), 'utf8'));
    },
    write: (name, content) => writeFileSync(file(name), content, { mode: 0o600 }),
    release: () => rmSync(lock, { force: true }),
  };
}

function requireWritable(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new AppError(
      'BAD_SETTING',
      `DATA_DIR: ${path} cannot be written by this user. Set DATA_DIR to a folder that can.`,
      {},
      { cause: error },
    );
  }
}

/** A killed process leaves its number behind; it counts only while a node process of that number lives. */
function readHolder(lock: string): number | null {
  if (!existsSync(lock)) return null;
  const pid = Number(readFileSync(lock, 'utf8'));
  if (!pid || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
    return isNode(pid) ? pid : null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : null;
  }
}

function isNode(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  return !existsSync(file) || readFileSync(file, 'utf8').includes('node');
}
