import { type AuditEntry, storedTrail } from '../platform/audit/index.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';

/** The whole trail as JSON lines, oldest first: each holds exactly what its hash covers, and the hash. Names are not in it. */
export async function* trailLines(db: Database): AsyncGenerator<string> {
  for await (const entry of storedTrail(db)) yield `${JSON.stringify(entry)}\n`;
}

/** An entry from a line of an export; throws BAD_INPUT for what is none. */
export function entryFromLine(line: string): AuditEntry {
  try {
    const { at, ...rest } = JSON.parse(line) as Omit<AuditEntry, 'at'> & { readonly at: string };
    const moment = new Date(at);
    if (typeof rest.sequence === 'number' && typeof rest.hash === 'string' && moment.toISOString() === at)
      return { ...rest, at: moment };
  } catch {
    // Said below.
  }
  throw new AppError('BAD_INPUT', `This is not a line of an audit trail: ${line.slice(0, 80)}`);
}
