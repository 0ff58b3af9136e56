import type { SearchDocument } from '../search-engine.js';
import { stemOf, type Term, termsOf } from '../words/analyse.js';
import { partsOf } from '../words/compounds.js';
import { foldWord } from '../words/fold.js';
import { isCutByEngine } from './languages.js';

/** The texts of a document as the engine is to look through them. */
export interface EngineTexts {
  readonly question: string;
  readonly title: string;
  readonly phrasings: readonly string[];
  readonly body: string;
  /** The stems of the question and of the title, by which it is suggested. */
  readonly questionStems: readonly string[];
  /** The words of `questionStems`, one for one. */
  readonly questionWords: readonly string[];
  /** The stems of all other texts, one text an element. */
  readonly stems: readonly string[];
  /** The words of `stems`, one for one. */
  readonly stemWords: readonly string[];
  /** What long words of languages that write compounds may end with, and what follows an apostrophe. */
  readonly parts: string;
  /** The words of `parts`, one for one. */
  readonly partWords: string;
}

/**
 * Folds and stems the texts as the other engine does, so that both find the same forms of a word: Meilisearch knows no stems. For a language that the engine
 * cuts, the texts go as they are.
 */
export function engineTexts({ locale, question, title, phrasings, body }: SearchDocument): EngineTexts {
  if (isCutByEngine(locale)) {
    const plain = (text: string) => unmarked(text.normalize('NFKC'));
    const none = { questionStems: [], questionWords: [], stems: [], stemWords: [], parts: '', partWords: '' };
    return {
      question: plain(question),
      title: plain(title),
      phrasings: phrasings.map(plain),
      body: plain(body),
      ...none,
    };
  }
  const all = [question, title, ...phrasings, body];
  const terms = all.map((text) => termsOf(text, locale));
  const [ofQuestion = '', ofTitle = '', ...others] = terms.map((some) => joined(some, ({ word }) => word));
  const parts = terms.flatMap((some, i) =>
    some.flatMap((term) => {
      const written = all[i]?.slice(term.start, term.end) ?? '';
      return [...endingsOf(term, locale), ...afterApostrophe(written, locale)].map((part) => ({
        part,
        word: term.word,
      }));
    }),
  );
  return {
    question: ofQuestion,
    title: ofTitle,
    phrasings: others.slice(0, -1),
    body: others.at(-1) ?? '',
    questionStems: terms.slice(0, 2).map((some) => joined(some, ({ stem }) => stem)),
    questionWords: [ofQuestion, ofTitle],
    stems: terms.slice(2).map((some) => joined(some, ({ stem }) => stem)),
    stemWords: others,
    parts: parts.map(({ part }) => part).join(' '),
    partWords: parts.map(({ word }) => word).join(' '),
  };
}

function joined(terms: readonly Term[], of: (term: Term) => string): string {
  return terms.map(of).join(' ');
}

function endingsOf(term: Term, locale: string): readonly string[] {
  return [...new Set(partsOf(term, locale).map(([, end]) => end))];
}

/** "étranger" of "l'étranger", as it is and as its stem. */
function afterApostrophe(written: string, locale: string): readonly string[] {
  const rest = /['’](.{3,})$/u.exec(written)?.[1];
  if (rest === undefined) return [];
  const word = foldWord(rest, locale);
  return [...new Set([word, stemOf(word, locale)])];
}

/** A mark in a text would pretend a hit. */
function unmarked(text: string): string {
  return text.replaceAll(/[\uE000\uE001]/g, '');
}
