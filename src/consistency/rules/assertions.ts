import type { Assertion } from '../analysis/model.js';
import type { Difference } from '../comparison.js';
import { difference, sameScope, type Reading, type Rule } from './reading.js';

const most = 80;

/** The same thing affirmed by one text and denied by the other: "cats are allowed", "cats are not allowed". */
export const assertions: Rule = (reading) => {
  if (!reading.sameLanguage) return [];
  const found: Difference[] = [];
  for (const b of reading.b.assertions.slice(0, most)) {
    if (b.supposed) continue;
    const best = bestMatch(reading, b);
    if (best !== null) found.push(difference('polarity', confidenceOf(best, b), quote(best.a), quote(b)));
  }
  return found.filter(({ tier }) => tier !== 'info');
};

function confidenceOf({ a, likeness, shared }: Match, b: Assertion): number {
  const denying = a.positive ? b : a;
  // "We have branches" against "we have no branches": nothing but the negation differs.
  if (a.frame === b.frame && a.frame.includes(' ')) return 0.93;
  // A plain verb is denied only where all that is denied is said by the other text too.
  if ((a.concept === '' || b.concept === '') && (shared < denying.stems.size || shared < 2)) return 0.3;
  const weak = weakConcepts.has(a.concept) || weakConcepts.has(b.concept);
  if (likeness < 0.5 || shared < 0.6 * denying.stems.size) return 0.3;
  if (likeness >= 0.75 && shared >= 2 && similarLength(a, b)) return 0.92;
  if (likeness >= 0.95 && shared >= 1 && !weak && similarLength(a, b)) return 0.9;
  return weak && shared < 2 ? 0.4 : 0.65;
}

// "can" and a plain verb are in every sentence; "allowed" and "required" are said of one thing.
const weakConcepts = new Set(['', 'can', 'charge', 'open']);

function similarLength(a: Assertion, b: Assertion): boolean {
  return Math.max(a.stems.size, b.stems.size) <= 3 * Math.min(a.stems.size, b.stems.size) + 1;
}

interface Match {
  readonly a: Assertion;
  readonly likeness: number;
  readonly shared: number;
}

// Where the other text has a clause that agrees as well, there is no conflict.
function bestMatch(reading: Reading, b: Assertion): Match | null {
  let conflict: Match | null = null;
  let agreement = 0;
  for (const a of reading.a.assertions.slice(0, most)) {
    if (a.supposed || !sameConcept(a.concept, b.concept) || !sameScope(reading, a.scope, b.scope)) continue;
    const shared = [...b.stems].filter((stem) => a.stems.has(stem)).length;
    const likeness = shared / Math.min(a.stems.size, b.stems.size);
    if (a.positive === b.positive) agreement = Math.max(agreement, likeness);
    else if (shared > 0 && (conflict === null || likeness > conflict.likeness)) conflict = { a, likeness, shared };
  }
  return conflict !== null && conflict.likeness > agreement + 0.1 ? conflict : null;
}

function sameConcept(a: string, b: string): boolean {
  return a === b || (/^(?:allow|can|)$/.test(a) && /^(?:allow|can|)$/.test(b));
}

function quote({ text, span, concept, positive }: Assertion) {
  return { text, span, value: `${concept}: ${positive ? 'yes' : 'no'}` };
}
