import type { Database } from '../platform/database/database.js';
import { AppError } from '../platform/errors.js';
import { folded } from '../platform/folded.js';
import type { Log } from '../platform/log.js';
import { advanceSnapshot } from './advance-snapshot.js';
import { readSnapshot } from './compile-snapshot.js';
import { pastSnapshots } from './past-snapshots.js';
import { emptySnapshot, type Snapshot } from './snapshot.js';
import { type Instants, latestSwitch, switchOf } from './snapshot.store.js';

/** The published state as this node serves it, and how it follows the switches. */
export interface Snapshots {
  current(): Snapshot;
  /** Moves to the newest switch, if there is a newer one. */
  refresh(): Promise<void>;
  /** The current snapshot once it has reached `sequence`; throws SNAPSHOT_NOT_REACHED after two seconds. */
  reached(sequence: number): Promise<Snapshot>;
  /** The state at two instants, exact, from the database; the few that were asked for last are kept. */
  at(instants: Instants): Promise<Snapshot>;
  /** The state that a switch made, from the database. */
  published(sequence: number): Promise<Snapshot>;
  /** Calls back after every move; returns the way to stop. */
  onSwitch(listener: (snapshot: Snapshot) => void): () => void;
}

const patienceMs = 2_000;

/** Opens the published state at its newest switch; an empty database gives the empty snapshot, number 0. */
export async function openSnapshots(ctx: {
  readonly db: Database;
  readonly log: Log;
  readonly sourceLocale: string;
}): Promise<Snapshots> {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const at = pastSnapshots(ctx);
  let current: Snapshot = emptySnapshot(ctx.sourceLocale);

  const move = async (): Promise<void> => {
    const latest = await latestSwitch(ctx.db);
    if (!latest || latest.sequence <= current.sequence) return;
    const at = { validAt: latest.moment, knownAt: latest.moment };
    const naming = { sequence: latest.sequence, sourceLocale: ctx.sourceLocale };
    current = await (current.sequence === 0
      ? readSnapshot(ctx.db, at, naming)
      : advanceSnapshot(ctx.db, current, at, naming));
    for (const listener of listeners) listener(current);
  };

  const refresh = folded(move);
  await refresh();
  return {
    current: () => current,
    refresh,
    reached: async (sequence) => {
      const deadline = Date.now() + patienceMs;
      while (current.sequence < sequence && Date.now() < deadline) {
        await refresh();
        if (current.sequence < sequence) await new Promise((wake) => setTimeout(wake, 50));
      }
      if (current.sequence < sequence)
        throw new AppError(
          'SNAPSHOT_NOT_REACHED',
          `This node has not reached snapshot ${sequence}; it is at ${current.sequence}. Try again.`,
        );
      return current;
    },
    at,
    published: async (sequence) => {
      const made = await switchOf(ctx.db, sequence);
      return made ? at({ validAt: made.moment, knownAt: made.moment }) : emptySnapshot(ctx.sourceLocale);
    },
    onSwitch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
