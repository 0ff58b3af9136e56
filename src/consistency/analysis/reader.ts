import { listBits, type LexiconIndex } from '../lexicon/lexicon-index.js';
import type { FoundFact, Token } from './model.js';

/** The tokens of one sentence with the words of its language. */
export interface Reader {
  readonly tokens: readonly Token[];
  /** The bits of all its tokens. */
  readonly begins: number;
  /** The bits of the lists that have one of its words. */
  readonly lists: number;
  readonly lexicon: LexiconIndex;
}

/** Makes a sentence ready to be read. */
export function readerOf(tokens: readonly Token[], lexicon: LexiconIndex): Reader {
  let begins = 0;
  let lists = 0;
  for (const token of tokens) {
    begins |= token.begins;
    lists |= token.known.lists;
  }
  return { tokens, begins, lists, lexicon };
}

/** Whether a list has the word. */
export function isListed({ known }: Token, list: keyof typeof listBits): boolean {
  return (known.lists & listBits[list]) !== 0;
}

/** Whether a list has any word of the sentence. */
export function mayHave({ lists }: Reader, list: keyof typeof listBits): boolean {
  return (lists & listBits[list]) !== 0;
}

/** Reads one kind of fact that begins at the token, or null. Looks ahead a bounded number of tokens. */
export type Extractor = (reader: Reader, index: number) => FoundFact | null;

/** The folded text of a token, '' outside the sentence. */
export function word(reader: Reader, index: number): string {
  return reader.tokens[index]?.folded ?? '';
}

/** Whether nothing stands between a token and the one before it. */
export function attached(reader: Reader, index: number): boolean {
  const token = reader.tokens[index];
  const previous = reader.tokens[index - 1];
  return token !== undefined && previous !== undefined && token.start === previous.end;
}

/** Whether the token joins the two ends of a range: a dash, "to", "bis", or "and" after "between". */
export function joinsRange(reader: Reader, index: number, start: number): boolean {
  const here = word(reader, index);
  if (here === '-' || here === '—' || reader.lexicon.words.through.has(here)) return true;
  return reader.lexicon.words.and.has(here) && reader.lexicon.words.between.has(word(reader, start - 1));
}

/** Rounds away the noise of binary fractions, so that equal decimals have equal keys. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
