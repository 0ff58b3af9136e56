import { fold } from '../analysis/fold.js';
import type { Sentence, Token } from '../analysis/model.js';

/** Phrases of one to five words with what each means, found at a place in linear time. */
export interface PhraseTable<Meaning> {
  /** The longest phrase that begins at the token, or null. */
  at(tokens: readonly Token[], index: number): { readonly meaning: Meaning; readonly length: number } | null;
  /** The longest phrase whose last word is the token, or null. */
  endingAt(tokens: readonly Token[], index: number): { readonly meaning: Meaning; readonly length: number } | null;
  has(word: string): boolean;
  /** Whether a phrase stands anywhere in the sentence. */
  isIn(sentence: Pick<Sentence, 'tokens' | 'begins'>): boolean;
  /** Whether one of the tokens with these bits can begin a phrase. */
  mayBegin(begins: number): boolean;
  /** The first words of its phrases. */
  readonly first: Iterable<string>;
}

/** Builds the table; words are folded and cut the way the tokeniser cuts them. With a bit, only tokens that bear it are looked up. */
export function phraseTable<Meaning>(entries: Iterable<readonly [string, Meaning]>, bit = 0): PhraseTable<Meaning> {
  const meanings = new Map<string, Meaning>();
  const longestFrom = new Map<string, number>();
  const longestTo = new Map<string, number>();
  for (const [phrase, meaning] of entries) {
    const words = cut(phrase);
    if (words.length === 0) continue;
    meanings.set(words.join(' '), meaning);
    raise(longestFrom, words[0] as string, words.length);
    raise(longestTo, words.at(-1) as string, words.length);
  }
  const mayBegin = (begins: number) => bit === 0 || (begins & bit) !== 0;
  const at: PhraseTable<Meaning>['at'] = (tokens, index) => {
    const first = tokens[index];
    if (first === undefined || !mayBegin(first.begins)) return null;
    for (let length = longestFrom.get(first.folded) ?? 0; length > 0; length -= 1) {
      const meaning = meanings.get(joined(tokens, index, length));
      if (meaning !== undefined) return { meaning, length };
    }
    return null;
  };
  return {
    at,
    endingAt(tokens, index) {
      const longest = longestTo.get(tokens[index]?.folded ?? '') ?? 0;
      for (let length = longest; length > 0; length -= 1) {
        const meaning = meanings.get(joined(tokens, index - length + 1, length));
        if (meaning !== undefined) return { meaning, length };
      }
      return null;
    },
    mayBegin,
    has: (word) => meanings.has(word),
    isIn({ tokens, begins }) {
      if (!mayBegin(begins)) return false;
      for (let index = 0; index < tokens.length; index += 1) if (at(tokens, index) !== null) return true;
      return false;
    },
    first: [...longestFrom.keys()],
  };
}

/** A table for phrases that all mean "yes, this is one". */
export function phraseSet(phrases: readonly string[], bit: number): PhraseTable<true> {
  return phraseTable(
    phrases.map((phrase) => [phrase, true] as const),
    bit,
  );
}

function cut(phrase: string): string[] {
  return fold(phrase).match(/[\p{L}\p{M}][\p{L}\p{M}\d']*|\d+|[^\s\p{L}\d]/gu) ?? [];
}

function raise(longest: Map<string, number>, word: string, length: number): void {
  longest.set(word, Math.max(longest.get(word) ?? 0, length));
}

function joined(tokens: readonly Token[], from: number, length: number): string {
  if (from < 0 || from + length > tokens.length) return '';
  let text = tokens[from]?.folded ?? '';
  for (let offset = 1; offset < length; offset += 1) text += ` ${tokens[from + offset]?.folded}`;
  return text;
}
