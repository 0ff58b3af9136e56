import { allChannels } from '../channels/index.js';
import type { Database } from '../platform/database/database.js';
import { isAppError } from '../platform/errors.js';
import { type AskContext, askCell, type LearnedContext } from './ask-cell.js';
import { carryUnchanged, type KeyContext } from './carry-unchanged.js';
import type { Probe } from './cell.js';
import { chunksOf } from './chunks-of.js';
import { finishSweep } from './finish-sweep.js';
import { inParallel } from './in-parallel.js';
import { askJudge, type JudgeContext } from './judge/ask-judge.js';
import { rulesInForce } from './learned-rules/learned-rule.store.js';
import { cellsDone, insertObservations, type SeenCell } from './observation.store.js';
import { forgetPages } from './pages/forget-pages.js';
import { databaseMemory } from './pages/page.store.js';
import { planProbes } from './plan-probes.js';
import type { ChannelProbe, ProbeEnvironment } from './probes/channel-probe.js';
import { openProbes, type ProbedChannel } from './probes/open-probes.js';
import { isWhole, type Sweep } from './sweep.js';
import { countCells, markFailed, markRunning, sweepById } from './sweep.store.js';
import { askOtherwise } from './stability/ask-otherwise.js';
import { untilServed } from './until-served.js';
import { goByWire } from './wire-sample.js';

/** What a sweep needs to know of the world. */
export interface SweepContext extends AskContext, KeyContext, JudgeContext {
  readonly db: Database;
  readonly environment: ProbeEnvironment;
}

/** How many questions a channel is asked at once; other people's servers get one at a time. */
const concurrency = { GOVERNED: 4, OBSERVED: 1 } as const;
/** How many cells are kept in one transaction: so many are asked again after a crash. */
const keptAtOnce = { GOVERNED: 20, OBSERVED: 5 } as const;

/**
 * Asks every channel every question, compares, and keeps observations, findings and rates. Where an earlier run was interrupted it goes on with the
 * cells that are missing; a sweep that has ended is left as it is. A fault of ours ends it as FAILED; it throws when not even that can be kept.
 */
export async function runSweep(ctx: SweepContext, id: number): Promise<void> {
  try {
    const plan = await planCells(ctx, id);
    if (plan === null) return;
    const finished = await askAll({ ...ctx, learned: await rulesInForce(ctx.db) }, plan);
    if (!finished || !(await askOtherwise(ctx, plan))) return;
    await askJudge(ctx, id);
    await finishSweep(ctx, plan.sweep, plan.channels);
    if (isWhole(plan.sweep)) await forgetPages(ctx, plan.channels);
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
  readonly sweep: Sweep;
  readonly channels: readonly ProbedChannel[];
  readonly probes: readonly Probe[];
  /** The cells that are done, as `cellName` names them. */
  readonly done: Set<string>;
}

const cellName = (probe: number, channel: string) => `${probe} ${channel}`;

async function planCells(ctx: SweepContext, id: number): Promise<Plan | null> {
  const sweep = await sweepById(ctx.db, id);
  if (!sweep || (sweep.state !== 'QUEUED' && sweep.state !== 'RUNNING')) return null;
  const { sequence } = await ctx.snapshots.reached(sweep.snapshotSequence ?? 0);
  const isAsked = (part: readonly string[] | null, key: string) => part === null || part.includes(key);
  const channels = (await allChannels(ctx.db)).filter(({ key }) => isAsked(sweep.channels, key));
  if (channels.some(({ mode }) => mode === 'GOVERNED')) await untilServed(ctx.environment, sequence);
  const inUse = await planProbes({ ...ctx, snapshot: ctx.snapshots.current() });
  const probes = inUse.filter(({ expects }) => isAsked(sweep.answers, expects));
  const done = new Set((await cellsDone(ctx.db, id)).map(({ probe, channel }) => cellName(probe, channel)));
  if (!(await markRunning(ctx.db, id, probes.length * channels.length))) return null;
  return { sweep, channels, probes, done };
}

/** False when the sweep was cancelled on the way. */
async function askAll(ctx: SweepContext & LearnedContext, plan: Plan): Promise<boolean> {
  const { sweep, channels, done } = plan;
  const cells = await carryUnchanged(ctx, { ...plan, isDone: (probe, channel) => done.has(cellName(probe, channel)) });
  const byWire = goByWire(plan.probes, sweep);
  const probes = openProbes(ctx.environment, {
    memory: databaseMemory(ctx.db),
    clock: ctx.clock,
    startedAt: sweep.startedAt,
    trustsFresh: sweep.scheduled,
  });
  let cancelled = cells === null;
  try {
    await Promise.all(
      channels.map(async (channel) => {
        const asker = askerOf(probes.of, channel);
        for (const some of chunksOf(cells?.get(channel.key) ?? [], keptAtOnce[channel.mode])) {
          const seen: SeenCell[] = [];
          await inParallel(some, concurrency[channel.mode], async ({ probe, key }) => {
            if (cancelled) return;
            const asked = await askCell(ctx, { probe, channel, byWire: byWire.has(probe) }, asker);
            const isKeyed = key?.snapshotSequence === asked.snapshotSequence && asked.judgement.state !== 'ERROR';
            const cellKey = isKeyed ? key.hash : null;
            seen.push({
              probe: probe.id,
              channel: channel.key,
              ...asked,
              cellKey,
              at: asked.said.readAt ?? ctx.clock.now(),
            });
          });
          cancelled ||= !(await keepCells(ctx.db, sweep.id, seen));
        }
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

/** Keeps cells with their evidence and counts them, all or nothing; false when the sweep is no longer running. */
async function keepCells(db: Database, sweep: number, cells: readonly SeenCell[]): Promise<boolean> {
  return db
    .transaction()
    .execute(async (tx) => (await countCells(tx, sweep, await insertObservations(tx, sweep, cells))) === 'RUNNING');
}
