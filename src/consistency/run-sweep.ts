import { allChannels } from '../channels/index.js';
import type { Database } from '../platform/database/database.js';
import { isAppError } from '../platform/errors.js';
import { type AskContext, type AskedCell, askCell } from './ask-cell.js';
import type { Probe } from './cell.js';
import { finishSweep } from './finish-sweep.js';
import { inParallel } from './in-parallel.js';
import { cellsDone, insertObservation, keepEvidence } from './observation.store.js';
import { planProbes } from './plan-probes.js';
import type { ChannelProbe, ProbeEnvironment } from './probes/channel-probe.js';
import { openProbes, type ProbedChannel } from './probes/open-probes.js';
import { countCell, markFailed, markRunning, sweepById } from './sweep.store.js';

/** What a sweep needs to know of the world. */
export interface SweepContext extends AskContext {
  readonly db: Database;
  readonly environment: ProbeEnvironment;
}

/** How many questions a channel is asked at once; other people's servers get one at a time. */
const concurrency = { GOVERNED: 4, OBSERVED: 1 } as const;

/**
 * Asks every channel every question, compares, and keeps observations, findings and rates. Where an earlier run was interrupted it goes on with the
 * cells that are missing; a sweep that has ended is left as it is. A fault of ours ends it as FAILED; it throws when not even that can be kept.
 */
export async function runSweep(ctx: SweepContext, id: number): Promise<void> {
  try {
    const cells = await planCells(ctx, id);
    if (cells === null) return;
    const finished = await askAll(ctx, id, cells);
    if (finished) await finishSweep(ctx, id, cells.channels);
  } catch (error) {
    ctx.log.error({ err: error, sweep: id }, 'a sweep failed');
    await markFailed(
      ctx.db,
      id,
      isAppError(error) ? error.message : 'The sweep ended with a fault of ours; the log says which.',
      ctx.clock.now(),
    );
  }
}

/** What is left to ask. */
interface Plan {
  readonly channels: readonly ProbedChannel[];
  readonly left: ReadonlyMap<string, readonly Probe[]>;
}

async function planCells(ctx: SweepContext, id: number): Promise<Plan | null> {
  const sweep = await sweepById(ctx.db, id);
  if (!sweep || (sweep.state !== 'QUEUED' && sweep.state !== 'RUNNING')) return null;
  const channels = await allChannels(ctx.db);
  const probes = await planProbes({ ...ctx, snapshot: ctx.snapshots.current() });
  const done = new Set((await cellsDone(ctx.db, id)).map(({ probe, channel }) => `${probe} ${channel}`));
  if (!(await markRunning(ctx.db, id, probes.length * channels.length))) return null;
  const left = new Map(channels.map(({ key }) => [key, probes.filter((probe) => !done.has(`${probe.id} ${key}`))]));
  return { channels, left };
}

/** False when the sweep was cancelled on the way. */
async function askAll(ctx: SweepContext, id: number, { channels, left }: Plan): Promise<boolean> {
  const probes = openProbes(ctx.environment);
  let cancelled = false;
  try {
    await Promise.all(
      channels.map(async (channel) => {
        const asker = askerOf(probes.of, channel);
        await inParallel(left.get(channel.key) ?? [], concurrency[channel.mode], async (probe) => {
          if (cancelled) return;
          const asked = await askCell(ctx, { probe, channel }, asker);
          cancelled ||= !(await keepCell(ctx, { sweep: id, probe: probe.id, channel: channel.key }, asked));
        });
      }),
    );
  } finally {
    await probes.close();
  }
  return !cancelled;
}

/** A channel whose source is wrong makes its own cells errors and nobody else's. */
function askerOf(of: (channel: ProbedChannel) => ChannelProbe | null, channel: ProbedChannel): ChannelProbe | null {
  try {
    return of(channel);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { probe: () => Promise.reject(error) };
  }
}

/** Keeps a cell with its evidence and counts it, all or nothing; false when the sweep is no longer running. */
async function keepCell(
  ctx: SweepContext,
  key: { readonly sweep: number; readonly probe: number; readonly channel: string },
  { said, judgement }: AskedCell,
): Promise<boolean> {
  const at = ctx.clock.now();
  return ctx.db.transaction().execute(async (tx) => {
    const evidenceHash = said.evidence ? await keepEvidence(tx, said.evidence, at) : null;
    if (!(await insertObservation(tx, key, { said, judgement, evidenceHash, at }))) return true;
    return (await countCell(tx, key.sweep)) === 'RUNNING';
  });
}
