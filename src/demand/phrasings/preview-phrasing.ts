import { type Actor, allow } from '../../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../../knowledge/index.js';
import { likeliest, type Models, type ModelsToTry } from '../../matching/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { phrasingKey } from '../../platform/normalise.js';
import { requireText } from '../../platform/text.js';
import { askedQuestions } from '../inquiry.store.js';
import { forEachInTurn, outcomeOf, type ReplayOutcome, type ReplayState } from '../replay/outcome-of.js';
import { type Replay, replayQuestions } from '../replay/replay-questions.js';
import { justAfter } from '../replay/replay-window.js';

/** A phrasing of the knowledge base that the model, without the table of exact phrasings, would take for another answer than before. */
export interface MovedPhrasing {
  readonly text: string;
  readonly answer: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What would happen if a phrasing were added. */
export interface PhrasingPreview {
  readonly before: ReplayOutcome;
  readonly after: ReplayOutcome;
  /** Other answers that are asked with the same words. */
  readonly takenBy: readonly string[];
  /** Phrasings that the model would no longer take for their own answer, and those that it would take for it now. */
  readonly lost: readonly MovedPhrasing[];
  readonly won: readonly MovedPhrasing[];
  /** The last month's questions of the same askers. */
  readonly questions: Replay;
}

interface PreviewContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly snapshot: Snapshot;
  readonly models: Pick<Models, 'lexical'>;
  readonly modelsToTry: ModelsToTry;
}

const daysLookedAt = 30;
const msPerDay = 86_400_000;
const mostQuestions = 2_000;
const mostExamples = 5;

/**
 * Adds a phrasing to a copy of what is published, trains the model of those the answer is for, and says what would be different. Nothing is kept.
 * Throws NOT_FOUND for an answer that is not published, and TOO_COSTLY where training would take too long.
 */
export async function previewPhrasing(
  ctx: PreviewContext,
  input: { readonly answer: string; readonly locale: string; readonly phrasing: string },
): Promise<PhrasingPreview> {
  allow(ctx.actor, 'write phrasings');
  const text = requireText('phrasing', input.phrasing, { max: 300 });
  const answer = ctx.snapshot.answers.get(input.answer);
  if (!answer) throw new AppError('NOT_FOUND', `There is no published answer ${input.answer}.`);
  const { locale } = input;
  const { audience, scope } = answer;
  const tried = withPhrasing(ctx.snapshot, answer, { locale, text });
  const states = {
    before: { snapshot: ctx.snapshot, models: ctx.models.lexical },
    after: { snapshot: tried, models: await ctx.modelsToTry(tried, { locale, audience }) },
  };
  const asked = { question: text, audience, scope, previousAnswer: null, count: 1 };
  const moved = await movedPhrasings(states, locale, audience);
  return {
    before: outcomeOf(states.before, locale, asked),
    after: outcomeOf(states.after, locale, asked),
    takenBy: askedWith(ctx.snapshot, locale, text).filter((key) => key !== answer.key),
    lost: moved.filter((one) => one.before === one.answer),
    won: moved.filter((one) => one.after === one.answer),
    questions: await replayLately(ctx, states, { locale, audience }),
  };
}

/** A copy of the published state in which an answer has one phrasing more. */
function withPhrasing(
  snapshot: Snapshot,
  answer: PublishedAnswer,
  { locale, text }: { readonly locale: string; readonly text: string },
): Snapshot {
  const own = answer.phrasings.get(locale) ?? [];
  const phrasings = new Map([...answer.phrasings, [locale, [...own, text]]]);
  return { ...snapshot, answers: new Map([...snapshot.answers, [answer.key, { ...answer, phrasings }]]) };
}

function askedWith(snapshot: Snapshot, locale: string, text: string): readonly string[] {
  const key = phrasingKey(text);
  return [...snapshot.answers.values()]
    .filter(({ phrasings }) => (phrasings.get(locale) ?? []).some((one) => phrasingKey(one) === key))
    .map((answer) => answer.key);
}

async function movedPhrasings(
  { before, after }: { readonly before: ReplayState; readonly after: ReplayState },
  locale: string,
  audience: PublishedAnswer['audience'],
): Promise<readonly MovedPhrasing[]> {
  const rows = visibleAnswers(before.snapshot, { audience }).flatMap(({ key, scope, phrasings }) =>
    (phrasings.get(locale) ?? []).map((text) => ({ text, answer: key, scope })),
  );
  const moved: MovedPhrasing[] = [];
  await forEachInTurn(rows, ({ text, answer, scope }) => {
    const asked = { question: text, locale, audience, scope };
    const [then, now] = [likeliest(before, asked), likeliest(after, asked)];
    const found = { text, answer, before: then?.answerKey ?? null, after: now?.answerKey ?? null };
    if (found.before !== found.after) moved.push(found);
  });
  return moved;
}

async function replayLately(
  ctx: PreviewContext,
  states: { readonly before: ReplayState; readonly after: ReplayState },
  { locale, audience }: { readonly locale: string; readonly audience: PublishedAnswer['audience'] },
): Promise<Replay> {
  const to = justAfter(ctx.clock.now());
  const window = { locale, from: new Date(to.getTime() - daysLookedAt * msPerDay), to };
  const asked = await askedQuestions(ctx.db, window, { audience, most: mostQuestions });
  const same = asked.filter((question) => question.audience === audience);
  return replayQuestions(states, locale, same, mostExamples);
}
