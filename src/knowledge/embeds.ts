import type { FactContent } from './fact-content.js';
import { formatFact, parseFactFormat } from './format-fact.js';

const embed = /\{\{fact:([a-z0-9.-]{1,100})(?:#([a-z]{1,20}))?\}\}/g;
const anyBraces = /\{\{[^{}]{0,60}(?:\}\}?)?|[^\s{}]{0,60}\}\}/g;

/** A place in a text where a fact's value stands. */
export interface Embed {
  readonly key: string;
  readonly format: string | undefined;
}

/** A text with its embeds filled, and the facts that were missing. */
export interface FilledText {
  readonly text: string;
  readonly missing: readonly string[];
}

/** The embeds of a text in order of appearance. */
export function embedsIn(text: string): readonly Embed[] {
  return [...text.matchAll(embed)].map(([, key = '', format]) => ({ key, format }));
}

/** Pieces with double braces that are no embed, closed or not: typing errors that would reach a customer. */
export function malformedEmbeds(text: string): readonly string[] {
  return [...text.replace(embed, ' ').matchAll(anyBraces)].map(([piece]) => piece.trim());
}

/** Writes each fact's value into the text, in the words of the locale; `write` makes the value safe for the text's markup. */
export function fillEmbeds(
  text: string,
  locale: string,
  valueOf: (key: string) => FactContent | null,
  write: (value: string) => string = String,
): FilledText {
  const missing: string[] = [];
  const filled = text.replace(embed, (whole, key: string, format: string | undefined) => {
    const content = valueOf(key);
    if (content) return write(formatFact(content, locale, parseFactFormat(format)));
    missing.push(key);
    return whole;
  });
  return { text: filled, missing };
}
