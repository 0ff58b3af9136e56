import { setImmediate as breath } from 'node:timers/promises';
import type { Clock } from '../platform/clock.js';
import type { Database, DatabaseTransaction } from '../platform/database/database.js';
import { advanceSnapshotWithin } from './advance-snapshot.js';
import { readSnapshotWithin } from './compile-snapshot.js';
import { changesBetween } from './published-changes.js';
import type { Snapshot } from './snapshot.js';
import { type Instants, latestSwitch } from './snapshot.store.js';
import type { Snapshots } from './snapshots.js';
import { type Outcome, type SwitchReason, switchPublished, type Switching } from './switch-published.js';

/** A change as the gate sees it: the published state without it and with it, and the answers that differ. */
export interface Proposal {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Keys in order, also of answers that only show a changed fact. */
  readonly changed: readonly string[];
}

/**
 * Why a change may not go live, each reason one sentence that names the answer; a function of the proposal alone, and empty = no objection. One that
 * looks at all that is published gives a promise, so that it can let others in between.
 */
export type GateRule = (proposal: Proposal) => readonly string[] | Promise<readonly string[]>;

/** A change that the gate holds back. */
export interface Blocked {
  readonly outcome: 'blocked';
  readonly obstacles: readonly string[];
}

/** What passing the gate needs; without rules nothing is read. */
export interface GateContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly sourceLocale: string;
  readonly gateRules: readonly GateRule[];
  /** The state that this process serves; with it only what differs from it is read. */
  readonly snapshots?: Pick<Snapshots, 'current'>;
}

type Work<T> = (switching: Switching) => Promise<Outcome<T>>;

/** Carries the verdict out of a transaction that is to be taken back. */
class TakenBack extends Error {
  constructor(readonly judged: Judged) {
    super('taken back');
  }
}

interface Judged {
  readonly obstacles: readonly string[];
  readonly proposals: readonly Proposal[];
}

/** Changes what is published, unless the gate objects to the state that this would make: then nothing has happened. */
export async function switchThroughGate<T>(
  ctx: GateContext & Parameters<typeof switchPublished>[0],
  reason: SwitchReason,
  subject: string,
  work: Work<T>,
): Promise<T | Blocked> {
  try {
    return await switchPublished<T>(ctx, reason, subject, async (switching) => {
      const outcome = await work(switching);
      if (!outcome.switched || ctx.gateRules.length === 0) return outcome;
      if (outcome.told.judgedAt === switching.sequence - 1) return outcome;
      const judged = await judge(ctx, switching, outcome.told.effectiveAt ?? []);
      if (judged.obstacles.length > 0) throw new TakenBack(judged);
      return outcome;
    });
  } catch (error) {
    if (error instanceof TakenBack) return { outcome: 'blocked', obstacles: error.judged.obstacles };
    throw error;
  }
}

/** Ends work within a switch through the gate that found obstacles of its own: what it has done is taken back, and the switch comes to blocked. */
export function blockedBy(obstacles: readonly string[]): never {
  throw new TakenBack({ obstacles, proposals: [] });
}

/** What a change would make of the published state, and what the gate says to it. The change is made in a transaction that is taken back. */
export async function rehearse<T>(
  ctx: GateContext,
  work: Work<T>,
): Promise<(Judged & { readonly rehearsed: true }) | { readonly rehearsed: false; readonly result: T }> {
  try {
    const result = await ctx.db.transaction().execute(async (tx) => {
      const last = await latestSwitch(tx);
      const moment = new Date(Math.max(ctx.clock.now().getTime(), (last?.moment.getTime() ?? 0) + 1));
      const switching = { tx, moment, sequence: (last?.sequence ?? 0) + 1 };
      const outcome = await work(switching);
      if (!outcome.switched) return outcome.result;
      throw new TakenBack(await judge(ctx, switching, outcome.told.effectiveAt ?? []));
    });
    return { rehearsed: false, result };
  } catch (error) {
    if (error instanceof TakenBack) return { ...error.judged, rehearsed: true };
    throw error;
  }
}

/** Looks at the state of the moment, and of each later day on which a part of the change takes effect. */
async function judge(ctx: GateContext, switching: Switching, effectiveAt: readonly Date[]): Promise<Judged> {
  const later = effectiveAt.filter((at) => at > switching.moment).map((at) => at.getTime());
  const proposals: Proposal[] = [];
  for (const validAt of [switching.moment.getTime(), ...new Set(later)].sort((a, b) => a - b))
    proposals.push(await proposalAt(ctx, switching, new Date(validAt)));
  const obstacles = new Set<string>();
  for (const proposal of proposals) {
    for (const rule of ctx.gateRules) {
      for (const obstacle of await rule(proposal)) obstacles.add(obstacle);
      // A change that a thousand answers show is looked at for half a second: customers' questions go in between.
      await breath();
    }
  }
  return { proposals, obstacles: [...obstacles] };
}

async function proposalAt(ctx: GateContext, { tx, moment, sequence }: Switching, validAt: Date): Promise<Proposal> {
  const { sourceLocale } = ctx;
  const justBefore = { validAt, knownAt: new Date(moment.getTime() - 1) };
  const before = await readFrom(ctx.snapshots?.current(), tx, justBefore, { sequence: sequence - 1, sourceLocale });
  const after = await advanceSnapshotWithin(tx, before, { validAt, knownAt: moment }, { sequence, sourceLocale });
  return { before, after, changed: [...changesBetween(before, after).answers].sort() };
}

/** However far this process is behind, what it serves was once the whole truth: the rest is read. */
function readFrom(
  served: Snapshot | undefined,
  tx: DatabaseTransaction,
  at: Instants,
  naming: Pick<Snapshot, 'sequence' | 'sourceLocale'>,
): Promise<Snapshot> {
  return served && served.sequence > 0
    ? advanceSnapshotWithin(tx, served, at, naming)
    : readSnapshotWithin(tx, at, naming);
}
