import { AppError } from '../../platform/errors.js';
import { type Claim, claimsOf } from '../compare.js';
import type { Difference, Quote } from '../comparison.js';
import { severityOf } from '../finding.js';

/** What a rule is about: that a channel may say the one where the answer says the other. */
export interface TaughtPair {
  readonly kind: string;
  /** What the answer says, as `expressionOf` names it. */
  readonly canonical: string;
  /** What the channel says, as `expressionOf` names it. */
  readonly observed: string;
  /** The topic under which it holds, and below; null = everywhere. */
  readonly topic: string | null;
}

/** That two expressions mean the same here; in force once it is approved. */
export interface LearnedRule extends TaughtPair {
  readonly id: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** Null while a second person has not agreed. */
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

/**
 * Kinds whose quotes are known by their value, wherever they stand. All others, such as polarity, are known by their whole sentence: their values, such
 * as "must" against "may", are those of very many sentences, and a rule on them would silence all of these.
 */
const valueKinds: ReadonlySet<string> = new Set([
  'money',
  'percentage',
  'duration',
  'frequency',
  'date',
  'time',
  'hours',
  'phone',
  'email',
  'url',
  'year',
  'number',
  'bound',
  'code',
  'entity',
]);

/** What lies in no pair of expressions: which answer was given, which version, in which place, or that something is not there. */
const unteachable: ReadonlySet<string> = new Set([
  'other-answer',
  'stale-version',
  'unrelated',
  'omission',
  'missing',
  'extra',
  'swapped',
]);

const longestExpression = 2_000;
const typedValue = /^[a-z]+:\S/;

/** Whether a rule may be about differences of this kind. */
export function isTeachable(kind: string): boolean {
  return !unteachable.has(kind);
}

/** What can cost a customer money or a right is taught by two people. */
export function isTaughtByTwo({ kind }: Pick<TaughtPair, 'kind'>): boolean {
  return severityOf(kind) === 'SEV1';
}

/** How one side of a difference is known: by its value, such as money:gbp 5, or by its words. */
export function expressionOf(kind: string, { text, value }: Pick<Quote, 'text' | 'value'>): string {
  const isKnownByValue = valueKinds.has(kind) && value !== undefined && (kind === 'entity' || typedValue.test(value));
  return normalised(isKnownByValue ? value : text);
}

/** What a person wrote, as `expressionOf` would name it: words that are one value stand for it. */
export function expressionFrom(kind: string, words: string, locale: string): string {
  if (!valueKinds.has(kind) || kind === 'entity') return normalised(words);
  const claims = claimsOf(words, locale).filter(({ type }: Claim) => type !== 'assertion');
  return normalised(claims.length === 1 ? (claims[0]?.value ?? words) : words);
}

/** The pair of a difference; null where a rule cannot be about it. */
export function pairOf({ kind, a, b }: Pick<Difference, 'kind' | 'a' | 'b'>): Omit<TaughtPair, 'topic'> | null {
  if (a === null || b === null || !isTeachable(kind)) return null;
  return { kind, canonical: expressionOf(kind, a), observed: expressionOf(kind, b) };
}

/** Whether a rule is about this difference: this kind, this value or these words on this side each, and nothing else. */
export function covers(
  rule: Pick<TaughtPair, 'kind' | 'canonical' | 'observed'>,
  difference: Pick<Difference, 'kind' | 'a' | 'b'>,
): boolean {
  return rule.kind === difference.kind && isSamePair(rule, pairOf(difference));
}

/** Whether two pairs are one. */
export function isSamePair(
  one: Pick<TaughtPair, 'kind' | 'canonical' | 'observed'>,
  other: Pick<TaughtPair, 'kind' | 'canonical' | 'observed'> | null,
): boolean {
  return (
    other !== null && one.kind === other.kind && one.canonical === other.canonical && one.observed === other.observed
  );
}

/** The pair as it is kept; throws BAD_INPUT for what no rule can be about. */
export function requirePair(input: TaughtPair, locale: string): TaughtPair {
  const { kind, topic } = input;
  if (!/^[a-z][a-z-]{0,39}$/.test(kind) || !isTeachable(kind))
    throw new AppError('BAD_INPUT', 'kind must be the kind of a difference between two expressions, such as duration.');
  const [canonical, observed] = [
    requireExpression('canonical', input.canonical),
    requireExpression('observed', input.observed),
  ].map((words) => expressionFrom(kind, words, locale)) as [string, string];
  if (canonical === observed)
    throw new AppError('BAD_INPUT', 'canonical and observed are one expression: nothing is learned from that.');
  return { kind, canonical, observed, topic };
}

function requireExpression(field: string, words: string): string {
  const trimmed = words.trim();
  if (trimmed.length > 0 && trimmed.length <= longestExpression && trimmed.isWellFormed() && !trimmed.includes('\0'))
    return trimmed;
  throw new AppError('BAD_INPUT', `${field} must be 1 to ${longestExpression} characters that can be stored.`);
}

function normalised(words: string): string {
  return words.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
