import type { ReplayOutcome } from './outcome-of.js';

/** How what a question comes to differs between two states. */
export const replayClasses = [
  'SAME_ANSWER',
  'SAME_ANSWER_NEW_TEXT',
  'OTHER_ANSWER',
  'NEWLY_ANSWERED',
  'NEWLY_UNANSWERED',
  'NOW_CHOICES',
  'SAME_CHOICES',
  'OTHER_CHOICES',
  'STILL_UNANSWERED',
] as const;
export type ReplayClass = (typeof replayClasses)[number];

/** The class of a question; `isNewText` says of an answer whether its readers are shown something else afterwards. */
export function classOf(
  before: ReplayOutcome,
  after: ReplayOutcome,
  isNewText: (answer: string) => boolean,
): ReplayClass {
  switch (after.outcome) {
    case 'answered':
      if (before.outcome !== 'answered') return 'NEWLY_ANSWERED';
      if (before.answer !== after.answer) return 'OTHER_ANSWER';
      return isNewText(after.answer) ? 'SAME_ANSWER_NEW_TEXT' : 'SAME_ANSWER';
    case 'choices':
      if (before.outcome !== 'choices') return 'NOW_CHOICES';
      return isSameSet(before.choices, after.choices) ? 'SAME_CHOICES' : 'OTHER_CHOICES';
    default:
      return before.outcome === 'none' ? 'STILL_UNANSWERED' : 'NEWLY_UNANSWERED';
  }
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key));
}
