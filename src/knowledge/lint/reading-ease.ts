import type { Sentence } from './sentences.js';
import { syllablesIn } from './syllables.js';

/** How easily a text is read: the higher the easier. */
export interface ReadingEase {
  readonly score: number;
  /** Below it the authors of the formula call a text difficult. */
  readonly difficultBelow: number;
  readonly formula: string;
}

interface Measure {
  readonly wordsPerSentence: number;
  readonly syllablesPerWord: number;
  /** Words of more than six letters, in percent. */
  readonly longWords: number;
}

type Formula = (measure: Measure) => ReadingEase;

/** Flesch, "A new readability yardstick", 1948; 30 to 50 is his "difficult". */
const flesch: Formula = ({ wordsPerSentence, syllablesPerWord }) => ({
  score: 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord,
  difficultBelow: 50,
  formula: 'Flesch 1948',
});

/** Amstad, "Wie verständlich sind unsere Zeitungen?", 1978: Flesch's measure for the longer words of German; the same scale, but 30 is where his newspapers end. */
const amstad: Formula = ({ wordsPerSentence, syllablesPerWord }) => ({
  score: 180 - wordsPerSentence - 58.5 * syllablesPerWord,
  difficultBelow: 40,
  formula: 'Amstad 1978',
});

/** Szigriszt Pazos 1993, with the grades of INFLESZ (Barrio Cantalejo 2008): below 55 is "rather difficult", below 40 "very". */
const szigriszt: Formula = ({ wordsPerSentence, syllablesPerWord }) => ({
  score: 206.835 - 62.3 * syllablesPerWord - wordsPerSentence,
  difficultBelow: 55,
  formula: 'Szigriszt Pazos 1993',
});

/** Björnsson, "Läsbarhet" (LIX), 1968, turned round so that more is easier: 100 - LIX; above 60 he calls a text very difficult. Counts letters, so any alphabet will do. */
const lix: Formula = ({ wordsPerSentence, longWords }) => ({
  score: 100 - wordsPerSentence - longWords,
  difficultBelow: 40,
  formula: 'LIX, Björnsson 1968',
});

const formulas: Readonly<Record<string, Formula>> = { en: flesch, de: amstad, es: szigriszt };
const fewestWords = 30;

/** Measures prose by the formula of its language; null for a text too short to be measured. */
export function readingEase(sentences: readonly Sentence[], language: string): ReadingEase | null {
  const words = sentences.flatMap((sentence) => sentence.words);
  if (words.length < fewestWords) return null;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word, language), 0);
  return (formulas[language] ?? lix)({
    wordsPerSentence: words.length / sentences.length,
    syllablesPerWord: syllables / words.length,
    longWords: (100 * words.filter((word) => [...word].length > 6).length) / words.length,
  });
}
