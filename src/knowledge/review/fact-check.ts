import { textHash, type AnswerText } from '../answer.js';

/** What an expert says of a draft. */
export const factCheckVerdicts = ['CONFIRMED', 'DOUBTED'] as const;
export type FactCheckVerdict = (typeof factCheckVerdicts)[number];

/** A request to a subject expert, who needs no account, to say whether a draft is true. */
export interface FactCheck {
  readonly id: number;
  /** The edit that the expert is shown. */
  readonly edit: number;
  readonly name: string;
  readonly email: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** null = no reply yet. */
  readonly verdict: FactCheckVerdict | null;
  readonly note: string;
  readonly decidedAt: Date | null;
  /** Whether the draft still says what the expert was asked about. */
  readonly isCurrent: boolean;
}

/** What stands against a draft: an expert was shown these very words and doubts them. */
export interface Doubt {
  readonly name: string;
  readonly note: string;
}

/** The hash of the words that an expert is shown: a step of the review leaves it as it is, a change of a word does not. */
export function wordsHash(text: AnswerText): string {
  return textHash('draft', text);
}
