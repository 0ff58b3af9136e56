import type { Audience } from '../access/index.js';
import type { Scope } from '../knowledge/index.js';

/** What a question came to when it was asked. */
export type InquiryOutcome = 'ANSWERED' | 'CHOICES' | 'NO_ANSWER';

/** The inquiries of a window: from an instant up to another, that one not included. */
export interface InquiryWindow {
  readonly locale: string;
  readonly from: Date;
  readonly to: Date;
}

/** A question as often as it was asked by the same kind of asker: the same words, audience, scope and answer before it. */
export interface AskedQuestion {
  readonly question: string;
  readonly audience: Audience;
  readonly scope: Scope;
  readonly previousAnswer: string | null;
  /** How often. */
  readonly count: number;
}
