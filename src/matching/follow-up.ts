import { type PublishedAnswer, visibleAnswer } from '../knowledge/index.js';
import { normalise } from '../platform/normalise.js';
import type { Ask, AskContext } from './ask.js';
import { counterpart, type NamedScope, scopeNamed } from './counterpart.js';
import { type Evidence, evidenceNames } from './evidence.js';
import { anaphors, openers, smallTalk } from './follow-up-words.js';
import { localeFor } from './matched-locale.js';
import { tokensOf } from './tokens.js';

/** More is a question of its own. */
const longestFollowUp = 60;

/** So few words ("in Spain?") lean on what was said before. */
const elliptic = 3;

/** With more than this that no phrasing speaks of, it is about something else. */
const leastKnown = 0.5;

/** Of the answers given before the last that the asker may still see. */
export function answeredBefore(ctx: AskContext, asked: Ask): PublishedAnswer | null {
  const key = asked.previousAnswers.at(-1);
  return key === undefined ? null : visibleAnswer(ctx.snapshot, asked, key);
}

/** The same question as was answered before, for the scope that is named now ("and for business accounts?"); null when it is no such question. */
export function forAnotherScope(
  ctx: AskContext,
  asked: Ask,
  named: NamedScope | null,
): { readonly answer: PublishedAnswer; readonly named: NamedScope } | null {
  const before = answeredBefore(ctx, asked);
  if (!before || !named || asked.question.length > longestFollowUp) return null;
  const { snapshot } = ctx;
  const served = ctx.models.for(localeFor(snapshot, asked.locale, asked.audience), asked.audience);
  const answer = served ? counterpart({ snapshot, served, audience: asked.audience }, before, named) : null;
  return answer && { answer, named };
}

/** The scope that a question names, if any. */
export function namedScope(ctx: AskContext, asked: Ask): NamedScope | null {
  return scopeNamed(ctx.snapshot, asked.audience, asked.question);
}

/** The question behind what it goes on about ("and abroad?"): the question answered last, or else the one asked last; null when it stands alone. */
export function behindWhatWentBefore(ctx: AskContext, asked: Ask, evidence: Evidence | null): string | null {
  if (!leans(asked.question) || knownShare(evidence) < leastKnown) return null;
  const before = answeredBefore(ctx, asked);
  const locale = localeFor(ctx.snapshot, asked.locale, asked.audience);
  const text = before?.texts.get(locale) ?? before?.texts.get(ctx.snapshot.sourceLocale);
  const question = text?.question ?? asked.previousQuestions?.at(-1);
  return question === undefined ? null : `${question} ${asked.question}`;
}

function leans(question: string): boolean {
  if (question.length > longestFollowUp) return false;
  const text = normalise(question);
  const { words, runs } = tokensOf(text);
  if (runs.length === 0 && words.every((word) => smallTalk.has(word))) return false;
  const size = words.length + runs.reduce((sum, run) => sum + Math.ceil(run.length / 2), 0);
  return size <= elliptic || openers.test(text) || anaphors.test(text);
}

function knownShare(evidence: Evidence | null): number {
  return evidence?.[evidenceNames.indexOf('share of known words') + 1] ?? 0;
}
