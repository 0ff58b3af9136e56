import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Node of another major version than this one: a program, and what it says of itself. */
export interface OtherNode {
  readonly path: string;
  readonly version: string;
}

/** The first on the PATH that is new enough to run our sources (20); null where there is none. The one that npm installed is this one. */
export function otherNode(): OtherNode | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    if (folder.includes('node_modules') || !existsSync(path)) continue;
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    const major = majorOf(version);
    if (major !== majorOf(process.version) && major >= oldest) return { path, version };
  }
  return null;
}

const oldest = 20;

function majorOf(version: string): number {
  return Number.parseInt(version.slice(1), 10);
}
