import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import * as store from '../fact.store.js';
import { carryOutStatement } from '../facts/carry-out-statement.js';
import type { FactContent } from '../fact-content.js';
import { requireOpen } from '../facts/refuse-fact.js';
import { writeFactContent } from '../parse-fact-content.js';
import { factsDerivedFrom, type Snapshot } from '../snapshot.js';
import { latestSwitch } from '../snapshot.store.js';
import type { Switching } from '../switch-published.js';
import { type FactChange, factChanges } from './fact-change.js';

/** Stands for whoever will publish: the database refuses the one who stated. It is never stored, for all is taken back. */
const secondPerson = 'rehearsal';

/** Carries the changes out of the transaction that is taken back. */
class Rehearsed extends Error {
  constructor(readonly changes: readonly FactChange[]) {
    super('rehearsed');
  }
}

/**
 * What publishing statements would make of their facts and of those derived from them. They are carried out by the verb that publishes, in a
 * transaction that is taken back, so that the two cannot differ. Throws NOT_FOUND, or CONFLICT when one was decided or would overlap.
 */
export async function rehearseStatements(
  ctx: { readonly db: Database; readonly clock: Clock; readonly snapshot: Snapshot },
  statements: readonly number[],
): Promise<readonly FactChange[]> {
  if (statements.length === 0) return [];
  try {
    return await ctx.db.transaction().execute(async (tx) => {
      const last = await latestSwitch(tx);
      const moment = new Date(Math.max(ctx.clock.now().getTime(), (last?.moment.getTime() ?? 0) + 1));
      const switching = { tx, moment, sequence: (last?.sequence ?? 0) + 1 };
      const keys = new Set<string>();
      for (const id of statements) {
        const stated = await carryOut(switching, id);
        for (const key of withDerivedKeys(ctx.snapshot, stated)) keys.add(key);
      }
      const before = new Date(moment.getTime() - 1);
      throw new Rehearsed(await factChanges(tx, [...keys], { before, after: moment }));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.changes;
    throw error;
  }
}

/** A fact and all that are derived from it. */
export function withDerivedKeys(snapshot: Snapshot, key: string): readonly string[] {
  return [key, ...factsDerivedFrom(snapshot, key).map((fact) => fact.key)];
}

async function carryOut(switching: Switching, id: number): Promise<string> {
  const statement = await store.lockStatement(switching.tx, id);
  if (!statement) throw new AppError('NOT_FOUND', `There is no statement ${id}.`);
  requireOpen(statement);
  const outcome = await carryOutStatement(switching, statement, secondPerson);
  if (outcome.outcome === 'overlap') throw overlaps(outcome.existing);
  return statement.factKey;
}

function overlaps(existing: { readonly content: unknown; readonly valid_from: Date }): AppError {
  const written = writeFactContent(existing.content as FactContent);
  return new AppError(
    'CONFLICT',
    `The value would overlap ${written}, which begins on ${existing.valid_from.toISOString()}: it cannot be published as it is.`,
  );
}
