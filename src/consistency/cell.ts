import { createHash } from 'node:crypto';
import type { Difference, Quote, Tier, VerdictLabel } from './comparison.js';

/** How a channel did on one probe. */
export const cellStates = [
  'SAME',
  'CONTRADICTS',
  'INCOMPLETE',
  'EXTRA',
  'UNRELATED',
  'NO_ANSWER',
  'ERROR',
  'NOT_APPLICABLE',
  'STALE_PROBE',
] as const;
export type CellState = (typeof cellStates)[number];

/** A question put to every channel; `expects` is the key of the answer that it must be given. */
export interface Probe {
  readonly id: number;
  readonly key: string;
  readonly question: string;
  readonly locale: string;
  readonly audience: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly expects: string;
}

/** What is held of a channel's words beside the canonical answer. */
export interface Judgement {
  readonly state: CellState;
  /** The words that were compared: without receipt lines and links to our own pages. */
  readonly text: string;
  readonly verdict: VerdictLabel | null;
  readonly tier: Tier | null;
  readonly canonical: string | null;
  readonly canonicalVersion: number | null;
  readonly differences: readonly Difference[];
  /** Must-say clauses that are neither said nor linked to. */
  readonly omits: readonly string[];
  readonly failure: string | null;
}

const longestSignature = 200;

/** A difference that is seen from the receipts or from the whole text and not by a rule of the comparer. */
export function wholeDifference(
  kind: string,
  tier: Tier,
  claim: string,
  sides: { readonly a?: Quote; readonly b?: Quote; readonly named: string },
): Difference {
  return {
    kind,
    tier,
    confidence: tier === 'alert' ? 1 : 0.7,
    a: sides.a ?? null,
    b: sides.b ?? null,
    claim,
    signature: `${kind}|${sides.named}`,
  };
}

/** A signature as a key of bounded length: long ones stand as their SHA-256. */
export function signatureKey(signature: string): string {
  return signature.length <= longestSignature ? signature : createHash('sha256').update(signature).digest('hex');
}
