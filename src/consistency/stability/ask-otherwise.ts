import { randomUUID } from 'node:crypto';
import type { ChannelKind } from '../../channels/index.js';
import type { Database } from '../../platform/database/database.js';
import type { AskContext } from '../ask-cell.js';
import type { KeyContext } from '../carry-unchanged.js';
import type { Probe } from '../cell.js';
import { chunksOf } from '../chunks-of.js';
import { inParallel } from '../in-parallel.js';
import { talkInProcess } from '../probes/bot-in-process.js';
import type { ProbeEnvironment } from '../probes/channel-probe.js';
import type { ProbedChannel } from '../probes/open-probes.js';
import type { Sweep } from '../sweep.js';
import { countCells } from '../sweep.store.js';
import type { Way } from './asked-otherwise.js';
import {
  type AskedCell,
  carryWays,
  type CellName,
  cellsToAskOtherwise,
  insertWays,
  sweepsDoneBefore,
} from './asked-otherwise.store.js';
import { otherWays } from './other-ways.js';
import { askedOtherwiseToo } from './stability-sample.js';

/** What asking otherwise needs. */
export type OtherwiseContext = AskContext &
  KeyContext & { readonly db: Database; readonly environment: ProbeEnvironment };

/** The cells that a sweep is over. */
export interface OtherwisePlan {
  readonly sweep: Sweep;
  readonly channels: readonly ProbedChannel[];
  readonly probes: readonly Probe[];
}

type Bot = Parameters<ProbeEnvironment['talk']>[0];

const bots: readonly ChannelKind[] = ['webchat', 'social', 'social-reply'] satisfies readonly Bot[];
const atOnce = 4;
const keptAtOnce = 40;
/** As long as a cell that is taken over. */
const carriedHours = 24;

/** Whatever else the program does differently, it does from its start on. */
const program = randomUUID();

interface Cell {
  readonly probe: Probe;
  readonly channel: ProbedChannel;
}

/**
 * Puts the questions of a sample to the bots in other words, each in a new conversation in this process, and keeps what they did; where they answer by
 * the same as the last time, that is taken over. False when the sweep was cancelled on the way. Where it was interrupted it goes on with what is missing.
 */
export async function askOtherwise(ctx: OtherwiseContext, plan: OtherwisePlan): Promise<boolean> {
  const { sweep } = plan;
  // Somebody waits to see what was published: how it is asked otherwise can wait for a whole sweep.
  if (sweep.snapshotSequence !== null) return true;
  for (const some of chunksOf(await carryUnchangedWays(ctx, plan), keptAtOnce)) {
    const asked: AskedCell[] = [];
    await inParallel(some, atOnce, async (cell) => {
      asked.push(await askCellOtherwise(ctx, cell));
    });
    const state = await ctx.db.transaction().execute(async (tx) => {
      await insertWays(tx, sweep.id, asked);
      return countCells(tx, sweep.id, 0);
    });
    if (state !== 'RUNNING') return false;
  }
  return true;
}

/** Gives the cells that are left to ask. */
async function carryUnchangedWays(ctx: OtherwiseContext, plan: OtherwisePlan): Promise<readonly Cell[]> {
  const { db, clock } = ctx;
  const { id } = plan.sweep;
  const sample = askedOtherwiseToo(plan.probes, await sweepsDoneBefore(db, id));
  const probes = new Map(sample.map((probe) => [probe.id, probe]));
  const channels = new Map(plan.channels.filter(({ kind }) => bots.includes(kind)).map((one) => [one.key, one]));
  const names = { channels: [...channels.keys()], probes: [...probes.keys()] };
  const cellsOf = (found: readonly CellName[]): readonly Cell[] =>
    found.flatMap(({ probe: number, channel: key }) => {
      const [probe, channel] = [probes.get(number), channels.get(key)];
      return probe && channel ? [{ probe, channel }] : [];
    });
  const wanted = cellsOf(await cellsToAskOtherwise(db, id, names)).map((cell) => ({
    probe: cell.probe.id,
    channel: cell.channel.key,
    madeOf: madeOf(ctx, cell),
  }));
  const since = new Date(clock.now().getTime() - carriedHours * 3_600_000);
  await db.transaction().execute((tx) => carryWays(tx, id, wanted, since));
  return cellsOf(await cellsToAskOtherwise(db, id, names));
}

/** What decides how a bot answers: this program, the published state and the model. */
function madeOf({ snapshots, models }: OtherwiseContext, { probe, channel }: Cell): string {
  const model = models.for(probe.locale, channel.audience)?.modelId ?? 'none';
  return `${program} ${snapshots.current().sequence} ${model}`;
}

async function askCellOtherwise(ctx: OtherwiseContext, cell: Cell): Promise<AskedCell> {
  const { probe, channel } = cell;
  const answeredBy = madeOf(ctx, cell);
  const ways: Way[] = [];
  for (const words of otherWays(ctx.snapshots.current(), probe))
    ways.push(await ask(ctx, probe, channel.kind as Bot, words));
  return { probe: probe.id, channel: channel.key, ways, madeOf: answeredBy, at: ctx.clock.now() };
}

async function ask({ environment, log }: OtherwiseContext, probe: Probe, bot: Bot, words: string): Promise<Way> {
  try {
    const { said, turns } = await talkInProcess(environment, bot, { ...probe, byWire: false }, words);
    if (said.state === 'error') return { words, outcome: 'FAILED', answer: null };
    if (said.state !== 'said') return { words, outcome: 'SILENT', answer: null };
    if (said.answerKey !== probe.expects) return { words, outcome: 'OTHER', answer: said.answerKey };
    return { words, outcome: turns > 1 ? 'OFFERED' : 'SAID', answer: said.answerKey };
  } catch (error) {
    log.warn({ err: error }, 'a bot could not be asked otherwise');
    return { words, outcome: 'FAILED', answer: null };
  }
}
