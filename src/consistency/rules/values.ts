import type { Analysis, Fact } from '../analysis/model.js';
import type { Difference } from '../comparison.js';
import { contextLikeness } from './context.js';
import { sameValue } from './equal-values.js';
import { difference, quoteFact, sameScope, scopeUncertain, type Reading, type Rule } from './reading.js';

/** Values that found no equal partner and stand in the same context: money, durations, dates, times, numbers, contacts. */
export const values: Rule = (reading) => {
  const placed = inSamePlace(reading);
  const pairs = [...placed, ...inSameContext(reading)].sort(
    (one, other) =>
      other.score - one.score || one.a.span.start - other.a.span.start || one.b.span.start - other.b.span.start,
  );
  const used = new Set<Fact>();
  const found: Difference[] = [];
  for (const { a, b, score } of pairs) {
    if (used.has(a) || used.has(b)) continue;
    used.add(a);
    used.add(b);
    const capped = scopeUncertain(reading, a.scope, b.scope) && score < 0.97 ? Math.min(score, 0.6) : score;
    found.push(difference(kindOf(a), Math.min(capped, mostFor(a, b)), quoteFact(a), quoteFact(b)));
  }
  return found;
};

interface Pair {
  readonly a: Fact;
  readonly b: Fact;
  readonly score: number;
}

// Near-equal sentences: the value at the same place is about the same thing.
function inSamePlace(reading: Reading): Pair[] {
  const pairs: Pair[] = [];
  for (const { factPairs, likeness } of reading.changed) {
    for (const [a, b] of factPairs) {
      const free = !reading.partners.has(a) || !reading.partners.has(b);
      if (
        !free ||
        !mayConflict(reading, a, b) ||
        (reading.partners.has(a) && echoed(a, reading)) ||
        (reading.partners.has(b) && likeness < 0.8)
      )
        continue;
      if (contextLikeness(a, b) < Math.max(bestRival(reading.b.facts, a, b), bestRival(reading.a.facts, b, a)) - 0.25)
        continue;
      if (likeness < 0.8 && !sameSubject(reading, a, b)) continue;
      pairs.push({
        a,
        b,
        score:
          likeness >= 0.65 ? 0.98 : onlyLeft(reading, a, b) ? 0.93 : 0.85 + Math.min(0.1, contextLikeness(a, b) / 5),
      });
    }
  }
  return pairs;
}

// Sentences of like build may speak of different things: "a card costs £7", "a transfer costs £12".
function sameSubject(reading: Reading, a: Fact, b: Fact): boolean {
  const [one, other] = [reading.a.sentences[a.sentence]?.stems ?? none, reading.b.sentences[b.sentence]?.stems ?? none];
  const shared = [...one].filter((stem) => other.has(stem)).length;
  return shared > 0.5 * Math.min(one.size, other.size) && contextLikeness(a, b) >= 0.2;
}

function echoed(a: Fact, reading: Reading): boolean {
  return reading.partners.get(a)?.sentence === a.sentence && reading.b.sentences.length === 1;
}

const mostLeft = 40;
const none: ReadonlySet<string> = new Set();

function inSameContext(reading: Reading): Pair[] {
  const pairs: Pair[] = [];
  for (const a of reading.leftA.slice(0, mostLeft)) {
    for (const b of reading.leftB.slice(0, mostLeft)) {
      if (!mayConflict(reading, a, b)) continue;
      const score = confidenceOf(reading, a, b);
      if (score >= 0.5) pairs.push({ a, b, score });
    }
  }
  return pairs;
}

function mayConflict(reading: Reading, a: Fact, b: Fact): boolean {
  if (a.type !== b.type || a.type === 'hours' || a.type === 'reference' || sameValue(a, b)) return false;
  if (!sameScope(reading, a.scope, b.scope) || onlyObservedIsScoped(reading, a, b)) return false;
  // "Seven days a week" counts nothing that "one day" does.
  if (a.type === 'duration' && (a.per === '') !== (b.per === '')) return false;
  if (a.type === 'quantity') return a.unit === b.unit;
  return a.type !== 'count' || sharesNoun(a.unit, b.unit) || elided(reading.a, a, b) || elided(reading.b, b, a);
}

// "The limit is 5 a day" beside "3 disposable cards a day": what is counted is left out where the text has said it before.
function elided({ stems }: Analysis, bare: Fact, full: Fact): boolean {
  if (bare.unit !== '' || full.unit === '' || bare.per === '' || bare.per !== full.per) return false;
  return full.unit.split('+').every((noun) => stems.has(noun));
}

// The answer is silent about business customers: what a channel adds for them contradicts nothing.
function onlyObservedIsScoped(reading: Reading, a: Fact, b: Fact): boolean {
  return (
    scopeUncertain(reading, a.scope, b.scope) &&
    b.scope.tags.some((tag) => tag.startsWith('customer:') && !a.scope.tags.includes(tag))
  );
}

function sharesNoun(a: string, b: string): boolean {
  if (a === '' && b === '') return true;
  const nouns = new Set(a.split('+'));
  return b.split('+').some((noun) => noun !== '' && nouns.has(noun));
}

function confidenceOf(reading: Reading, a: Fact, b: Fact): number {
  const likeness = contextLikeness(a, b);
  if (likeness < 0.12 && reading.sameLanguage && !isContact(a)) return 0;
  const rivalA = bestRival(reading.b.facts, a, b);
  const rivalB = bestRival(reading.a.facts, b, a);
  if (likeness < Math.max(rivalA, rivalB) - 0.05) return 0;
  const margin = likeness - Math.max(rivalA, rivalB);
  const alone = onlyLeft(reading, a, b);
  if (isContact(a)) return contactConfidence(reading, a, { alone, likeness });
  if (!reading.sameLanguage) return alone && sameCount(reading, a) ? 0.92 : likeness >= 0.3 ? 0.6 : 0;
  let score = 0.35 + 0.75 * likeness;
  if (alone) score += 0.2;
  if (margin >= 0.15) score += 0.05;
  if (direction(a) * direction(b) < 0) score -= 0.25;
  if (a.per !== '' && b.per !== '') score += a.per === b.per ? 0.1 : -0.1;
  if (a.type === 'money' && (a.high === 0) !== (b.high === 0) && likeness < 0.4 && !alone) score -= 0.2;
  // The one value of its kind that found no partner on either side, and no other place fits it better.
  const sameLimit = a.per !== '' && a.per === b.per && a.comparator === b.comparator && a.comparator !== 'equal';
  if (
    alone &&
    likeness >= (sameLimit ? 0.15 : 0.33) &&
    margin >= (sameLimit ? 0 : 0.1) &&
    direction(a) * direction(b) >= 0
  )
    score = Math.max(score, 0.91);
  return Math.min(0.95, score);
}

// Another value of the type whose surroundings fit as well makes the pairing doubtful.
function bestRival(facts: readonly Fact[], fact: Fact, partner: Fact): number {
  let best = 0;
  for (const other of facts)
    if (other.span.start !== partner.span.start && other.type === fact.type)
      best = Math.max(best, contextLikeness(fact, other));
  return best;
}

function onlyLeft(reading: Reading, a: Fact, b: Fact): boolean {
  const rivals = (facts: readonly Fact[], fact: Fact) =>
    facts.filter(
      (other) =>
        other.type === fact.type &&
        (other.high === 0) === (fact.high === 0) &&
        sameScope(reading, other.scope, fact.scope),
    );
  return rivals(reading.leftA, a).length === 1 && rivals(reading.leftB, b).length === 1;
}

function sameCount(reading: Reading, { type }: Fact): boolean {
  const count = (facts: readonly Fact[]) => facts.filter((fact) => fact.type === type).length;
  return count(reading.b.facts) <= count(reading.a.facts);
}

function isContact({ type }: Fact): boolean {
  return type === 'phone' || type === 'email' || type === 'url';
}

// One number to call in each text is the same number to the customer; a link may lead anywhere.
function contactConfidence(
  reading: Reading,
  { type }: Fact,
  { alone, likeness }: { alone: boolean; likeness: number },
): number {
  const single =
    type !== 'url' &&
    [reading.a, reading.b].every(({ facts }) => facts.filter((fact) => fact.type === type).length === 1);
  if (single || (alone && likeness >= 0.1)) return 0.93;
  return likeness >= 0.3 ? 0.7 : 0.3;
}

function direction({ comparator }: Fact): number {
  if (comparator === 'at-least' || comparator === 'more-than') return 1;
  return comparator === 'at-most' || comparator === 'less-than' ? -1 : 0;
}

// A code or a bare number is often only a name; unspecified days against working days are often only sloppy.
function mostFor(a: Fact, b: Fact): number {
  if (a.type === 'code' || (a.type === 'url' && !/[/:]|www\./.test(a.text))) return 0.7;
  if (a.type === 'count' && a.unit === '' && b.unit === '') return 0.93;
  const loose = new Set([a.unit, b.unit]);
  return a.type === 'duration' && loose.has('workday') && loose.has('day') && a.high === b.high ? 0.8 : 1;
}

function kindOf({ type }: Fact): string {
  return type === 'count' || type === 'quantity' ? 'number' : type;
}
