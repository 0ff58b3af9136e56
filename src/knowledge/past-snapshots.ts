import type { Database } from '../platform/database/database.js';
import { readSnapshot } from './compile-snapshot.js';
import { countRedactions } from './redaction/redaction.store.js';
import { emptySnapshot, holdsUntil, type Snapshot } from './snapshot.js';
import { type Instants, switchBy } from './snapshot.store.js';

/** A state that was read, and from when on it was read; it stands for every instant until its next change. */
interface Kept {
  readonly sequence: number;
  /** How many versions had been redacted when it was read: it must not outlive the next one. */
  readonly redactions: number;
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

  const read = ({ sequence, redactions }: Pick<Kept, 'sequence' | 'redactions'>, at: Instants): Kept => {
    const from = at.validAt.getTime();
    const snapshot = readSnapshot(ctx.db, at, { sequence, sourceLocale: ctx.sourceLocale });
    const entry: Kept = { sequence, redactions, from, until: from + 1, snapshot };
    snapshot.then(
      (state) => {
        entry.until = holdsUntil(state)?.getTime() ?? Number.POSITIVE_INFINITY;
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
    const redactions = await countRedactions(ctx.db);
    const instant = validAt.getTime();
    const found =
      kept.find(
        (one) =>
          one.sequence === known.sequence &&
          one.redactions === redactions &&
          one.from <= instant &&
          instant < one.until,
      ) ?? read({ sequence: known.sequence, redactions }, { validAt, knownAt: known.moment });
    kept = [found, ...kept.filter((one) => one !== found)].slice(0, mostKept);
    return found.snapshot;
  };
}
