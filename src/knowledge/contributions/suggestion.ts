import type { AnswerText } from '../answer.js';

/** Where a suggestion comes from: one of our own people, or an answer that customers gave each other and accepted. */
export const suggestionOrigins = ['STAFF', 'COMMUNITY'] as const;
export type SuggestionOrigin = (typeof suggestionOrigins)[number];

/** Where a suggestion stands; ACCEPTED = a draft was begun from it, which is still to be reviewed and published. */
export const suggestionStates = ['OPEN', 'ACCEPTED', 'DECLINED'] as const;
export type SuggestionState = (typeof suggestionStates)[number];

/** What someone without the right to write proposes, and what became of it. */
export interface Suggestion {
  readonly id: number;
  /** The answer it would change; null = it proposes a new one. */
  readonly answerKey: string | null;
  readonly topicKey: string;
  /** The version that the suggester had before them; null for a new answer. */
  readonly basedOn: number | null;
  /** What it would say; a part that is null stays as it is. */
  readonly text: { readonly [part in keyof AnswerText]: string | null };
  readonly reason: string;
  readonly origin: SuggestionOrigin;
  /** Where it was said, such as the community's thread; null when nowhere. */
  readonly sourceUrl: string | null;
  readonly suggestedBy: string;
  readonly suggestedAt: Date;
  readonly state: SuggestionState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** What the one who decided says to the one who suggested. */
  readonly decisionNote: string;
  /** The answer whose draft was begun from it. */
  readonly draftKey: string | null;
}
