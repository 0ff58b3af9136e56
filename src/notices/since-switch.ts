import {
  factChanges,
  reachOfFacts,
  type Snapshot,
  type Snapshots,
  type Subject,
  switchOf,
  withDerivedKeys,
} from '../knowledge/index.js';
import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import type { OldWords } from '../receipts/index.js';

/** What was told before a published state put it right. */
export interface BeforeSwitch {
  readonly old: OldWords;
  /** The published state just before. */
  readonly before: Snapshot;
}

/** Finds what is no longer told since a switch; throws NOT_FOUND when there is no such switch, or the answer was not given before it. */
export async function toldBefore(
  ctx: { readonly db: Database; readonly snapshot: Snapshot; readonly snapshots: Pick<Snapshots, 'at'> },
  subject: Subject,
  input: { readonly sequence: number; readonly sinceVersion: number | null },
): Promise<BeforeSwitch> {
  const made = await switchOf(ctx.db, input.sequence);
  if (!made) throw new AppError('NOT_FOUND', `There is no published state ${input.sequence}.`);
  const instant = new Date(made.moment.getTime() - 1);
  const before = await ctx.snapshots.at({ validAt: instant, knownAt: instant });
  const old = subject.kind === 'ANSWER' ? oldVersions(before, subject.key, input.sinceVersion) : await oldValues();
  return { old, before };

  async function oldValues(): Promise<OldWords> {
    const known = { before: instant, after: ctx.snapshot.knownAt };
    const changes = await factChanges(ctx.db, withDerivedKeys(ctx.snapshot, subject.key), known);
    return { versions: [], values: reachOfFacts(ctx.snapshot, changes).replaced };
  }
}

function oldVersions(before: Snapshot, key: string, since: number | null): OldWords {
  const last = before.answers.get(key)?.version.number;
  if (last === undefined) throw new AppError('NOT_FOUND', `${key} was not given before that published state.`);
  if (since !== null && (since < 1 || since > last))
    throw new AppError('BAD_INPUT', `sinceVersion must be from 1 to ${last}, the version that was put right.`);
  return { versions: [{ answer: key, first: since ?? last, last, locale: null }], values: [] };
}
