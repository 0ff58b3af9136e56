import { fold } from '../analysis/fold.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { indexLexicon, type LexiconIndex } from './lexicon-index.js';
import { nl } from './nl.js';

/** Every language the analyser reads; the first is used where nothing else fits. A new language is one line here. */
export const lexicons: readonly LexiconIndex[] = [en, de, es, fr, nl].map(indexLexicon);

/** The lexicon of a language that a text was read in. */
export function lexiconNamed(language: string): LexiconIndex | undefined {
  return lexicons.find(({ lexicon }) => lexicon.language === language);
}

/** The lexicon for a text: the locale's, unless the text is plainly written in another known language. */
export function lexiconFor(plain: string, locale: string | undefined): LexiconIndex {
  const language = locale?.toLowerCase().split(/[-_]/)[0];
  const named = lexicons.find(({ lexicon }) => lexicon.language === language);
  // An address says nothing about the language: "/help/en" is not Spanish.
  const words = fold(plain.slice(0, 2000).replace(/\S*[@/.]\S+/g, ' ')).split(/[^\p{L}']+/u);
  const hits = (index: LexiconIndex) => words.reduce((sum, word) => sum + (index.stopwords.has(word) ? 1 : 0), 0);
  const ranked = lexicons.map((index) => ({ index, hits: hits(index) })).sort((one, other) => other.hits - one.hits);
  const best = ranked[0] as { index: LexiconIndex; hits: number };
  if (named === undefined) {
    const enough = language === undefined ? 1 : 5;
    return best.hits < enough ? (lexicons[0] as LexiconIndex) : best.index;
  }
  return best.hits >= 5 && best.hits > 2 * hits(named) ? best.index : named;
}
