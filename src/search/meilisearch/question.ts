import { readQuery } from '../query/read-query.js';
import { hasDigit, type Term } from '../words/analyse.js';
import { isCutByEngine, particlesOf } from './languages.js';

/** What was typed, in one form in which documents may hold it. */
export interface Question {
  /** Phrases and codes in quotes, then words; the engine looks at the first ten. */
  readonly terms: readonly string[];
  /** Whether the last word may be the beginning of one. */
  readonly open: boolean;
  /** Whether these are stems, to be looked for among stems. */
  readonly stems: boolean;
}

const longestText = 2_000;
const mostTerms = 10;

/**
 * Reads what was typed: the words as they are, and their stems; for a language that the engine cuts, the text. None when there is
 * no word in it, for which the engine would give every document. Nothing but words and phrases gets through: no minus, which excludes with the engine.
 */
export function questionsOf(
  text: string,
  locale: string,
  options: { readonly keepStopWords?: boolean } = {},
): readonly Question[] {
  if (isCutByEngine(locale)) return uncut(text, locale);
  const { words, phrases } = readQuery(text, locale, options);
  if (words.length + phrases.length === 0) return [];
  const form = (of: (term: Term) => string, stems: boolean): Question => ({
    stems,
    terms: [
      ...phrases.map((phrase) => `"${phrase.map(of).join(' ')}"`),
      ...words.map((word) => asTerm(of(word))),
    ].slice(0, mostTerms),
    open: words.at(-1)?.last ?? false,
  });
  return [form(({ word }) => word, false), form(({ stem }) => stem, true)];
}

/** The question in the engine's own form: something after the last word says that it is whole. */
export function engineText({ terms, open }: Question): string {
  return open ? terms.join(' ') : `${terms.join(' ')} `;
}

/** A code is asked as a phrase: of two codes one sign apart the engine would take one for the other. Numbers it leaves alone by itself. */
function asTerm(word: string): string {
  return word.length >= 4 && hasDigit(word) && /\p{L}/u.test(word) ? `"${word}"` : word;
}

const piece = /["“”„«»]([^"“”„«»]+)["“”„«»]|[\p{L}\p{M}\p{N}]+/gu;

function uncut(text: string, locale: string): readonly Question[] {
  const whole = text.normalize('NFKC').slice(0, longestText);
  const rest = particlesOf(locale)
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, particle) => left.replaceAll(particle, ''), whole);
  if (!/[\p{L}\p{N}]/u.test(rest)) return [];
  const terms = [...whole.matchAll(piece)].map(([all, phrase]) => (phrase === undefined ? all : `"${phrase}"`));
  return [{ stems: false, terms: terms.slice(0, mostTerms), open: /[\p{L}\p{M}\p{N}]$/u.test(whole.trimEnd()) }];
}
