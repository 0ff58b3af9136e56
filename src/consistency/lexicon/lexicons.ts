import { isLetter } from '../analysis/characters.js';
import { fold } from '../analysis/fold.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { indexLexicon, type LexiconIndex } from './lexicon-index.js';
import { nl } from './nl.js';

/** Every language the analyser reads; the first is used where nothing else fits. A new language is one line here. */
export const lexicons: readonly LexiconIndex[] = [en, de, es, fr, nl].map(indexLexicon);

const byLanguage = new Map(lexicons.map((index) => [index.lexicon.language, index]));

/** The lexicon of a language that a text was read in. */
export function lexiconNamed(language: string): LexiconIndex | undefined {
  return byLanguage.get(language);
}

/** The lexicon for a text: the locale's, unless the text is plainly written in another known language. */
export function lexiconFor(plain: string, locale: string | undefined): LexiconIndex {
  const language = locale?.toLowerCase().split(/[-_]/)[0];
  const named = lexicons.findIndex(({ lexicon }) => lexicon.language === language);
  const hits = stopwordsFound(plain.slice(0, 2000));
  const most = Math.max(...hits);
  const best = lexicons[hits.indexOf(most)] as LexiconIndex;
  if (named === -1) return most < (language === undefined ? 1 : 5) ? (lexicons[0] as LexiconIndex) : best;
  return most >= 5 && most > 2 * (hits[named] as number) ? best : (lexicons[named] as LexiconIndex);
}

// For each word that is a stopword somewhere, the places of those languages in the list.
const languagesOf = new Map<string, number[]>();
lexicons.forEach(({ stopwords }, place) => {
  for (const word of stopwords) languagesOf.set(word, [...(languagesOf.get(word) ?? []), place]);
});

// An address says nothing about the language: "/help/en" is not Spanish.
function stopwordsFound(text: string): number[] {
  const hits = lexicons.map(() => 0);
  if (unaccented.test(text)) return countStopwords(text, hits);
  const words = fold(/[@/]|\.\S/.test(text) ? text.replace(/\S*[@/.]\S+/g, ' ') : text);
  for (const word of unaccented.test(words) ? wordsOf(words) : (words.match(/[\p{L}']+/gu) ?? []))
    for (const place of languagesOf.get(word) ?? none) hits[place] = (hits[place] as number) + 1;
  return hits;
}

const unaccented = /^[\0-\x7f£€]*$/;
const none: readonly number[] = [];

function wordsOf(folded: string): string[] {
  const found: string[] = [];
  for (let at = 0, start = 0; at <= folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (isLetter(code) || code === 39) continue;
    if (at > start) found.push(folded.slice(start, at));
    start = at + 1;
  }
  return found;
}

/** A stopword of letters without accents, with the places of its languages. */
interface Stopword {
  readonly word: string;
  readonly places: readonly number[];
}

// By a sum over their letters, so that no word of a text need be cut out to see that it is none.
const bySum = new Map<number, readonly Stopword[]>();
for (const [word, places] of languagesOf) {
  let sum = 0;
  for (let at = 0; at < word.length; at += 1) sum = added(sum, word.charCodeAt(at));
  bySum.set(sum, [...(bySum.get(sum) ?? []), { word, places }]);
}

function added(sum: number, code: number): number {
  return (Math.imul(sum, 31) + (code | 32)) & 0x3fffffff;
}

// Counts what the slower way above counts without cutting anything out.
function countStopwords(text: string, hits: number[]): number[] {
  for (let from = 0, to = 0; from < text.length; from = to + 1) {
    to = chunkEnd(text, from);
    if (!hasAddress(text, from, to)) countInChunk(text, from, to, hits);
  }
  return hits;
}

// A chunk ends at a blank or with the text.
function chunkEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end += 1;
  return end;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function hasAddress(text: string, from: number, to: number): boolean {
  for (let at = from; at < to - 1; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 64 || code === 47 || code === 46) return true;
  }
  return false;
}

function countInChunk(text: string, from: number, to: number, hits: number[]): void {
  let start = from;
  let sum = 0;
  for (let at = from; at <= to; at += 1) {
    const code = at < to ? text.charCodeAt(at) : 0;
    if (isLetter(code) || code === apostrophe) {
      sum = added(sum, code);
      continue;
    }
    const found = at > start ? stopwordIn(text, start, at, sum) : undefined;
    if (found !== undefined) for (const place of found.places) hits[place] = (hits[place] as number) + 1;
    start = at + 1;
    sum = 0;
  }
}

const apostrophe = 39;
const nothing: readonly Stopword[] = [];

function stopwordIn(text: string, start: number, end: number, sum: number): Stopword | undefined {
  for (const stopword of bySum.get(sum) ?? nothing)
    if (stopword.word.length === end - start && standsAt(stopword.word, text, start)) return stopword;
  return undefined;
}

// Whether the text has the word there, in whatever case.
function standsAt(word: string, text: string, start: number): boolean {
  for (let at = 0; at < word.length; at += 1)
    if (word.charCodeAt(at) !== (text.charCodeAt(start + at) | 32)) return false;
  return true;
}
