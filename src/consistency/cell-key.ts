import { createHash, randomUUID } from 'node:crypto';
import { type Channel, type RenderContext, renderAnswer } from '../channels/index.js';
import type { PublishedAnswer } from '../knowledge/index.js';
import { ask, type Models, type Resolution } from '../matching/index.js';
import { isAppError } from '../platform/errors.js';
import { canonicalFor } from './canonical.js';
import type { Probe } from './cell.js';
import { comparerVersion } from './compare.js';
import type { LearnedRule } from './learned-rules/learned-rule.js';
import { rulesFor } from './learned-rules/rules-for.js';

/** What a governed channel's words are made of. */
export interface CellKeyContext extends RenderContext {
  readonly models: Pick<Models, 'for'>;
  /** Names the e-mail templates as they are now. */
  readonly templates: string;
  /** The day, as an ISO date: a comparison knows what is past. */
  readonly moment: string;
  /** The rules in force. */
  readonly learned: readonly LearnedRule[];
}

/** Whatever else the program does differently, it does from its start on. */
const program = randomUUID();

/**
 * Names all that what a governed channel says to a probe, and the verdict on it, are made of: the probe, the channel, what the question resolves to for
 * its readers and how that is shown there, the canonical answer, the templates, the comparer, what it was taught about the answer, the day, and this
 * start of the program. While it is the same, so is the cell.
 */
export function cellKeys(ctx: CellKeyContext, probe: Probe, channels: readonly Channel[]): ReadonlyMap<string, string> {
  const resolutions = new Map<string, readonly Resolution[]>();
  const { question, locale } = probe;
  const resolved = (audience: Channel['audience']) => {
    const known = resolutions.get(audience) ?? ask(ctx, { question, locale, audience, scope: {}, previousAnswers: [] });
    resolutions.set(audience, known);
    return known;
  };
  const taught = rulesFor(ctx.snapshot, ctx.learned, probe.expects).map(({ id }) => id);
  const madeOf = (channel: Channel) => [
    program,
    comparerVersion,
    taught,
    ctx.moment,
    ctx.templates,
    probe,
    channel,
    canonicalFor(ctx, probe, channel),
    resolved(channel.audience).map((resolution) => shownOf(ctx, resolution, channel, locale)),
  ];
  return new Map(
    channels.map((channel) => [
      channel.key,
      createHash('sha256')
        .update(JSON.stringify(madeOf(channel)))
        .digest('base64'),
    ]),
  );
}

function shownOf(ctx: RenderContext, resolution: Resolution, channel: Channel, locale: string): readonly unknown[] {
  const answers = answersIn(resolution);
  return [resolution.outcome, ...answers.map((answer) => [answer.key, renditionHash(ctx, answer, channel, locale)])];
}

function answersIn(resolution: Resolution): readonly PublishedAnswer[] {
  if (resolution.outcome === 'answered') return [resolution.answer];
  return resolution.outcome === 'choices' ? resolution.choices.map(({ answer }) => answer) : [];
}

/** What is shown, and from which version and values. */
function renditionHash(ctx: RenderContext, answer: PublishedAnswer, channel: Channel, locale: string): string {
  try {
    const { hash, contentHash } = renderAnswer(ctx, answer, channel, locale);
    return `${hash} ${contentHash}`;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.message;
  }
}
