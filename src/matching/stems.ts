import snowball from 'snowball-stemmers';
import { rememberWords } from '../platform/remember-words.js';

/** Gives a word's stem. */
export type Stem = (word: string) => string;

/** The Snowball stemmer of a locale's language (BCP 47); a language without one keeps its words as they are. */
export function stemmerOf(locale: string): Stem {
  const language = locale.toLowerCase().split(/[-_]/u, 1)[0] ?? '';
  const known = stemmers.get(language);
  if (known !== undefined) return known;
  const algorithm = algorithms[language];
  const stem = algorithm === undefined ? unchanged : remembering(algorithm);
  stemmers.set(language, stem);
  return stem;
}

const algorithms: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  hy: 'armenian',
  it: 'italian',
  nb: 'norwegian',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sl: 'slovene',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
};

const stemmers = new Map<string, Stem>();

const unchanged: Stem = (word) => word;

function remembering(algorithm: string): Stem {
  const stemmer = snowball.newStemmer(algorithm);
  return rememberWords((word) => (word.length > longestWord ? word : stemmer.stem(word)));
}

const longestWord = 40;
