import { analyse } from './analysis/analyse.js';
import type { Assertion, Fact } from './analysis/model.js';
import type { Comparison, ComparisonInput, Difference, Quote, Span } from './comparison.js';
import { overlap, uncovered } from './rules/coverage.js';
import { rules } from './rules/index.js';
import { omissions } from './rules/must-say.js';
import { difference, readingOf, type Reading } from './rules/reading.js';

export type { Comparison, ComparisonInput, Difference, Quote, Span, Tier, VerdictLabel } from './comparison.js';

/** Names the algorithm and the lexicons together: a cell compared by another version must be compared again. */
export const comparerVersion: string = '2026-11-29.1';

/** A typed statement of a text: a value, or a yes or no about something. */
export interface Claim {
  readonly type: string;
  /** Canonical value: equal claims have equal values. */
  readonly value: string;
  readonly text: string;
  readonly span: Span;
  readonly modality: 'says' | 'affirms' | 'denies';
}

/** What is held of a text that is the canonical one. */
export const identical: Comparison = { verdict: 'same', tier: null, confidence: 1, differences: [], omits: [] };

/** Says whether a channel's text agrees with the canonical answer, and where not. Pure: the same input gives the same verdict. */
export function compare(input: ComparisonInput): Comparison {
  const a = analyse(input.canonical, input.locale);
  const b = analyse(input.observed, input.observedLocale ?? input.locale, a);
  const omits = omissions(input.mustSay ?? [], b, (clause) => analyse(clause, input.locale));
  if (input.canonical === input.observed || a.plain === b.plain) return { ...identical, omits };
  const reading = readingOf(input, a, b);
  const conflicts: Difference[] = [];
  for (const rule of rules) conflicts.push(...rule(reading));
  return { ...verdictOf(reading, distinct(conflicts)), omits };
}

/** The claims of a text with their places; used also to see that a rendition kept all claims of its answer. */
export function claimsOf(text: string, locale?: string): readonly Claim[] {
  const { facts, assertions } = analyse(text, locale);
  return [
    ...facts.filter(({ type }) => type !== 'reference').map(claimOfFact),
    ...assertions.map(claimOfAssertion),
  ].sort((one, other) => one.span.start - other.span.start);
}

function verdictOf(reading: Reading, conflicts: readonly Difference[]): Comparison {
  const serious = conflicts.filter(({ tier }) => tier !== 'info');
  const related = overlap(reading);
  if (related < 0.2 && !serious.some(({ tier }) => tier === 'alert'))
    return { verdict: 'unrelated', tier: null, confidence: 1 - related, differences: [], omits: [] };
  const missing = uncovered(reading, 'a').map((quote) => gap('missing', quote, null));
  const added = uncovered(reading, 'b').map((quote) => gap('extra', null, quote));
  const differences = [...conflicts, ...missing, ...added];
  if (serious.length > 0) {
    const confidence = Math.max(...serious.map((found) => found.confidence));
    return {
      verdict: 'contradicts',
      tier: serious.some(({ tier }) => tier === 'alert') ? 'alert' : 'possible',
      confidence,
      differences,
      omits: [],
    };
  }
  const verdict = missing.length > 0 ? 'incomplete' : added.length > 0 ? 'extra' : 'same';
  return {
    verdict,
    tier: differences.length === 0 ? null : 'info',
    confidence: verdict === 'same' ? 0.9 : 0.8,
    differences,
    omits: [],
  };
}

function gap(kind: 'missing' | 'extra', a: Quote | null, b: Quote | null): Difference {
  return difference(kind, 0.8, a, b, 'info');
}

// One place is told once, by the rule that is surest of it.
function distinct(found: readonly Difference[]): readonly Difference[] {
  if (found.length < 2) return found;
  const kept: Difference[] = [];
  for (const one of [...found].sort((x, y) => y.confidence - x.confidence)) {
    const known = kept.some(
      (other) =>
        other.signature === one.signature ||
        (other.kind === one.kind && touches(one.b, other.b) && touches(one.a, other.a)),
    );
    if (!known) kept.push(one);
  }
  return kept;
}

function touches(one: Quote | null, other: Quote | null): boolean {
  return one !== null && other !== null && one.span.start < other.span.end && other.span.start < one.span.end;
}

function claimOfFact(fact: Fact): Claim {
  const value = fact.comparator === 'equal' ? fact.key : `${fact.key} ${fact.comparator}`;
  return { type: fact.type, value, text: fact.text, span: fact.span, modality: 'says' };
}

function claimOfAssertion({ concept, positive, text, span }: Assertion): Claim {
  return { type: 'assertion', value: concept, text, span, modality: positive ? 'affirms' : 'denies' };
}
