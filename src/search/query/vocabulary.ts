/** A word that documents hold. */
export interface KnownWord {
  readonly word: string;
  readonly stem: string;
  /** How many of the documents that the asker may see hold it. */
  readonly documents: number;
}

/** The words of the documents in one locale that one asker may see: it knows no others, or a misspelling would bring a secret to light. */
export interface Vocabulary {
  /** How many documents there are. */
  readonly documents: number;
  /** The words that have one of the stems, begin with one of `beginnings`, or hold one of `parts`. */
  holding(wanted: WordsWanted): Promise<readonly KnownWord[]>;
  /** Words that could have been meant by misspelt ones; the caller counts the letters that differ. */
  near(words: readonly string[]): Promise<readonly KnownWord[]>;
}

/** Which words are looked up. */
export interface WordsWanted {
  readonly stems: readonly string[];
  readonly beginnings: readonly string[];
  readonly parts: readonly string[];
}
