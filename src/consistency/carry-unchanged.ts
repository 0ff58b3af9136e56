import { setImmediate as turn } from 'node:timers/promises';
import { templatesHash } from '../channels/index.js';
import type { Database } from '../platform/database/database.js';
import type { AskContext, LearnedContext } from './ask-cell.js';
import type { Probe } from './cell.js';
import { type CellKeyContext, cellKeys } from './cell-key.js';
import { chunksOf } from './chunks-of.js';
import { carryObservations, type KeyedCell } from './observation.store.js';
import type { ProbedChannel } from './probes/open-probes.js';
import type { Sweep } from './sweep.js';
import { countCells } from './sweep.store.js';

/** What telling an unchanged cell needs, beside what asking one needs. */
export type KeyContext = Pick<CellKeyContext, 'models'>;

type CarryContext = AskContext & KeyContext & LearnedContext & { readonly db: Database };

/** A cell to ask; `key` is what its words are made of by the published state of that number, null on a channel that is not ours. */
export interface CellToAsk {
  readonly probe: Probe;
  readonly key: { readonly hash: string; readonly snapshotSequence: number } | null;
}

/** However equal its making, no cell stands unasked for longer than this. */
const carriedHours = 24;
const probesAtOnce = 100;

/**
 * Takes over the cells of governed channels that cannot have changed since they were asked: their words are made here, of things that can be compared.
 * Gives what is left, by channel; null when the sweep was cancelled meanwhile.
 */
export async function carryUnchanged(
  ctx: CarryContext,
  plan: {
    readonly sweep: Sweep;
    readonly channels: readonly ProbedChannel[];
    readonly probes: readonly Probe[];
    readonly isDone: (probe: number, channel: string) => boolean;
  },
): Promise<ReadonlyMap<string, readonly CellToAsk[]> | null> {
  const { sweep, channels, probes, isDone } = plan;
  const left = new Map(channels.map(({ key }) => [key, [] as CellToAsk[]]));
  const templates = await templatesHash(ctx.db);
  for (const some of chunksOf(probes, probesAtOnce)) {
    const keyed = keysOf(ctx, { templates, probes: some, channels });
    const wanted = keyed.filter(({ probe, channel }) => !isDone(probe.id, channel));
    const carried = await carry(ctx, sweep.id, wanted);
    if (carried === null) return null;
    for (const { probe, channel, key } of wanted)
      if (!carried.has(`${probe.id} ${channel}`)) left.get(channel)?.push({ probe, key });
    await turn();
  }
  return left;
}

type Keyed = CellToAsk & { readonly channel: string };

function keysOf(
  ctx: CarryContext,
  {
    templates,
    probes,
    channels,
  }: { readonly templates: string; readonly probes: readonly Probe[]; readonly channels: readonly ProbedChannel[] },
): readonly Keyed[] {
  const snapshot = ctx.snapshots.current();
  const moment = ctx.clock.now().toISOString().slice(0, 10);
  const governed = channels.filter(({ mode }) => mode === 'GOVERNED');
  return probes.flatMap((probe) => {
    const hashes = cellKeys({ ...ctx, snapshot, templates, moment }, probe, governed);
    return channels.map((channel) => {
      const hash = hashes.get(channel.key);
      const key = hash === undefined ? null : { hash, snapshotSequence: snapshot.sequence };
      return { probe, channel: channel.key, key };
    });
  });
}

/** The names of the cells that were taken over; null when the sweep is no longer running. */
async function carry(
  { db, clock }: AskContext & { readonly db: Database },
  sweep: number,
  cells: readonly Keyed[],
): Promise<ReadonlySet<string> | null> {
  const keyed = cells.flatMap(({ probe, channel, key }): readonly KeyedCell[] =>
    key === null ? [] : [{ probe: probe.id, channel, cellKey: key.hash }],
  );
  if (keyed.length === 0) return new Set();
  const since = new Date(clock.now().getTime() - carriedHours * 3_600_000);
  return db.transaction().execute(async (tx) => {
    const carried = await carryObservations(tx, sweep, keyed, since);
    const state = await countCells(tx, sweep, carried.length);
    return state === 'RUNNING' ? new Set(carried.map(({ probe, channel }) => `${probe} ${channel}`)) : null;
  });
}
