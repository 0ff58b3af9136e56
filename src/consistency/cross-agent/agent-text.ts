import type { Tier } from '../comparison.js';
import type { Severity } from '../finding.js';
import type { Rate } from '../rate.js';

/** A text that an agent sent, such as a macro that was edited. No part of it says who the agent is. */
export interface SentText {
  /** The key of the answer that it gives. */
  readonly answer: string;
  readonly text: string;
  readonly locale: string;
  readonly sentAt: Date;
}

/** A message of a conversation between a customer and agents. */
export interface TranscriptMessage {
  readonly role: 'AGENT' | 'CUSTOMER';
  readonly text: string;
  readonly sentAt: Date;
}

/** A conversation as a help desk exports it, its messages in their order. */
export interface Transcript {
  readonly locale: string;
  readonly messages: readonly TranscriptMessage[];
}

/** One claim on which a text deviates from the answer, without personal data. */
export interface Deviation {
  /** Such as money, polarity, or omission for a clause that must be said. */
  readonly kind: string;
  readonly tier: Tier;
  readonly claim: string;
  readonly canonical: string | null;
  readonly said: string | null;
}

/** A text as it is kept: what became of it, and never the whole of it. */
export interface JudgedText {
  readonly answer: string;
  readonly version: number;
  readonly state: string;
  readonly deviations: readonly Deviation[];
  readonly sentAt: Date;
  readonly digest: Buffer;
}

/** So many texts of a team to an answer are shown together at least: fewer would come close to one person. */
export const fewestTexts = 5;

/** How often texts deviate; `agreeing` of the rate are those that do. */
export interface DeviationCount {
  readonly compared: number;
  readonly deviating: number;
  readonly rate: Rate;
}

/** One kind of claim that deviates, in how many texts. */
export interface DeviationKind {
  readonly kind: string;
  readonly severity: Severity;
  readonly texts: number;
}

/** What a team sends against one answer. */
export interface AnswerDeviation extends DeviationCount {
  readonly answer: string;
  /** The most frequent first. */
  readonly kinds: readonly DeviationKind[];
  /** At most three of each kind, in the order of the kinds, the last ones first. */
  readonly examples: readonly Deviation[];
}

/** What a team sends against the answers; of those alone of which enough was compared. */
export interface TeamDeviation extends DeviationCount {
  readonly team: string;
  readonly answers: readonly AnswerDeviation[];
  /** By month in UTC, such as 2026-11, oldest first; months with too few texts are left out. */
  readonly months: readonly (DeviationCount & { readonly month: string })[];
}
