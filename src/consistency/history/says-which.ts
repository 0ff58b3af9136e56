import { compare } from '../compare.js';
import type { Comparison, Difference } from '../comparison.js';

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
 * By the comparer: OLD where something that disagrees with the answer as it is stands in no disagreement with the answer as it was at some earlier
 * time, or where the words are the same as that and not as the answer of now; NEW where nothing in them contradicts the answer of now; else OTHER. Pure.
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
  if (answer.earlier.some((text) => isOnly(now, beside(text)))) return 'OLD';
  return now.verdict === 'contradicts' || now.verdict === 'unrelated' ? 'OTHER' : 'NEW';
}

/** Whether the words are those of then in what they have not in common with the answer of now. */
function isOnly(now: Comparison, then: Comparison): boolean {
  if (then.verdict === 'same' && now.verdict !== 'same') return true;
  if (then.verdict === 'unrelated') return false;
  const disputed = serious(then);
  return serious(now).some((one) => !disputed.some((other) => touches(one, other)));
}

/** The differences that name words of the channel and are no mere additions. */
function serious({ differences }: Comparison): readonly Difference[] {
  return differences.filter(({ tier, b }) => tier !== 'info' && b !== null);
}

function touches({ b: one }: Difference, { b: other }: Difference): boolean {
  return one !== null && other !== null && one.span.start < other.span.end && other.span.start < one.span.end;
}
