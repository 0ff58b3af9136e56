import type { PublishedAnswer, Thresholds } from '../knowledge/index.js';
import type { Candidate } from './decision.js';
import type { Evidence } from './evidence.js';

/** As what a question was understood that means little alone: about the answer given before, or about that answer for somebody else. */
export type FollowUp = 'CONTEXT' | 'SCOPE';

/** How a resolution came about: what an editor is told who asks why. */
export interface Making {
  /** The words that were matched: those of the question, behind what went before where it follows up. */
  readonly matched: string;
  /** The language whose phrasings they were compared with. */
  readonly locale: string;
  readonly thresholds: Thresholds;
  /** Whether the words are a phrasing, and no model was asked. */
  readonly exact: boolean;
  readonly followUp: FollowUp | null;
  /** Whether the question is one of several in the message. */
  readonly isPart: boolean;
  readonly evidence: Evidence | null;
  /** Best first, at most ten. */
  readonly ranked: readonly Candidate[];
  /** Keys of the answers that these words are ruled out for. */
  readonly ruledOut: readonly string[];
}

interface Measured {
  readonly question: string;
  readonly snapshotSequence: number;
  readonly modelId: string;
  readonly score: number;
  readonly confidence: number;
  readonly margin: number;
  readonly making: Making;
}

/** What a question resolves to. */
export type Resolution =
  | (Measured & { readonly outcome: 'answered'; readonly answer: PublishedAnswer; readonly exact: boolean })
  | (Measured & {
      readonly outcome: 'choices';
      readonly choices: readonly { readonly answer: PublishedAnswer; readonly score: number }[];
    })
  | (Measured & { readonly outcome: 'none'; readonly reason: 'UNKNOWN' | 'EMPTY' });
