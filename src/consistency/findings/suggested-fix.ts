import type { Finding } from '../finding.js';

/** What to change in a channel's words so that they say what the answer says. */
export interface SuggestedFix {
  /** Where the words stand, as far as the channel says: a page, a file with its heading. */
  readonly address: string | null;
  /** The words that are there; null where something is missing. */
  readonly was: string | null;
  /** The words to put in their place. */
  readonly becomes: string;
}

/** What a channel said when a finding was last seen. */
export interface SeenWords {
  readonly text: string;
  readonly address: string | null;
}

/**
 * The sentence in which a channel's value stands, with the answer's value in its place; whole words for whole words where the difference is no single
 * value. Null where the channel says more than the answer: whether that is true is for a person to say.
 */
export function suggestedFix(
  { canonical, observed }: Pick<Finding, 'canonical' | 'observed'>,
  seen: SeenWords | null,
): SuggestedFix | null {
  if (canonical === null) return null;
  const address = seen?.address ?? null;
  if (observed === null) return { address, was: null, becomes: canonical.text };
  const { text, span } = observed;
  const stands = seen !== null && text !== '' && seen.text.slice(span.start, span.end) === text;
  if (!stands) return { address, was: text, becomes: canonical.text };
  const { start, end } = sentenceAround(seen.text, span.start, span.end);
  const [before, after] = [seen.text.slice(start, span.start), seen.text.slice(span.end, end)];
  return { address, was: `${before}${text}${after}`, becomes: `${before}${canonical.text}${after}` };
}

/** Ends at a full stop, question or exclamation mark before a space, or at a line's end: "£4.50" holds none. */
const sentenceEnd = /[.!?…](?=\s)|\n/gu;

function sentenceAround(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  const ends = [...text.matchAll(sentenceEnd)].map((match) => match.index + 1);
  const start = ends.findLast((end) => end <= from) ?? 0;
  const end = ends.find((one) => one >= to) ?? text.length;
  const lead = /^\s*/u.exec(text.slice(start, from))?.[0].length ?? 0;
  return { start: start + lead, end: text[end - 1] === '\n' ? end - 1 : end };
}
