import type { Thresholds } from '../knowledge/index.js';

export type { Thresholds } from '../knowledge/index.js';

/** An answer that may be given, with its score. */
export interface Candidate {
  readonly answerKey: string;
  readonly score: number;
}

/** What a confidence leads to. */
export type Decision =
  | { readonly outcome: 'answered'; readonly best: Candidate }
  | { readonly outcome: 'choices'; readonly candidates: readonly Candidate[] }
  | { readonly outcome: 'none' };

/** The thresholds where a release sets none. */
export const defaultThresholds: Thresholds = { answer: 0.72, choices: 0.25 };

/** Answered, at most three choices, or honest silence; `ranked` is best first. */
export function decide(
  ranked: readonly Candidate[],
  confidence: number,
  thresholds: Thresholds = defaultThresholds,
): Decision {
  const best = ranked[0];
  if (best === undefined || confidence < Math.min(thresholds.answer, thresholds.choices)) return { outcome: 'none' };
  if (confidence >= thresholds.answer) return { outcome: 'answered', best };
  return {
    outcome: 'choices',
    candidates: ranked.slice(0, mostChoices).filter(({ score }) => score > best.score - reach),
  };
}

/** More than three choices is a list, not a question. */
const mostChoices = 3;

/** A choice that scores this far behind the best is not what anybody meant. */
const reach = 1;
