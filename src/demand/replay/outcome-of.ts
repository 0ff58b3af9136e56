import { setImmediate as breath } from 'node:timers/promises';
import { isServable, type Snapshot } from '../../knowledge/index.js';
import { ask, type Models, type Resolution } from '../../matching/index.js';
import type { AskedQuestion } from '../inquiry.js';

/** A published state, or one that might be, with the models for it. */
export interface ReplayState {
  readonly snapshot: Snapshot;
  readonly models: Pick<Models, 'for'>;
}

/** What a question comes to in a state. */
export type ReplayOutcome = (
  | { readonly outcome: 'answered'; readonly answer: string }
  | { readonly outcome: 'choices'; readonly choices: readonly string[] }
  | { readonly outcome: 'none' }
) & {
  /** 0 to 1. */
  readonly confidence: number;
};

/** What one question comes to in a state, as `ask` gives it to whoever asks. */
export function outcomeOf(state: ReplayState, locale: string, asked: AskedQuestion): ReplayOutcome {
  return outcomeIn(state.snapshot, resolved(state, locale, asked));
}

/** The same in two states in which it is asked alike: it is asked once, and only what may be told of it is looked up twice. */
export function outcomesOf(
  { before, after }: { readonly before: ReplayState; readonly after: ReplayState },
  locale: string,
  asked: AskedQuestion,
): { readonly before: ReplayOutcome; readonly after: ReplayOutcome } {
  const resolution = resolved(before, locale, asked);
  return { before: outcomeIn(before.snapshot, resolution), after: outcomeIn(after.snapshot, resolution) };
}

function resolved(state: ReplayState, locale: string, asked: AskedQuestion): Resolution | undefined {
  const { question, audience, scope, previousAnswer } = asked;
  const previousAnswers = previousAnswer === null ? [] : [previousAnswer];
  return ask(state, { question, locale, audience, scope, previousAnswers })[0];
}

function outcomeIn(snapshot: Snapshot, resolution: Resolution | undefined): ReplayOutcome {
  if (!resolution) return { outcome: 'none', confidence: 0 };
  const { confidence } = resolution;
  if (resolution.outcome === 'choices')
    return { outcome: 'choices', choices: resolution.choices.map((choice) => choice.answer.key), confidence };
  const answer = resolution.outcome === 'answered' ? snapshot.answers.get(resolution.answer.key) : undefined;
  return answer && isServable(snapshot, answer)
    ? { outcome: 'answered', answer: answer.key, confidence }
    : { outcome: 'none', confidence };
}

/** So long nobody else is kept waiting. */
const sliceMs = 10;

/** Does something for each of many items, and lets others in between. */
export async function forEachInTurn<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let since = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - since < sliceMs) continue;
    await breath();
    since = performance.now();
  }
}
