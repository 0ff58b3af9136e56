import { type Probe, signatureKey } from './cell.js';
import type { Difference, Quote, Tier } from './comparison.js';
import type { Observation } from './observation.js';

/** How much harm a finding can do: SEV1 money, must or may; SEV2 deadlines, hours, contacts; SEV3 what is missing; SEV4 wording. */
export type Severity = 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';

/** Where a finding stands; the first three are open. */
export const openFindingStates = ['OPEN', 'ACKNOWLEDGED', 'FIXING'] as const;
export type FindingState = (typeof openFindingStates)[number] | 'FIXED' | 'WAIVED' | 'FALSE_POSITIVE';

/** What a sweep found in a cell. */
export interface FoundDifference {
  readonly signature: string;
  readonly kind: string;
  /** That of its kind. */
  readonly baseSeverity: Severity;
  readonly tier: Tier;
  readonly claim: string;
  readonly confidence: number;
  readonly canonical: Quote | null;
  readonly observed: Quote | null;
}

/** A difference that somebody should look at, from the sweep that first saw it to the day it was gone. */
export interface Finding extends FoundDifference {
  readonly id: number;
  readonly probe: Probe;
  readonly channel: string;
  /** As it was last weighed by traffic and grace; it stays as it was when the finding is closed. */
  readonly severity: Severity;
  /** What moved it away from that of its kind, in words. */
  readonly severityReasons: readonly string[];
  readonly ownerTeam: string | null;
  /** The account that sees to it; null = nobody in particular. */
  readonly assignee: string | null;
  readonly state: FindingState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Null while it is open. */
  readonly closedAt: Date | null;
  /** How often a sweep saw it again after it was fixed. */
  readonly timesReturned: number;
}

const severities: Readonly<Record<string, Severity>> = {
  money: 'SEV1',
  percentage: 'SEV1',
  polarity: 'SEV1',
  modality: 'SEV1',
  opposite: 'SEV1',
  bound: 'SEV1',
  only: 'SEV1',
  swapped: 'SEV2',
  number: 'SEV2',
  duration: 'SEV2',
  frequency: 'SEV2',
  date: 'SEV2',
  time: 'SEV2',
  hours: 'SEV2',
  phone: 'SEV2',
  email: 'SEV2',
  url: 'SEV4',
  year: 'SEV4',
};

/** The harm that a kind of difference can do; what is not in the table is SEV3. */
export function severityOf(kind: string): Severity {
  return severities[kind] ?? 'SEV3';
}

/**
 * The findings of a cell, each signature once: its differences but for those of tier info, and, on a channel that gives receipts, the must-say
 * clauses that it omits.
 *
 * Decided on 23 November 2026: what an observed text omits is shown in its cell and counts in the rate, but is no finding. On the demo's 74
 * observed texts the comparer took six paraphrases for omissions and there is no true one; a queue like that would be switched off.
 */
export function findingsIn(
  observation: Pick<Observation, 'state' | 'differences' | 'omits' | 'canonical' | 'receiptCode'>,
): readonly FoundDifference[] {
  const { state, differences, omits, canonical, receiptCode } = observation;
  const told = differences.filter(({ tier }) => tier !== 'info').map(fromDifference);
  // A text that answers something else omits everything; one finding says so.
  const isTold = receiptCode !== null && state !== 'UNRELATED';
  const missing = isTold ? omits.map((clause) => fromOmission(clause, canonical ?? '')) : [];
  return [...new Map([...told, ...missing].map((found) => [found.signature, found])).values()];
}

function fromDifference({ signature, kind, tier, claim, confidence, a, b }: Difference): FoundDifference {
  return {
    signature: signatureKey(signature),
    kind,
    baseSeverity: severityOf(kind),
    tier,
    claim,
    confidence,
    canonical: a,
    observed: b,
  };
}

function fromOmission(clause: string, canonical: string): FoundDifference {
  const start = canonical.indexOf(clause);
  const quote = { text: clause, span: { start: Math.max(0, start), end: start === -1 ? 0 : start + clause.length } };
  return {
    signature: signatureKey(`omission|${clause.toLowerCase()}`),
    kind: 'omission',
    baseSeverity: 'SEV3',
    tier: 'possible',
    claim: `The text leaves out what must be said: ${clause}`,
    confidence: 0.7,
    canonical: quote,
    observed: null,
  };
}
