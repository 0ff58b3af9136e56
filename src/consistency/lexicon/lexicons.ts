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
  const counted = countStopwords(text);
  if (counted !== null) return counted;
  const hits = lexicons.map(() => 0);
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
const sums = 4096;
const bySum: readonly Stopword[][] = Array.from({ length: sums }, () => []);
for (const [word, places] of languagesOf) {
  let sum = 0;
  for (let at = 0; at < word.length; at += 1) sum = added(sum, word.charCodeAt(at));
  bySum[sum % sums]?.push({ word, places });
}

function added(sum: number, code: number): number {
  return (Math.imul(sum, 31) + (code | 32)) & 0x3fffffff;
}

// Counts what the slower way above counts, in one pass without cutting anything out; null where a text has accents.
function countStopwords(text: string): number[] | null {
  const hits = lexicons.map(() => 0);
  const inChunk: Stopword[] = [];
  let held = 0;
  let address = false;
  let start = 0;
  let sum = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : blank;
    if (code > 127 && code !== pound && code !== euro) return null;
    if (code === apostrophe || isLetter(code)) {
      sum = added(sum, code);
      continue;
    }
    const found = at > start ? stopwordIn(text, start, at, sum) : undefined;
    if (found !== undefined) inChunk[held++] = found;
    start = at + 1;
    sum = 0;
    // A chunk ends at a blank or with the text.
    if (!isBlank(code)) address ||= isInAddress(text, at, code);
    else {
      for (let each = 0; each < held && !address; each += 1) countIn(hits, inChunk[each] as Stopword);
      [address, held] = [false, 0];
    }
  }
  return hits;
}

const blank = 32;
const apostrophe = 39;
const pound = 0xa3;
const euro = 0x20ac;

function isBlank(code: number): boolean {
  return code === blank || (code >= 9 && code <= 13);
}

// "@", "/" and a point with something right after it are signs of an address.
function isInAddress(text: string, at: number, code: number): boolean {
  return (code === 64 || code === 47 || code === 46) && at + 1 < text.length && !isBlank(text.charCodeAt(at + 1));
}

function countIn(hits: number[], { places }: Stopword): void {
  for (const place of places) hits[place] = (hits[place] as number) + 1;
}

function stopwordIn(text: string, start: number, end: number, sum: number): Stopword | undefined {
  for (const stopword of bySum[sum % sums] as readonly Stopword[])
    if (stopword.word.length === end - start && standsAt(stopword.word, text, start)) return stopword;
  return undefined;
}

// Whether the text has the word there, in whatever case.
function standsAt(word: string, text: string, start: number): boolean {
  for (let at = 0; at < word.length; at += 1)
    if (word.charCodeAt(at) !== (text.charCodeAt(start + at) | 32)) return false;
  return true;
}
