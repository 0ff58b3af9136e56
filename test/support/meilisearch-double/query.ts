import { normalised, type Token, type Tokenizing, tokensOf } from './tokens.js';

/** A part of what is asked: a word, or several in quotes that must stand together. */
export interface QueryTerm {
  readonly words: readonly string[];
  readonly phrase: boolean;
  /** Whether a longer word that begins with it counts. */
  readonly prefix: boolean;
}

/** What is asked, understood. */
export interface Query {
  readonly terms: readonly QueryTerm[];
  readonly excluded: readonly QueryTerm[];
}

const mostWords = 10;

/**
 * Reads a query: words, "phrases", and -words that exclude. Only the first ten words count, stop words are none of them, and the last word may be the
 * beginning of one unless something stands after it.
 */
export function parseQuery(q: string, tokenizing: Tokenizing, stopWords: readonly string[], prefixes: boolean): Query {
  const stops = new Set(stopWords.map(normalised));
  const terms: QueryTerm[] = [];
  const excluded: QueryTerm[] = [];
  let words = 0;
  for (const part of partsOf(q)) {
    const tokens = tokensOf(part.text, tokenizing);
    const into = part.excludes ? excluded : terms;
    if (part.phrase) {
      const kept = tokens.map(({ word }) => word).slice(0, part.excludes ? undefined : mostWords - words);
      if (kept.length > 0) into.push({ words: kept, phrase: true, prefix: false });
      if (!part.excludes) words += kept.length;
      continue;
    }
    for (const token of tokens) {
      if (stops.has(token.word) || (!part.excludes && words >= mostWords)) continue;
      into.push({ words: [token.word], phrase: false, prefix: prefixes && !part.excludes && isLast(q, part, token) });
      if (!part.excludes) words++;
    }
  }
  return { terms, excluded };
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly phrase: boolean;
  readonly excludes: boolean;
}

function partsOf(q: string): readonly Part[] {
  const parts: Part[] = [];
  const pattern = /(?<=^|\s)(-?)"([^"]*)(?:"|$)|"([^"]*)(?:"|$)|(?<=^|\s)-([^\s"]+)|[^\s"]+/gu;
  for (const match of q.matchAll(pattern)) {
    const [all, minus, quoted, glued, negative] = match;
    const text = quoted ?? glued ?? negative ?? all;
    const phrase = quoted !== undefined || glued !== undefined;
    parts.push({
      text,
      start: match.index + all.lastIndexOf(text),
      phrase,
      excludes: minus === '-' || negative !== undefined,
    });
  }
  return parts;
}

function isLast(q: string, part: Part, token: Token): boolean {
  return part.start + token.end === q.length;
}
