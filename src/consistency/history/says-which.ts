import { type Claim, claimsOf, compare } from '../compare.js';
import type { Comparison, Difference, Span } from '../comparison.js';

/** Whether words are those of before a publication, those of after it, or neither. */
export type Says = 'NEW' | 'OLD' | 'OTHER';

/** What a channel said, and how it was asked. */
export interface SaidWords {
  readonly text: string;
  /** The language of what it said. */
  readonly locale: string;
  readonly question: string;
  readonly askedLocale: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly at: Date;
}

/**
 * By the comparer: OLD where something that disagrees with the answer as it is was said by the answer at some earlier time,
 * or where the words are the same as that and not as the answer of now; NEW where nothing in them contradicts the answer of now; else OTHER. Pure.
 */
export function saysWhich(
  said: SaidWords,
  answer: { readonly earlier: readonly string[]; readonly now: string },
): Says {
  const beside = (canonical: string): Comparison =>
    compare({
      canonical,
      observed: said.text,
      locale: said.askedLocale,
      observedLocale: said.locale,
      question: said.question,
      scope: said.scope,
      moment: said.at.toISOString().slice(0, 10),
    });
  const now = beside(answer.now);
  if (answer.earlier.some((earlier) => isOnly(now, { was: beside(earlier), earlier, present: answer.now, said })))
    return 'OLD';
  return now.verdict === 'contradicts' || now.verdict === 'unrelated' ? 'OTHER' : 'NEW';
}

/** Whether something in the words that disagrees with the answer of now is what an earlier text says, and in no disagreement with it. */
function isOnly(
  now: Comparison,
  { was, earlier, present, said }: { was: Comparison; earlier: string; present: string; said: SaidWords },
): boolean {
  if (was.verdict === 'same' && now.verdict !== 'same') return true;
  if (was.verdict === 'unrelated') return false;
  const disputed = serious(was);
  const [before, after] = [earlier, present].map((text) => new Set(claimsOf(text, said.askedLocale).map(nameOf)));
  const stood = (one: Difference): boolean => {
    const own = claimsOf(said.text, said.locale).filter(
      (claim) => touches(one, claim.span) && !after?.has(nameOf(claim)),
    );
    // What no claim names is the same as it was where it is no difference at all, not even an addition.
    return own.length > 0
      ? own.some((claim) => before?.has(nameOf(claim)))
      : !was.differences.some(({ b }) => b !== null && touches(one, b.span));
  };
  return serious(now).some((one) => !disputed.some(({ b }) => b !== null && touches(one, b.span)) && stood(one));
}

function nameOf({ type, value, modality }: Claim): string {
  return JSON.stringify([type, value, modality]);
}

/** The differences that name words of the channel and are no mere additions. */
function serious({ differences }: Comparison): readonly Difference[] {
  return differences.filter(({ tier, b }) => tier !== 'info' && b !== null);
}

function touches({ b }: Difference, span: Span): boolean {
  return b !== null && b.span.start < span.end && span.start < b.span.end;
}
