import { type Actor, allow } from '../../access/index.js';
import type { Snapshot } from '../../knowledge/index.js';
import { groupQuestions, likeliest, type Models } from '../../matching/index.js';
import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { phrasingKey } from '../../platform/normalise.js';
import type { InquiryWindow } from '../inquiry.js';
import { forEachInTurn } from '../replay/outcome-of.js';
import { type OpenQuestion, openQuestions } from './open-question.store.js';

/** Like questions from the log that may be phrasings of one answer. */
export interface PhrasingSuggestion {
  /** What was asked most often first. */
  readonly questions: readonly { readonly text: string; readonly count: number }[];
  readonly distinct: number;
  readonly count: number;
  readonly unanswered: number;
  readonly picked: number;
  /** The answer that most speaks for; null where nothing does. */
  readonly answer: string | null;
  /** Of what was asked, the share that speaks for the answer, 0 to 1: a pick speaks fully, the model by its confidence. */
  readonly confidence: number;
}

/** An answer that was given with less confidence is worth an editor's look. */
const sure = 0.85;
const mostQuestions = 2_000;
const mostSuggestions = 50;
const mostShown = 10;

/**
 * What the log suggests as phrasings: like questions that are no phrasings yet, with the answer that customers' picks and the model speak for. Nothing
 * becomes a phrasing unless an editor accepts it.
 */
export async function suggestPhrasings(
  ctx: {
    readonly db: Database;
    readonly actor: Actor;
    readonly snapshot: Snapshot;
    readonly models: Pick<Models, 'lexical'>;
  },
  window: InquiryWindow,
  first: number,
): Promise<readonly PhrasingSuggestion[]> {
  allow(ctx.actor, 'read drafts');
  if (first < 1 || first > mostSuggestions)
    throw new AppError('BAD_INPUT', `first must be from 1 to ${mostSuggestions}.`);
  const limits = { audience: ctx.actor.audience, sure, most: mostQuestions };
  const known = phrasingsIn(ctx.snapshot, window.locale);
  const open = (await openQuestions(ctx.db, window, limits)).filter(({ key }) => !known.has(key));
  const votes = new Map<OpenQuestion, ReadonlyMap<string, number>>();
  const state = { snapshot: ctx.snapshot, models: ctx.models.lexical };
  await forEachInTurn(open, (question) => votes.set(question, votesOf(state, window.locale, question)));
  return groupQuestions(
    open.map(({ question }) => question),
    window.locale,
  )
    .map((places) => places.flatMap((place) => open[place] ?? []))
    .map((questions) => suggestionOf(questions, votes))
    .sort((a, b) => b.count - a.count)
    .slice(0, first);
}

/** The keys of all phrasings of a locale, whoever may see them. */
function phrasingsIn(snapshot: Snapshot, locale: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { phrasings, texts } of snapshot.answers.values()) {
    for (const text of phrasings.get(locale) ?? []) keys.add(phrasingKey(text));
    const question = texts.get(locale)?.question;
    if (question) keys.add(phrasingKey(question));
  }
  return keys;
}

/** For which answers a question speaks, and how much; a customer who picked knows better than the model. */
function votesOf(
  ctx: { readonly snapshot: Snapshot; readonly models: Pick<Models, 'for'> },
  locale: string,
  { question, audience, count, picks }: OpenQuestion,
): ReadonlyMap<string, number> {
  const votes = new Map<string, number>();
  for (const pick of picks.filter((key) => ctx.snapshot.answers.has(key))) votes.set(pick, (votes.get(pick) ?? 0) + 1);
  if (votes.size > 0) return votes;
  const best = likeliest(ctx, { question, locale, audience, scope: {} });
  return best ? new Map([[best.answerKey, best.confidence * count]]) : votes;
}

function suggestionOf(
  questions: readonly OpenQuestion[],
  votes: ReadonlyMap<OpenQuestion, ReadonlyMap<string, number>>,
): PhrasingSuggestion {
  const sums = new Map<string, number>();
  for (const question of questions)
    for (const [answer, vote] of votes.get(question) ?? []) sums.set(answer, (sums.get(answer) ?? 0) + vote);
  const [best] = [...sums].sort(([a, most], [b, other]) => other - most || (a < b ? -1 : 1));
  const total = (of: (question: OpenQuestion) => number) => questions.reduce((sum, one) => sum + of(one), 0);
  const count = total((one) => one.count);
  return {
    questions: questions.slice(0, mostShown).map((one) => ({ text: one.question, count: one.count })),
    distinct: questions.length,
    count,
    unanswered: total((one) => one.unanswered),
    picked: total((one) => one.picks.length),
    answer: best?.[0] ?? null,
    confidence: Math.round(Math.min(1, (best?.[1] ?? 0) / count) * 1e3) / 1e3,
  };
}
