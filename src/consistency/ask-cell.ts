import type { RenderContext } from '../channels/index.js';
import type { Snapshots } from '../knowledge/index.js';
import type { Clock } from '../platform/clock.js';
import { isAppError } from '../platform/errors.js';
import type { Log } from '../platform/log.js';
import { canonicalFor } from './canonical.js';
import type { Judgement, Probe } from './cell.js';
import { judgeCell, unjudged } from './judge-cell.js';
import type { LearnedRule } from './learned-rules/learned-rule.js';
import { rulesFor } from './learned-rules/rules-for.js';
import type { ChannelProbe, ProbeQuestion, Said } from './probes/channel-probe.js';
import type { ProbedChannel } from './probes/open-probes.js';
import { nothingSaid } from './probes/said.js';

/** What asking a cell needs to know of the world. */
export interface AskContext extends Omit<RenderContext, 'snapshot'> {
  readonly snapshots: Snapshots;
  readonly clock: Clock;
  readonly log: Log;
}

/** What people have taught the checker, as it is while a sweep runs. */
export interface LearnedContext {
  readonly learned: readonly LearnedRule[];
}

/** A question to a channel, and whether it goes the customer's whole way. */
export interface AskableCell {
  readonly probe: Probe;
  readonly channel: ProbedChannel;
  readonly byWire: boolean;
}

/** What a channel said and what is held of it. */
export interface AskedCell {
  readonly said: Said;
  readonly judgement: Judgement;
  /** Of the published state that it was held against. */
  readonly snapshotSequence: number;
}

const mostAttempts = 3;

/**
 * Asks one channel one question and judges what it said against the answer of that moment. When something was published in between, the words and
 * the canonical answer may be of two moments, so it asks again.
 */
export async function askCell(
  ctx: AskContext & LearnedContext,
  cell: AskableCell,
  asker: ChannelProbe | null,
): Promise<AskedCell> {
  for (let attempt = 1; ; attempt += 1) {
    const snapshot = ctx.snapshots.current();
    const asked = await askOnce({ ...ctx, snapshot }, cell, asker);
    const isCurrent = ctx.snapshots.current().sequence === snapshot.sequence;
    if (isCurrent || attempt === mostAttempts) return { ...asked, snapshotSequence: snapshot.sequence };
  }
}

async function askOnce(
  ctx: AskContext & LearnedContext & RenderContext,
  { probe, channel, byWire }: AskableCell,
  asker: ChannelProbe | null,
): Promise<Omit<AskedCell, 'snapshotSequence'>> {
  const { question, locale, expects, scope } = probe;
  const asked: ProbeQuestion = { question, locale, expects, scope, byWire };
  if (asker === null || !speaks(channel, locale))
    return { said: nothingSaid('not-applicable', asked), judgement: unjudged('NOT_APPLICABLE') };
  const found = canonicalFor(ctx, probe, channel);
  if (found.outcome === 'gone')
    return { said: nothingSaid('not-applicable', asked), judgement: unjudged('STALE_PROBE') };
  if (found.outcome === 'unservable')
    return { said: nothingSaid('error', asked), judgement: unjudged('ERROR', found.reason) };
  const said = await asker
    .probe(asked)
    .catch((error: unknown) => nothingSaid('error', asked, { failure: reasonOf(ctx.log, error) }));
  const moment = ctx.clock.now().toISOString().slice(0, 10);
  const learned = rulesFor(ctx.snapshot, ctx.learned, expects);
  return { said, judgement: judgeCell(said, found.canonical, { question, moment, learned }) };
}

/** Whether the channel is one that speaks the language of the question. */
function speaks({ locales }: ProbedChannel, locale: string): boolean {
  const language = (tag: string) => tag.split('-')[0]?.toLowerCase();
  return locales.some((known) => language(known) === language(locale));
}

/** A sentence that staff may read; what is not one of ours is logged. */
function reasonOf(log: Log, error: unknown): string {
  if (isAppError(error)) return error.message;
  log.warn({ err: error }, 'a channel could not be probed');
  return 'The channel could not be read because of a fault of ours.';
}
