import { fold } from '../analysis/fold.js';
import type { Sentence, Token } from '../analysis/model.js';

/** A phrase found at a place. */
export interface FoundPhrase<Meaning> {
  readonly meaning: Meaning;
  /** In tokens. */
  readonly length: number;
}

/** Phrases of one to five words with what each means, found at a place in linear time. */
export interface PhraseTable<Meaning> {
  /** The longest phrase that begins at the token, or null. */
  at(tokens: readonly Token[], index: number): FoundPhrase<Meaning> | null;
  /** The longest phrase whose last word is the token, or null. */
  endingAt(tokens: readonly Token[], index: number): FoundPhrase<Meaning> | null;
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
  const forwards: Branches<Meaning> = new Map();
  const backwards: Branches<Meaning> = new Map();
  for (const [phrase, meaning] of entries) {
    const words = cut(phrase);
    if (words.length === 0) continue;
    plant(forwards, words, meaning);
    plant(backwards, words.toReversed(), meaning);
  }
  const mayBegin = (begins: number) => bit === 0 || (begins & bit) !== 0;
  const at: PhraseTable<Meaning>['at'] = (tokens, index) => {
    const first = tokens[index];
    return first === undefined || !mayBegin(first.begins) ? null : longest(forwards, tokens, index, 1);
  };
  return {
    at,
    endingAt: (tokens, index) => longest(backwards, tokens, index, -1),
    mayBegin,
    has: (word) => (forwards.get(word)?.phrase ?? null) !== null,
    isIn({ tokens, begins }) {
      if (!mayBegin(begins)) return false;
      for (let index = 0; index < tokens.length; index += 1) if (at(tokens, index) !== null) return true;
      return false;
    },
    first: [...forwards.keys()],
  };
}

/** A table for phrases that all mean "yes, this is one". */
export function phraseSet(phrases: readonly string[], bit: number): PhraseTable<true> {
  return phraseTable(
    phrases.map((phrase) => [phrase, true] as const),
    bit,
  );
}

/** What may follow a word: word by word, so that no phrase need be put together to be looked up. */
type Branches<Meaning> = Map<string, Branch<Meaning>>;

interface Branch<Meaning> {
  /** The phrase that ends here, or null. */
  phrase: FoundPhrase<Meaning> | null;
  readonly next: Branches<Meaning>;
}

function cut(phrase: string): string[] {
  return fold(phrase).match(/[\p{L}\p{M}][\p{L}\p{M}\d']*|\d+|[^\s\p{L}\d]/gu) ?? [];
}

function plant<Meaning>(root: Branches<Meaning>, words: readonly string[], meaning: Meaning): void {
  let branches = root;
  for (const [index, word] of words.entries()) {
    const branch = branches.get(word) ?? { phrase: null, next: new Map() };
    branches.set(word, branch);
    if (index === words.length - 1) branch.phrase = { meaning, length: words.length };
    branches = branch.next;
  }
}

function longest<Meaning>(
  root: Branches<Meaning>,
  tokens: readonly Token[],
  index: number,
  step: 1 | -1,
): FoundPhrase<Meaning> | null {
  let found: FoundPhrase<Meaning> | null = null;
  let branch = root.get(tokens[index]?.folded ?? '');
  for (let at = index + step; branch !== undefined; at += step) {
    found = branch.phrase ?? found;
    branch = branch.next.size === 0 ? undefined : branch.next.get(tokens[at]?.folded ?? '');
  }
  return found;
}
