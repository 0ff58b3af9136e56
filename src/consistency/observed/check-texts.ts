import type { Channel, RenderContext } from '../../channels/index.js';
import type { Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors.js';
import { canonicalFor } from '../canonical.js';
import type { LearnedContext } from '../ask-cell.js';
import type { Judgement } from '../cell.js';
import { type Finding, findingsIn } from '../finding.js';
import { judgeCell, unjudged } from '../judge-cell.js';
import { rulesFor } from '../learned-rules/rules-for.js';
import type { Observation } from '../observation.js';
import { probeOf } from '../plan-probes.js';
import { nothingSaid, saidWithoutReceipt } from '../probes/said.js';
import { ownerOf } from '../owner-of.js';
import { type SweepRates, ratesOf } from '../rates.js';

/** What a channel says, or would say once it goes live, to the question of an answer. */
export interface TextToCheck {
  /** The answer's key. */
  readonly answer: string;
  /** Null when it could not be read. */
  readonly text: string | null;
  /** Where it stands. */
  readonly address: string | null;
  /** Why it could not be read. */
  readonly failure: string | null;
  /** That there is nothing to read is no failure where the channel has no answer, or is not asked for one. */
  readonly silence?: 'no-answer' | 'not-applicable' | null;
  /** The version and the language that the channel says it gives. */
  readonly version?: number | null;
  readonly locale?: string | null;
}

/** What is held of texts that nobody keeps; cells and findings are numbered from 1 in their own order. */
export interface TextCheck {
  readonly at: Date;
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly rates: SweepRates;
}

/** What checking texts needs. */
export interface TextCheckContext extends RenderContext, LearnedContext {
  readonly clock: Clock;
}

/** Holds texts against the published answers as a sweep would, and keeps nothing. Throws BAD_INPUT when an answer is named twice. */
export function checkTexts(ctx: TextCheckContext, channel: Channel, texts: readonly TextToCheck[]): TextCheck {
  const twice = texts.find(({ answer }, place) => texts.findIndex((other) => other.answer === answer) < place);
  if (twice) throw new AppError('BAD_INPUT', `texts names ${JSON.stringify(twice.answer.slice(0, 100))} twice.`);
  const at = ctx.clock.now();
  const observations = texts.map((text, place) => observe(ctx, channel, text, { id: place + 1, at }));
  const found = observations.flatMap((observation) =>
    findingsIn(observation).map((difference) => ({ observation, difference })),
  );
  const findings = found.map(
    ({ observation, difference }, place): Finding => ({
      ...difference,
      id: place + 1,
      probe: observation.probe,
      channel: channel.key,
      severity: difference.baseSeverity,
      severityReasons: [],
      ownerTeam: ownerOf(ctx.snapshot, observation.probe.expects),
      state: 'OPEN',
      assignee: null,
      firstSeenAt: at,
      lastSeenAt: at,
      closedAt: null,
      timesReturned: 0,
    }),
  );
  return { at, observations, findings, rates: ratesOf(observations.map(rated), [channel]) };
}

function observe(
  ctx: TextCheckContext,
  channel: Channel,
  { answer: key, text, address, failure, silence, version = null, locale }: TextToCheck,
  { id, at }: { readonly id: number; readonly at: Date },
): Observation {
  const answer = ctx.snapshot.answers.get(key);
  const isAsked = answer?.audience === 'PUBLIC';
  const probe = {
    id: 0,
    ...(isAsked
      ? probeOf(ctx.snapshot, answer)
      : { key, question: key, locale: ctx.snapshot.sourceLocale, audience: 'PUBLIC', scope: {}, expects: key }),
  };
  const asked = { ...probe, byWire: false };
  const seen = { address, evidence: null };
  const said =
    text === null
      ? nothingSaid(silence ?? 'error', asked, { address, failure })
      : { ...saidWithoutReceipt(asked, text, seen), version, locale: locale ?? asked.locale };
  const judge = (): Judgement => {
    if (!isAsked) return unjudged('STALE_PROBE');
    const found = canonicalFor(ctx, probe, channel);
    if (found.outcome === 'gone') return unjudged('STALE_PROBE');
    if (found.outcome === 'unservable') return unjudged('ERROR', found.reason);
    const learned = rulesFor(ctx.snapshot, ctx.learned, probe.expects);
    return judgeCell(said, found.canonical, {
      question: probe.question,
      moment: at.toISOString().slice(0, 10),
      learned,
    });
  };
  return {
    ...judge(),
    id,
    probe,
    channel: channel.key,
    at,
    address,
    answerKey: null,
    version,
    receiptCode: null,
    evidenceHash: null,
  };
}

function rated({ probe, channel, state, omits }: Observation) {
  return { probe: probe.key, channel, state, omits: omits.length > 0, receiptOf: null };
}
