import { AppError } from '../platform/errors.js';
import type { Snapshot } from './snapshot.js';

/** From which calibrated confidence (0 to 1) on the answer is given, and from which choices are offered. */
export interface Thresholds {
  readonly answer: number;
  readonly choices: number;
}

/** Under which the thresholds stand that hold for every language without its own. */
export const everyLocale = '*';

/** The thresholds that were published for a language, else those for all; null where none were. */
export function thresholdsIn(snapshot: Pick<Snapshot, 'thresholds'>, locale: string): Thresholds | null {
  return snapshot.thresholds.get(locale) ?? snapshot.thresholds.get(everyLocale) ?? null;
}

/** Throws BAD_INPUT unless 0 < choices ≤ answer ≤ 1. */
export function requireThresholds({ answer, choices }: Thresholds): Thresholds {
  if (!(answer > 0 && answer <= 1)) throw new AppError('BAD_INPUT', 'answer must be above 0 and at most 1.');
  if (!(choices > 0 && choices <= answer))
    throw new AppError('BAD_INPUT', 'choices must be above 0 and at most answer.');
  return { answer, choices };
}
