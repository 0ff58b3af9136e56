import { signatureKey } from '../cell.js';
import { compare } from '../compare.js';
import type { Quote, Span } from '../comparison.js';
import type { Finding } from '../finding.js';

/** Words of a channel, and the words to put in their place. */
export interface MendedWords {
  /** Where the words that are there stand in the text; empty, at its end, where something is missing. */
  readonly span: Span;
  readonly was: string | null;
  readonly becomes: string;
  /** Whether the comparer finds this difference in the words as they are, and once it is done finds it no more, and no new one. */
  readonly mends: boolean;
}

/** What a channel said beside what it should have said, and in which languages. */
export interface HeldWords {
  readonly text: string;
  readonly canonical: string | null;
  /** The language of what it said; that of the question where none is known. */
  readonly locale?: string;
  readonly at: Date;
}

/** The part of a finding that its mending rests on. */
export type MendedFinding = Pick<Finding, 'canonical' | 'observed' | 'probe' | 'signature' | 'kind'>;

/**
 * The least change of words that ends a difference: the answer's value in the channel's sentence, else the answer's whole sentence in its place. The
 * comparer tries each; where none ends the difference the first is given as it is, for a person to go by. Null where the channel says more
 * than the answer, or its words are no longer known.
 */
export function mendedWords(finding: MendedFinding, held: HeldWords): MendedWords | null {
  const { canonical, observed } = finding;
  if (canonical === null) return null;
  const wrong = new Set(wrongs(finding, held, held.text));
  const mends = (span: Span, becomes: string) => {
    const left = wrongs(finding, held, put(held.text, span, becomes));
    const ends = wrong.has(finding.signature) && !left.includes(finding.signature);
    return ends && left.every((signature) => wrong.has(signature));
  };
  const tried = (observed === null ? addition(canonical, held) : replacements(canonical, observed, held)).map(
    ({ span, was, becomes, spaced }) => ({ span, was, becomes, mends: mends(span, spaced ?? becomes) }),
  );
  return tried.find((one) => one.mends) ?? tried[0] ?? null;
}

/** The text with other words in the place of those at `span`. */
export function put(text: string, { start, end }: Span, words: string): string {
  return text.slice(0, start) + words + text.slice(end);
}

interface Candidate extends Pick<MendedWords, 'span' | 'was' | 'becomes'> {
  /** As they stand in the text, where that takes a line of their own. */
  readonly spaced?: string;
}

function addition(missing: Quote, { text, canonical }: HeldWords): readonly Candidate[] {
  const span = { start: text.length, end: text.length };
  const whole = canonical === null ? missing.text : sentenceAt(canonical, missing);
  return [...new Set([missing.text, whole])].map((becomes) => ({
    span,
    was: null,
    becomes,
    spaced: text === '' ? becomes : `\n\n${becomes}`,
  }));
}

function replacements(canonical: Quote, observed: Quote, held: HeldWords): readonly Candidate[] {
  const span = sentenceAround(held.text, observed.span);
  const was = held.text.slice(span.start, span.end);
  const own = { start: observed.span.start - span.start, end: observed.span.end - span.start };
  const whole = held.canonical === null ? canonical.text : sentenceAt(held.canonical, canonical);
  return [...new Set([put(was, own, canonical.text), whole])]
    .filter((becomes) => becomes !== was)
    .map((becomes) => ({ span, was, becomes }));
}

/** The signatures of what the comparer holds against a text. */
function wrongs({ probe, kind, canonical }: MendedFinding, held: HeldWords, text: string): readonly string[] {
  const isOmission = kind === 'omission' && canonical !== null;
  const { differences, omits } = compare({
    canonical: held.canonical ?? '',
    observed: text,
    locale: probe.locale,
    observedLocale: held.locale ?? probe.locale,
    question: probe.question,
    mustSay: isOmission ? [canonical.text] : [],
    scope: probe.scope,
    moment: held.at.toISOString().slice(0, 10),
  });
  return [
    ...differences.filter(({ tier }) => tier !== 'info').map(({ signature }) => signatureKey(signature)),
    ...omits.map((clause) => signatureKey(`omission|${clause.toLowerCase()}`)),
  ];
}

function sentenceAt(text: string, { text: quoted, span }: Quote): string {
  if (text.slice(span.start, span.end) !== quoted) return quoted;
  const { start, end } = sentenceAround(text, span);
  return text.slice(start, end);
}

/** Ends at a full stop, question or exclamation mark before a space, or at a line's end: "£4.50" holds none. */
const sentenceEnd = /[.!?…](?=\s)|\n/gu;

function sentenceAround(text: string, { start: from, end: to }: Span): Span {
  const ends = [...text.matchAll(sentenceEnd)].map((match) => match.index + 1);
  const start = ends.findLast((end) => end <= from) ?? 0;
  const end = ends.find((one) => one >= to) ?? text.length;
  const lead = /^\s*/u.exec(text.slice(start, from))?.[0].length ?? 0;
  return { start: start + lead, end: text[end - 1] === '\n' ? end - 1 : end };
}
