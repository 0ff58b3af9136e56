import type { Audience } from '../access/index.js';
import {
  applies,
  type PublishedAnswer,
  type Scope,
  type Snapshot,
  visibleAnswer,
  visibleAnswers,
} from '../knowledge/index.js';
import { requireText } from '../platform/text.js';
import { exactTable } from './exact-table.js';
import { match, splitQuestions } from './match.js';
import type { Match } from './match.js';
import type { Models } from './models.js';
import type { Phrasing } from './phrasings.js';
import { trainedLocales } from './training-input.js';

/** A question with all that may decide its answer; the channel is not part of it, so no channel can change the answer. */
export interface Ask {
  readonly question: string;
  readonly locale: string;
  readonly audience: Audience;
  readonly scope: Scope;
  /** Keys of the answers given before in the conversation, latest last. */
  readonly previousAnswers: readonly string[];
}

interface Measured {
  readonly question: string;
  readonly snapshotSequence: number;
  readonly modelId: string;
  readonly score: number;
  readonly confidence: number;
  readonly margin: number;
}

/** What a question resolves to. */
export type Resolution =
  | (Measured & { readonly outcome: 'answered'; readonly answer: PublishedAnswer; readonly exact: boolean })
  | (Measured & {
      readonly outcome: 'choices';
      readonly choices: readonly { readonly answer: PublishedAnswer; readonly score: number }[];
    })
  | (Measured & { readonly outcome: 'none'; readonly reason: 'UNKNOWN' | 'EMPTY' });

type AskContext = { readonly snapshot: Snapshot; readonly models: Pick<Models, 'for'> };

const longestQuestion = 1_000;
const untrained = 'none';
const shortFollowUp = 40;

/** Resolves each question of a message to one answer, at most three choices, or honest silence. The same for the same snapshot and model, anywhere. */
export function ask(ctx: AskContext, input: Ask): readonly Resolution[] {
  const message = requireText('question', input.question, { max: longestQuestion });
  const questions = splitQuestions(message);
  return (questions.length > 0 ? questions : [message]).map((question) => resolve(ctx, { ...input, question }));
}

function resolve(ctx: AskContext, input: Ask): Resolution {
  const alone = resolveAlone(ctx, input);
  if (alone.outcome !== 'none') return alone;
  const followUp = withContext(ctx, input);
  return followUp ? { ...resolveAlone(ctx, followUp), question: input.question } : alone;
}

/** "And abroad?" means nothing alone: it is asked again behind the question that was answered last. */
function withContext(ctx: AskContext, input: Ask): Ask | null {
  const last = input.previousAnswers.at(-1);
  const answer = last && input.question.length <= shortFollowUp ? visibleAnswer(ctx.snapshot, input, last) : null;
  const text =
    answer?.texts.get(localeFor(ctx.snapshot, input.locale, input.audience)) ??
    answer?.texts.get(ctx.snapshot.sourceLocale);
  return text ? { ...input, question: `${text.question} ${input.question}` } : null;
}

function resolveAlone(ctx: AskContext, input: Ask): Resolution {
  const locale = localeFor(ctx.snapshot, input.locale, input.audience);
  const served = ctx.models.for(locale, input.audience);
  const allowed = (key: string) => {
    const answer = visibleAnswer(ctx.snapshot, input, key);
    return answer !== null && applies(answer, input.scope);
  };
  const found = match(served?.model ?? null, input.question, {
    allowed,
    exact: exactPhrasings(ctx.snapshot, locale, input.audience),
    embedded: served?.embedded,
  });
  return named(ctx, input, served?.modelId ?? untrained, found);
}

function named(ctx: AskContext, input: Ask, modelId: string, found: Match): Resolution {
  const measured: Measured = {
    question: input.question,
    snapshotSequence: ctx.snapshot.sequence,
    modelId,
    score: found.score,
    confidence: found.confidence,
    margin: found.margin,
  };
  const answerOf = (key: string) => ctx.snapshot.answers.get(key) as PublishedAnswer;
  switch (found.outcome) {
    case 'answered':
      return { ...measured, outcome: 'answered', answer: answerOf(found.best.answerKey), exact: found.exact };
    case 'choices':
      return {
        ...measured,
        outcome: 'choices',
        choices: found.candidates.map(({ answerKey, score }) => ({ answer: answerOf(answerKey), score })),
      };
    default:
      return {
        ...measured,
        outcome: 'none',
        reason: visibleAnswers(ctx.snapshot, input).length === 0 ? 'EMPTY' : 'UNKNOWN',
      };
  }
}

/** The locale whose phrasings are matched: the tag, its language, or the source locale. */
export function localeFor(snapshot: Snapshot, locale: string, audience: Audience): string {
  const trained = new Set(trainedLocales(snapshot, audience));
  const language = locale.split('-')[0] ?? '';
  return [locale, language].find((tag) => trained.has(tag)) ?? snapshot.sourceLocale;
}

/** By the map of answers, which stays the same from one snapshot to the next while no answer changes. */
const tables = new WeakMap<Snapshot['answers'], Map<string, ReadonlyMap<string, readonly string[]>>>();

/** The exact phrasings of a snapshot, made on first use: a phrasing that was approved a moment ago resolves before any model has learned it. */
function exactPhrasings(
  snapshot: Snapshot,
  locale: string,
  audience: Audience,
): ReadonlyMap<string, readonly string[]> {
  const known = tables.get(snapshot.answers) ?? new Map<string, ReadonlyMap<string, readonly string[]>>();
  tables.set(snapshot.answers, known);
  const name = `${locale}/${audience}`;
  const table = known.get(name) ?? exactTable(askedWith(snapshot, locale, audience));
  known.set(name, table);
  return table;
}

const asked = new WeakMap<PublishedAnswer, Map<string, readonly Phrasing[]>>();

/** The same rows for the same answer each time, so that their keys are reckoned once. */
function askedWith(snapshot: Snapshot, locale: string, audience: Audience): readonly Phrasing[] {
  return visibleAnswers(snapshot, { audience }).flatMap((answer) => {
    const known = asked.get(answer) ?? new Map<string, readonly Phrasing[]>();
    asked.set(answer, known);
    const rows = known.get(locale) ?? waysToAsk(answer, locale);
    known.set(locale, rows);
    return rows;
  });
}

function waysToAsk(answer: PublishedAnswer, locale: string): readonly Phrasing[] {
  const own = answer.phrasings.get(locale) ?? [];
  const question = answer.texts.get(locale)?.question;
  const texts = own.length > 0 && question ? [question, ...own] : own;
  return texts.map((text) => ({ answerKey: answer.key, text }));
}
