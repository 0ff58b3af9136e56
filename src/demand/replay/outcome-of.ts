import { setImmediate as breath } from 'node:timers/promises';
import type { Snapshot } from '../../knowledge/index.js';
import { ask, type Models } from '../../matching/index.js';
import type { AskedQuestion } from '../inquiry.js';
import { answerGiven } from '../record-inquiry.js';

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
  const { question, audience, scope, previousAnswer } = asked;
  const previousAnswers = previousAnswer === null ? [] : [previousAnswer];
  const [first] = ask(state, { question, locale, audience, scope, previousAnswers });
  if (!first) return { outcome: 'none', confidence: 0 };
  const { confidence } = first;
  const answer = answerGiven(state.snapshot, first);
  if (answer) return { outcome: 'answered', answer: answer.key, confidence };
  if (first.outcome !== 'choices') return { outcome: 'none', confidence };
  return { outcome: 'choices', choices: first.choices.map((choice) => choice.answer.key), confidence };
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
