import type { Analysis, Fact, StatementScope } from '../analysis/model.js';
import { numberedAlike } from '../analysis/numbering.js';
import type { ComparisonInput, Difference, Quote, Tier } from '../comparison.js';
import { alignSentences, type AlignedSentences } from './alignment.js';
import { contextLikeness } from './context.js';
import { compatible, sameValue } from './equal-values.js';

/** Both texts side by side: what every rule looks at. */
export interface Reading {
  readonly input: ComparisonInput;
  readonly a: Analysis;
  readonly b: Analysis;
  readonly sameLanguage: boolean;
  readonly aligned: readonly AlignedSentences[];
  /** Those of the aligned sentences that are not one sentence, word for word. */
  readonly changed: readonly AlignedSentences[];
  /** The equal partner of each fact that has one. */
  readonly partners: ReadonlyMap<Fact, Fact>;
  readonly leftA: readonly Fact[];
  readonly leftB: readonly Fact[];
}

/** A rule: what it finds wrong, or nothing. */
export type Rule = (reading: Reading) => readonly Difference[];

/** Lays the texts side by side and matches the equal facts, best context first. */
export function readingOf(input: ComparisonInput, one: Analysis, other: Analysis): Reading {
  const [a, b] = one.numbering === other.numbering ? [one, other] : numberedAlike(one, other);
  const aligned = alignSentences(a, b);
  const factsA = a.facts.filter(comparedType);
  const factsB = b.facts.filter(comparedType);
  const partners = matchEqual(factsA, factsB, samePlace(aligned));
  const lone = (fact: Fact) => !partners.has(fact);
  return {
    input,
    a,
    b,
    sameLanguage: a.language === b.language,
    aligned,
    changed: aligned.filter(({ equal }) => !equal),
    partners,
    leftA: factsA.filter(lone),
    leftB: factsB.filter(lone),
  };
}

/** Whether two statements may hold at once for the same people at the same time. */
export function sameScope(reading: Reading, a: StatementScope, b: StatementScope): boolean {
  if (a.example || b.example) return false;
  const one = timeOf(a, reading.input.moment);
  const other = timeOf(b, reading.input.moment);
  if (one !== other && !(one.startsWith('dated') && other.startsWith('dated'))) return false;
  return dimensionsAgree(a.tags, b.tags);
}

/** Whether only one side says whom it holds for. */
export function scopeUncertain(reading: Reading, a: StatementScope, b: StatementScope): boolean {
  if (a.tags.length === 0 && b.tags.length === 0) return false;
  const asked = new Set(Object.entries(reading.input.scope ?? {}).map(([dimension, value]) => `${dimension}:${value}`));
  const one = a.tags.filter((tag) => tag.startsWith('customer:') && tag !== 'customer:personal' && !asked.has(tag));
  const other = b.tags.filter((tag) => tag.startsWith('customer:') && tag !== 'customer:personal' && !asked.has(tag));
  return (one.length === 0) !== (other.length === 0);
}

/** Builds a difference; the signature depends on kind and values only, not on where they stand. */
export function difference(
  kind: string,
  confidence: number,
  a: Quote | null,
  b: Quote | null,
  tier: Tier = tierOf(confidence),
): Difference {
  const said = (quote: Quote | null) => quote?.value ?? quote?.text ?? '';
  return {
    kind,
    tier,
    confidence: Math.round(confidence * 100) / 100,
    a,
    b,
    claim: `${kind}: ${a === null ? 'nothing' : brief(a.text)} against ${b === null ? 'nothing' : brief(b.text)}`,
    signature: `${kind}|${said(a).toLowerCase()}|${said(b).toLowerCase()}`,
  };
}

/** A fact as one side of a difference. */
export function quoteFact(fact: Fact): Quote {
  return {
    text: fact.text,
    span: fact.span,
    value: fact.comparator === 'equal' ? fact.key : `${fact.key} ${fact.comparator}`,
  };
}

function tierOf(confidence: number): Tier {
  return confidence >= 0.9 ? 'alert' : confidence >= 0.5 ? 'possible' : 'info';
}

function brief(text: string): string {
  return text.length > 90 ? `${text.slice(0, 87)}…` : text;
}

function comparedType({ type }: Fact): boolean {
  return type !== 'reference';
}

function timeOf(scope: StatementScope, moment: string | undefined): string {
  if (scope.date === '') return scope.time;
  const dated = /^(from|until) (\d{4}-\d\d-\d\d)/.exec(scope.date);
  if (dated === null || moment === undefined) return scope.time === 'dated' ? `dated ${scope.date}` : scope.time;
  const reached = moment >= (dated[2] as string);
  if (dated[1] === 'from') return reached ? 'now' : 'future';
  return reached ? 'past' : 'now';
}

function dimensionsAgree(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  for (const dimension of ['customer:', 'age:', 'place:', 'speed:']) {
    const one = a.filter((tag) => tag.startsWith(dimension));
    const other = b.filter((tag) => tag.startsWith(dimension));
    if (one.length > 0 && other.length > 0 && !one.some((tag) => other.includes(tag))) return false;
  }
  return true;
}

function samePlace(aligned: readonly AlignedSentences[]): ReadonlyMap<Fact, Fact> {
  const placed = new Map<Fact, Fact>();
  for (const { factPairs } of aligned) for (const [a, b] of factPairs) placed.set(a, b);
  return placed;
}

function matchEqual(a: readonly Fact[], b: readonly Fact[], placed: ReadonlyMap<Fact, Fact>): Map<Fact, Fact> {
  const pairs: { a: Fact; b: Fact; score: number }[] = [];
  for (const one of a) {
    for (const other of b) {
      const equal = sameValue(one, other);
      if (!equal && !compatible(one, other)) continue;
      const place = placed.get(one)?.span.start === other.span.start ? 1 : 0;
      pairs.push({
        a: one,
        b: other,
        score: contextLikeness(one, other) + place + (equal ? 2 : 0) + (one.key === other.key ? 0.2 : 0),
      });
    }
  }
  pairs.sort(
    (one, other) =>
      other.score - one.score || one.a.span.start - other.a.span.start || one.b.span.start - other.b.span.start,
  );
  const partners = new Map<Fact, Fact>();
  for (const pair of pairs) {
    if (partners.has(pair.a) || partners.has(pair.b)) continue;
    partners.set(pair.a, pair.b);
    partners.set(pair.b, pair.a);
  }
  return partners;
}
