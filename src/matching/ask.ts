import type { Audience } from '../access/index.js';
import {
  applies,
  hasVisibleAnswer,
  type PublishedAnswer,
  type Scope,
  type Snapshot,
  thresholdsIn,
  visibleAnswer,
} from '../knowledge/index.js';
import { phrasingKey } from '../platform/normalise.js';
import { requireText } from '../platform/text.js';
import { defaultThresholds } from './decision.js';
import { exactPhrasings, negativePhrasings } from './exact-phrasings.js';
import { type Match, match } from './match.js';
import { localeFor } from './matched-locale.js';
import type { Models } from './models.js';
import { splitQuestions } from './questions.js';
import type { Making, Resolution } from './resolution.js';

/** A question with all that may decide its answer; the channel is not part of it, so no channel can change the answer. */
export interface Ask {
  readonly question: string;
  readonly locale: string;
  readonly audience: Audience;
  readonly scope: Scope;
  /** Keys of the answers given before in the conversation, latest last. */
  readonly previousAnswers: readonly string[];
}

/** The published state and the models that questions are resolved with. */
export interface AskContext {
  readonly snapshot: Snapshot;
  readonly models: Pick<Models, 'for'>;
}

/** A question as it is matched. */
interface Question extends Ask {
  /** Its own words, without what went before. */
  readonly own: string;
  readonly making: Pick<Making, 'followUp' | 'isPart'>;
}

const longestQuestion = 1_000;
const untrained = 'none';
const shortFollowUp = 40;

/** Resolves each question of a message to one answer, at most three choices, or honest silence. The same for the same snapshot and model, anywhere. */
export function ask(ctx: AskContext, input: Ask): readonly Resolution[] {
  const message = requireText('question', input.question, { max: longestQuestion });
  const found = splitQuestions(message);
  const questions = found.length > 0 ? found : [message];
  const making = { followUp: null, isPart: questions.length > 1 };
  return questions.map((question) => resolve(ctx, { ...input, question, own: question, making }));
}

function resolve(ctx: AskContext, asked: Question): Resolution {
  const alone = resolveAlone(ctx, asked);
  if (alone.outcome !== 'none') return alone;
  const followUp = withContext(ctx, asked);
  return followUp ? resolveAlone(ctx, followUp) : alone;
}

/** "And abroad?" means nothing alone: it is asked again behind the question that was answered last. */
function withContext(ctx: AskContext, asked: Question): Question | null {
  const last = asked.previousAnswers.at(-1);
  const answer = last && asked.question.length <= shortFollowUp ? visibleAnswer(ctx.snapshot, asked, last) : null;
  const text =
    answer?.texts.get(localeFor(ctx.snapshot, asked.locale, asked.audience)) ??
    answer?.texts.get(ctx.snapshot.sourceLocale);
  return text
    ? { ...asked, question: `${text.question} ${asked.question}`, making: { ...asked.making, followUp: 'CONTEXT' } }
    : null;
}

function resolveAlone(ctx: AskContext, asked: Question): Resolution {
  const { snapshot } = ctx;
  const { audience, question, own } = asked;
  const locale = localeFor(snapshot, asked.locale, audience);
  const served = ctx.models.for(locale, audience);
  const thresholds = thresholdsIn(snapshot, locale) ?? defaultThresholds;
  const negatives = negativePhrasings(snapshot, locale, audience);
  const ruledOut = new Set([question, own].flatMap((text) => negatives.get(phrasingKey(text)) ?? []));
  const allowed = (key: string) => {
    const answer = visibleAnswer(snapshot, asked, key);
    return answer !== null && applies(answer, asked.scope) && !ruledOut.has(key);
  };
  const found = match(served?.model ?? null, question, {
    allowed,
    exact: exactPhrasings(snapshot, locale, audience),
    thresholds,
  });
  const { exact, evidence, ranked } = found;
  const making: Making = {
    ...asked.making,
    matched: question,
    locale,
    thresholds,
    exact,
    evidence,
    ranked,
    ruledOut: [...ruledOut],
  };
  return named(ctx, asked, { ...found, making, modelId: served?.modelId ?? untrained });
}

type Found = Match & { readonly making: Making; readonly modelId: string };

function named(ctx: AskContext, asked: Question, found: Found): Resolution {
  const measured = {
    question: asked.own,
    snapshotSequence: ctx.snapshot.sequence,
    modelId: found.modelId,
    score: found.score,
    confidence: found.confidence,
    margin: found.margin,
    making: found.making,
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
        reason: hasVisibleAnswer(ctx.snapshot, asked) ? 'UNKNOWN' : 'EMPTY',
      };
  }
}
