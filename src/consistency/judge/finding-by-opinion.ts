import { signatureKey } from '../cell.js';
import type { Quote } from '../comparison.js';
import type { FoundDifference } from '../finding.js';
import type { Observation } from '../observation.js';
import type { Opinion } from './judge.js';

/** Names this kind of finding. */
export const judgedKind = 'judge';

/**
 * What an opinion adds to the findings of a cell: a disagreement that the checker has not seen, for a person to look at. It is never an alert, it takes
 * nothing away, and it has no say where the checker is sure.
 */
export function findingByOpinion(
  { canonical, text, differences }: Pick<Observation, 'canonical' | 'text' | 'differences'>,
  opinion: Opinion,
): FoundDifference | null {
  if (opinion.label !== 'disagrees' || differences.some(({ tier }) => tier === 'alert')) return null;
  const [a, b] = [quoteIn(canonical ?? '', opinion.canonicalQuote), quoteIn(text, opinion.observedQuote)];
  const isTold = differences.some((known) => known.tier !== 'info' && (touches(known.a, a) || touches(known.b, b)));
  if (a === null || b === null || isTold) return null;
  return {
    signature: signatureKey(`${judgedKind}|${a.text.toLowerCase()}|${b.text.toLowerCase()}`),
    kind: judgedKind,
    baseSeverity: 'SEV3',
    tier: 'possible',
    claim: `The judge reads a disagreement: “${brief(a.text)}” against “${brief(b.text)}”`,
    confidence: 0.5,
    canonical: a,
    observed: b,
  };
}

function quoteIn(text: string, words: string): Quote | null {
  const start = text.indexOf(words);
  return start === -1 || words === '' ? null : { text: words, span: { start, end: start + words.length } };
}

function touches(one: Quote | null, other: Quote | null): boolean {
  return one !== null && other !== null && one.span.start < other.span.end && other.span.start < one.span.end;
}

function brief(text: string): string {
  return text.length > 90 ? `${text.slice(0, 87)}…` : text;
}
