import { createHash } from 'node:crypto';
import { AppError } from '../../platform/errors.js';
import type { Finding, Severity } from '../finding.js';

/** That a difference is accepted for a time. */
export interface Waiver {
  readonly id: number;
  readonly reason: string;
  readonly until: Date;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** Null while a second person has not agreed. */
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

/** Why a waiver ended: its day came, one side says something else, a person opened the finding again, or asked for another one. */
export type WaiverEnd = 'EXPIRED' | 'CHANGED' | 'REOPENED' | 'REPLACED';

const day = 86_400_000;
const longest: Readonly<Record<Severity, number>> = { SEV1: 30, SEV2: 180, SEV3: 180, SEV4: 180 };

/** What can cost a customer money or a right is waived by two people, however few are told and however new it is. */
export function needsTwo({ baseSeverity }: Pick<Finding, 'baseSeverity'>): boolean {
  return baseSeverity === 'SEV1';
}

/** Throws BAD_INPUT unless a finding of a kind of this severity may be waived until then: 30 days at most for SEV1, else 180. */
export function requireWaivableUntil(until: Date, { baseSeverity }: Pick<Finding, 'baseSeverity'>, now: Date): void {
  const days = longest[baseSeverity];
  if (until.getTime() > now.getTime() && until.getTime() <= now.getTime() + days * day) return;
  throw new AppError(
    'BAD_INPUT',
    `until must lie within the next ${days} days for a finding that is ${baseSeverity} by its kind.`,
  );
}

/** What both sides say; a waiver dies with it. */
export function quotesHash(canonical: string | null, observed: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([canonical, observed]))
    .digest('hex');
}
