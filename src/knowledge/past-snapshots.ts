import type { Database } from '../platform/database/database.js';
import { readSnapshot } from './compile-snapshot.js';
import { emptySnapshot, type Snapshot } from './snapshot.js';
import { type Instants, switchBy } from './snapshot.store.js';

/** A state that was read, and from when on it was read; it stands for every instant until its next change. */
interface Kept {
  readonly sequence: number;
  readonly from: number;
  until: number;
  readonly snapshot: Promise<Snapshot>;
}

/** So many past states are kept in memory. */
const mostKept = 8;

/**
 * Reads the published state at any two instants, exactly. Whatever is published is recorded at the instant of a switch, so two instants of
 * knowing with no switch between them know the same, and two instants of truth with no date between them show the same: one state serves them all.
 */
export function pastSnapshots(ctx: {
  readonly db: Database;
  readonly sourceLocale: string;
}): (at: Instants) => Promise<Snapshot> {
  let kept: readonly Kept[] = [];

  const read = (sequence: number, at: Instants): Kept => {
    const from = at.validAt.getTime();
    const snapshot = readSnapshot(ctx.db, at, { sequence, sourceLocale: ctx.sourceLocale });
    const entry: Kept = { sequence, from, until: from + 1, snapshot };
    snapshot.then(
      ({ nextChangeAt }) => {
        entry.until = nextChangeAt?.getTime() ?? Number.POSITIVE_INFINITY;
      },
      () => {
        kept = kept.filter((one) => one !== entry);
      },
    );
    return entry;
  };

  return async ({ validAt, knownAt }) => {
    const known = await switchBy(ctx.db, knownAt);
    if (!known) return { ...emptySnapshot(ctx.sourceLocale), validAt };
    const instant = validAt.getTime();
    const found =
      kept.find(({ sequence, from, until }) => sequence === known.sequence && from <= instant && instant < until) ??
      read(known.sequence, { validAt, knownAt: known.moment });
    kept = [found, ...kept.filter((one) => one !== found)].slice(0, mostKept);
    return found.snapshot;
  };
}
