import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../src/platform/paths.js';
import type { Bundle } from './bundle-program.js';

/** A program of ours in a process of its own. */
export interface Program {
  readonly process: ChildProcess;
  /** All that it has written so far. */
  output(): { readonly out: string; readonly err: string };
  /** Resolves when it has written the words; rejects when it ends before. */
  says(words: string): Promise<void>;
  /** Resolves with the exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals | null>;
}

/** Starts a bundled program with these settings and no others. */
export function startProgram(
  { file }: Pick<Bundle, 'file'>,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Program {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [file, ...args], {
    cwd: projectRoot,
    // What the first of several starts compiled the next ones need not.
    env: { PATH, HOME, NODE_COMPILE_CACHE: join(dirname(file), 'compiled'), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  const listeners = new Set<() => void>();
  const heard = () => {
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    heard();
  });
  const end = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  return {
    process: child,
    output: () => ({ out, err }),
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!out.includes(words)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void end.then((code) => reject(new Error(`it ended with ${code} before it said “${words}”: ${out}${err}`)));
        look();
      }),
    ended: () => end,
  };
}
