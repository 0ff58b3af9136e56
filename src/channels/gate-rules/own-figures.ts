import type { ChannelGate, SaidClaim } from './shown-form.js';

/** What a short form claims in figures that its body has not, by value and unit: it may leave figures out, and shorten what is said of them. */
export function ownFigures(
  gate: Pick<ChannelGate, 'claims'>,
  { body, short, locale }: { readonly body: string; readonly short: string; readonly locale: string },
): readonly string[] {
  const written = new Set(figuresIn(body));
  const stands = (text: string) => figuresIn(text).every((figure) => written.has(figure));
  // What stands there letter by letter needs no reading, which is what keeps a fact that a thousand answers show quick to publish.
  if (stands(short)) return [];
  const known = new Set(gate.claims(body, locale).map(({ measure }) => measure));
  const own = gate.claims(short, locale).filter((claim) => isFigure(claim) && !known.has(claim.measure));
  return [...new Set(own.map(({ text }) => text.trim()))].filter((text) => !stands(text));
}

/** A number without a unit may be part of a name; it, one that is written as a word, and "free" are held against the body by what they contradict. */
function isFigure({ kind, measure, text }: SaidClaim): boolean {
  return kind !== 'statement' && !measure.startsWith('count ') && /\p{N}/u.test(text);
}

const sum = /[£$€]\s?\p{N}+(?:[.,]\p{N}+)*|\p{N}+(?:[.,]\p{N}+)*\s?[£$€%]/u;
const number = /\p{N}+(?:[.,:/-]\p{N}+)*(?:[\s-]?\p{L}+){0,2}/u;
const figure = new RegExp(`${sum.source}|${number.source}`, 'gu');

/** The figures of a text with the words that follow them, which may be their unit. */
function figuresIn(text: string): readonly string[] {
  return (text.match(figure) ?? []).map((one) => one.replace(/\s+/gu, ' ').toLowerCase());
}
