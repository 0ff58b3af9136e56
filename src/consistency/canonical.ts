import {
  governedChannels,
  type Channel,
  hedgeSentence,
  type RenderContext,
  type Rendition,
  renderAnswer,
} from '../channels/index.js';
import { factValue, fillEmbeds, type PublishedAnswer } from '../knowledge/index.js';
import { isAppError } from '../platform/errors.js';
import type { Probe } from './cell.js';

/** What every channel should say to a probe at one moment. */
export interface Canonical {
  readonly answer: string;
  readonly version: number;
  readonly locale: string;
  readonly scope: Readonly<Record<string, string>>;
  /** The whole answer in plain text, facts filled in. */
  readonly text: string;
  /** What the asked channel gives instead where the whole has no room for it; null = the whole. */
  readonly shortForm: string | null;
  readonly mustSay: readonly string[];
  /** Where the whole answer is read. */
  readonly url: string;
  /** What all addresses of the help pages begin with. */
  readonly helpPages: string;
}

/** The canonical answer, or why there is none: it is no longer published, or it cannot be shown today. */
export type CanonicalOutcome =
  | { readonly outcome: 'found'; readonly canonical: Canonical }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'unservable'; readonly reason: string };

const helpPages = governedChannels.find(({ kind }) => kind === 'help') as Channel;

/** Reads the answer that a probe expects from the snapshot, as the help pages show it whole and as the asked channel has room for. */
export function canonicalFor(ctx: RenderContext, probe: Probe, channel: Channel): CanonicalOutcome {
  const answer = ctx.snapshot.answers.get(probe.expects);
  if (!answer) return { outcome: 'gone' };
  try {
    return { outcome: 'found', canonical: canonicalOf(ctx, answer, channel, probe.locale) };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_SERVABLE') throw error;
    return { outcome: 'unservable', reason: error.message };
  }
}

function canonicalOf(ctx: RenderContext, answer: PublishedAnswer, channel: Channel, locale: string): Canonical {
  const whole = renderAnswer(ctx, answer, helpPages, locale);
  const shown = channel.mode === 'GOVERNED' ? renderAnswer(ctx, answer, channel, locale) : whole;
  const valueOf = (key: string) => factValue(ctx.snapshot, key, answer.scope)?.content ?? null;
  return {
    answer: answer.key,
    version: whole.version,
    locale: whole.locale,
    scope: answer.scope,
    text: answer.isHedged && channel.mode === 'OBSERVED' ? withoutHedge(answer, whole) : whole.text,
    shortForm: shown.isShortForm ? shown.text : null,
    mustSay: answer.mustSay.map((clause) => fillEmbeds(clause, whole.locale, valueOf).text),
    url: whole.url,
    helpPages: new URL('.', whole.url).href,
  };
}

/** That we have not checked it of late, nobody else need say. */
function withoutHedge({ verifiedAt }: PublishedAnswer, { text, locale }: Rendition): string {
  return text.replace(hedgeSentence(locale, verifiedAt), '').trimEnd();
}
