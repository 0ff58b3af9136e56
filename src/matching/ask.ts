import type { Audience } from '../access/index.js';
import {
  applies,
  mostSpecific,
  hasVisibleAnswer,
  type PublishedAnswer,
  type Scope,
  type Snapshot,
  thresholdsIn,
  visibleAnswer,
} from '../knowledge/index.js';
import { phrasingKey } from '../platform/normalise.js';
import { requireText } from '../platform/text.js';
import type { NamedScope } from './counterpart.js';
import { defaultThresholds } from './decision.js';
import { behindWhatWentBefore, forAnotherScope, namedScope } from './follow-up.js';
import { fitToScope } from './fit-scope.js';
import { exactPhrasings, negativePhrasings } from './exact-phrasings.js';
import { type Match, match } from './match.js';
import { localeFor } from './matched-locale.js';
import type { Models } from './models.js';
import { type Recognised, splitQuestions } from './questions.js';
import type { Making, Resolution } from './resolution.js';

/** A question with all that may decide its answer; the channel is not part of it, so no channel can change the answer. */
export interface Ask {
  readonly question: string;
  readonly locale: string;
  readonly audience: Audience;
  readonly scope: Scope;
  /** Keys of the answers given before in the conversation, latest last. */
  readonly previousAnswers: readonly string[];
  /** Questions asked before in the conversation, latest last; the last one counts where no answer was given. */
  readonly previousQuestions?: readonly string[];
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
  /** The key of the one answer that it can be about; any when not given. */
  readonly only?: string;
}

const longestQuestion = 1_000;
const untrained = 'none';

/** Resolves each question of a message to one answer, at most three choices, or honest silence. The same for the same snapshot and model, anywhere. */
export function ask(ctx: AskContext, input: Ask): readonly Resolution[] {
  const message = requireText('question', input.question, { max: longestQuestion });
  const whole: Question = { ...input, question: message, own: message, making: { followUp: null, isPart: false } };
  const found = splitQuestions(message, (text) =>
    recognised(resolveAlone(ctx, { ...whole, question: text, own: text })),
  );
  const questions = found.length > 0 ? found : [message];
  const resolutions: Resolution[] = [];
  for (const question of questions) {
    const making = { followUp: null, isPart: questions.length > 1 };
    const previousAnswers = [...input.previousAnswers, ...resolutions.flatMap(keyAnswered)];
    resolutions.push(resolve(ctx, { ...input, question, own: question, making, previousAnswers }));
  }
  return resolutions;
}

function recognised(resolution: Resolution): Recognised {
  return {
    answerKey: resolution.making.ranked[0]?.answerKey ?? null,
    isAnswered: resolution.outcome === 'answered',
  };
}

function keyAnswered(resolution: Resolution): readonly string[] {
  return resolution.outcome === 'answered' ? [resolution.answer.key] : [];
}

/** A question that says nothing but a scope is about the answer before; any other is one of its own if it resolves alone. */
function resolve(ctx: AskContext, asked: Question): Resolution {
  const named = namedScope(ctx, asked);
  const scoped = forAnotherScope(ctx, asked, named);
  if (scoped?.named.isAll) return resolveScoped(ctx, asked, scoped);
  const alone = resolveFitting(ctx, asked, named);
  if (alone.outcome === 'answered') return alone;
  if (scoped) return resolveScoped(ctx, asked, scoped);
  const question = behindWhatWentBefore(ctx, asked, alone.making.evidence);
  if (question === null) return alone;
  const scope = named ? { ...asked.scope, [named.dimension]: named.value } : asked.scope;
  const following = resolveAlone(ctx, { ...asked, question, scope, making: { ...asked.making, followUp: 'CONTEXT' } });
  return following.outcome === 'answered' || alone.outcome === 'none' ? following : alone;
}

/** What the words lead to, for the asker's scope; what would be answered to someone else leads to what says the same for the asker. */
function resolveFitting(ctx: AskContext, asked: Question, named: NamedScope | null): Resolution {
  const alone = resolveAlone(ctx, asked);
  const forAnyone =
    alone.outcome !== 'answered' && Object.keys(asked.scope).length > 0
      ? resolveAlone(ctx, { ...asked, scope: {} })
      : alone;
  if (forAnyone.outcome !== 'answered' || forAnyone.exact) return alone;
  const fit = fitToScope(ctx, asked, forAnyone.answer, named);
  if (fit?.kind === 'instead') return { ...forAnyone, answer: fit.answer };
  if (fit === null || forAnyone !== alone) return alone;
  const { answer: _, exact: __, ...measured } = forAnyone;
  const { score } = measured;
  return { ...measured, outcome: 'choices', choices: fit.answers.map((answer) => ({ answer, score })) };
}

/** The answer for the scope that was named, by the question that it answers: that is a rule, not a guess. */
function resolveScoped(
  ctx: AskContext,
  asked: Question,
  { answer, named: { dimension, value } }: NonNullable<ReturnType<typeof forAnotherScope>>,
): Resolution {
  const { snapshot } = ctx;
  const locale = localeFor(snapshot, asked.locale, asked.audience);
  const question = (answer.texts.get(locale) ?? answer.texts.get(snapshot.sourceLocale))?.question ?? asked.question;
  const scope = { ...asked.scope, [dimension]: value };
  const making = { ...asked.making, followUp: 'SCOPE' as const };
  return resolveAlone(ctx, { ...asked, question, scope, making, only: answer.key });
}

function resolveAlone(ctx: AskContext, asked: Question): Resolution {
  const { snapshot } = ctx;
  const { audience, question } = asked;
  const locale = localeFor(snapshot, asked.locale, audience);
  const served = ctx.models.for(locale, audience);
  const thresholds = thresholdsIn(snapshot, locale) ?? defaultThresholds;
  const negatives = negativePhrasings(snapshot, locale, audience);
  const ruledOut = new Set([question, asked.own].flatMap((text) => negatives.get(phrasingKey(text)) ?? []));
  const allowed = (key: string) => {
    const answer = visibleAnswer(snapshot, asked, key);
    return answer !== null && applies(answer, asked.scope) && !ruledOut.has(key) && (asked.only ?? key) === key;
  };
  const phrasings = exactPhrasings(snapshot, locale, audience);
  const sameWords = (phrasings.get(phrasingKey(question)) ?? []).filter(allowed);
  const own = mostSpecificOf(snapshot, sameWords, asked.scope);
  const found = match(served?.model ?? null, question, {
    allowed: own === null ? allowed : (key) => key === own,
    exact: phrasings,
    thresholds,
    embedded: served?.embedded,
  });
  const { evidence, ranked } = found;
  const exact = found.exact && asked.making.followUp === null;
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

/** Of answers to the same words the one made for the asker, if any is: what is known of the asker says more than the words do. */
function mostSpecificOf(snapshot: Snapshot, keys: readonly string[], situation: Scope): string | null {
  const answers = keys.flatMap((key) => snapshot.answers.get(key) ?? []);
  const best = answers.length > 1 ? mostSpecific(answers, situation) : null;
  return best && Object.keys(best.scope).length > 0 ? best.key : null;
}

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
      return { ...measured, outcome: 'answered', answer: answerOf(found.best.answerKey), exact: found.making.exact };
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
