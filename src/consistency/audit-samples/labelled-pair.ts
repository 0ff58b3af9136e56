import type { CellState } from '../cell.js';
import type { VerdictLabel } from '../comparison.js';
import type { AuditedPair } from './audit-sample.js';

/** A pair with what a person holds of it: drawn for that, or decided on as a finding. */
export interface LabelledPair extends Omit<AuditedPair, 'id' | 'label' | 'labelledBy' | 'labelledAt'> {
  readonly id: string;
  /** The answer that was asked for. */
  readonly expects: string;
  /** The finding that was decided on; null for one that was drawn. The label is then of this one difference, not of the whole texts. */
  readonly finding: number | null;
  readonly difference: LabelledDifference | null;
  readonly label: VerdictLabel;
  readonly labelledBy: string;
  readonly labelledAt: Date;
}

/** The difference that a decision was about; null sides where a rule cannot be about it. */
export interface LabelledDifference {
  readonly kind: string;
  readonly canonical: string | null;
  readonly observed: string | null;
}

/** A row of either table. */
export interface LabelledRow {
  readonly id: string;
  readonly finding: number | null;
  readonly month: string;
  readonly sweep: number;
  readonly channel: string;
  readonly question: string;
  readonly locale: string;
  readonly expects: string;
  readonly canonical: string;
  readonly observed: string;
  readonly state: string;
  readonly kind: string | null;
  readonly canonicalExpression: string | null;
  readonly observedExpression: string | null;
  readonly label: string;
  readonly note: string;
  readonly labelledBy: string;
  readonly labelledAt: Date;
}

/** The pair of a row. */
export function labelledPairFrom(row: LabelledRow): LabelledPair {
  const { kind, canonicalExpression, observedExpression, state, label, ...told } = row;
  return {
    ...told,
    state: state as CellState,
    label: label as VerdictLabel,
    difference: kind === null ? null : { kind, canonical: canonicalExpression, observed: observedExpression },
  };
}
