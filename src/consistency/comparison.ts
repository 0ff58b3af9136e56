import type { Span } from './analysis/model.js';

export type { Span } from './analysis/model.js';

export type VerdictLabel = 'same' | 'contradicts' | 'incomplete' | 'extra' | 'unrelated';

/** `alert` notifies, `possible` waits for a person, `info` is only shown. */
export type Tier = 'alert' | 'possible' | 'info';

/** One side of a difference, quoted from the text as it was given. */
export interface Quote {
  readonly text: string;
  readonly span: Span;
  readonly value?: string;
}

/** One claim on which the two texts differ; `signature` names the same difference wherever it stands. */
export interface Difference {
  readonly kind: string;
  readonly tier: Tier;
  readonly confidence: number;
  readonly a: Quote | null;
  readonly b: Quote | null;
  readonly claim: string;
  readonly signature: string;
  /** Why people hold it to be none, where they have taught so. */
  readonly note?: string;
}

/** What the comparer holds of two texts; `omits` are the must-say clauses that the observed text lacks. */
export interface Comparison {
  readonly verdict: VerdictLabel;
  readonly tier: Tier | null;
  readonly confidence: number;
  readonly differences: readonly Difference[];
  readonly omits: readonly string[];
}

/** The governed answer and what a channel says, with what is known of both; `moment` is the ISO date that "now" means. */
export interface ComparisonInput {
  readonly canonical: string;
  readonly observed: string;
  readonly locale?: string;
  readonly observedLocale?: string;
  readonly question?: string;
  readonly mustSay?: readonly string[];
  readonly scope?: Readonly<Record<string, string>>;
  readonly moment?: string;
}
