import type { IndexSettings } from './settings.js';
import { type Token, tokensOf } from './tokens.js';

/** A document as it was sent. */
export type SentDocument = Readonly<Record<string, unknown>>;

/** A word of a document, in one of its attributes. */
export interface PlacedWord extends Token {
  /** The attribute's place in `searchableAttributes`. */
  readonly attribute: number;
  /** Which element of an array; null for a single text. */
  readonly element: number | null;
}

/** A document with its words found. */
export interface IndexedDocument {
  readonly fields: SentDocument;
  readonly words: readonly PlacedWord[];
  /** By word, for looking up. */
  readonly byWord: ReadonlyMap<string, readonly PlacedWord[]>;
  /** By attribute, those that are one text and not an array: the words in order. */
  readonly wholes: ReadonlyMap<number, readonly string[]>;
}

const elementDistance = 8;

/** Which attributes are searched, in their order of weight. */
export function searchedAttributes(settings: IndexSettings, fields: SentDocument): readonly string[] {
  return settings.searchableAttributes.includes('*') ? Object.keys(fields) : settings.searchableAttributes;
}

/** Finds the words of a document. */
export function indexDocument(fields: SentDocument, settings: IndexSettings): IndexedDocument {
  const words: PlacedWord[] = [];
  const wholes = new Map<number, readonly string[]>();
  for (const [attribute, name] of searchedAttributes(settings, fields).entries()) {
    const value = fields[name];
    const tokenizing = tokenizingOf(settings, name);
    let offset = 0;
    for (const [i, text] of textsOf(value).entries()) {
      const tokens = tokensOf(text, tokenizing);
      for (const token of tokens)
        words.push({
          ...token,
          position: token.position + offset,
          attribute,
          element: Array.isArray(value) ? i : null,
        });
      offset += (tokens.at(-1)?.position ?? 0) + elementDistance;
      if (!Array.isArray(value))
        wholes.set(
          attribute,
          tokens.map(({ word }) => word),
        );
    }
  }
  return { fields, words, byWord: Map.groupBy(words, ({ word }) => word), wholes };
}

/** How the text of an attribute is cut into words. */
export function tokenizingOf(settings: IndexSettings, attribute: string) {
  const rule = settings.localizedAttributes.find(({ attributePatterns }) =>
    attributePatterns.some((pattern) => fits(pattern, attribute)),
  );
  return {
    separators: settings.separatorTokens,
    nonSeparators: settings.nonSeparatorTokens,
    languages: rule?.locales ?? [],
  };
}

/** The texts in a value: numbers are searched as they are written. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/** Patterns know one sign: a star at an end. */
export function fits(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : pattern === name;
}
