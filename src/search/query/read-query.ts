import { type Term, termsOf } from '../words/analyse.js';
import { stopWordsOf } from '../words/stop-words.js';

/** What a text asks for: words in any place, and phrases that must stand as they are. */
export interface Query {
  readonly words: readonly AskedWord[];
  readonly phrases: readonly (readonly Term[])[];
}

/** A word of the text; offsets are of the text as typed. */
export interface AskedWord extends Term {
  /** The text ends with it, so that it may be the beginning of a longer one. */
  readonly last: boolean;
}

/** So many words of a text count; the rest of a longer one is not looked for. */
const mostWords = 24;
const quoted = /["“”„«»]([^"“”„«»]+)["“”„«»]/gu;

/** Reads what was typed; without `keepStopWords`, words that say nothing are left out, and a text of only such asks for nothing. */
export function readQuery(text: string, locale: string, options: { readonly keepStopWords?: boolean } = {}): Query {
  const phrases = [...text.matchAll(quoted)]
    .map(([, inside = '']) => termsOf(inside, locale))
    .filter(({ length }) => length > 0);
  const outside = text.replace(quoted, (piece) => ' '.repeat(piece.length));
  const stop = options.keepStopWords ? new Set<string>() : stopWordsOf(locale);
  const end = outside.trimEnd().length;
  const seen = new Set<string>();
  const words = termsOf(outside, locale).filter(({ word }) => !stop.has(word) && !seen.has(word) && seen.add(word));
  return { words: words.slice(0, mostWords).map((term) => ({ ...term, last: term.end === end })), phrases };
}
