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

// Counts what the slower way above counts, in one pass; the words between two blanks wait until no address was seen there.
function countStopwords(text: string, hits: number[]): number[] {
  let waiting: Stopword[] = [];
  let address = false;
  for (let at = 0, start = 0, sum = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isLetter(code) || code === 39) {
      sum = added(sum, code);
      continue;
    }
    const found = at > start ? stopwordIn(text, start, at, sum) : undefined;
    if (found !== undefined) waiting.push(found);
    [start, sum] = [at + 1, 0];
    address ||= (code === 64 || code === 47 || code === 46) && !endsChunk(text.charCodeAt(at + 1));
    if (!endsChunk(code)) continue;
    if (!address)
      for (const { places } of waiting) for (const place of places) hits[place] = (hits[place] as number) + 1;
    if (waiting.length > 0) waiting = [];
    address = false;
  }
  return hits;
}

// A blank or the end of the text, whose code is no number.
function endsChunk(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || Number.isNaN(code);
}

function stopwordIn(text: string, start: number, end: number, sum: number): Stopword | undefined {
  const alike = bySum.get(sum);
  return alike?.find(({ word }) => word.length === end - start && fold(text.slice(start, end)) === word);
}
