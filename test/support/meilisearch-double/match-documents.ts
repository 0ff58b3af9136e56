import { searchedAttributes, type IndexedDocument, type PlacedWord } from './indexed-document.js';
import type { IndexState } from './index-state.js';
import type { Query, QueryTerm } from './query.js';
import { normalised, tokensOf } from './tokens.js';
import { formsOf, typosAllowed, type WordForm } from './word-forms.js';

/** A place in a document where a term was found. */
export interface Found {
  readonly words: readonly PlacedWord[];
  readonly typos: number;
  /** The very word, not a beginning, a slip or a synonym. */
  readonly exact: boolean;
  /** How many signs of the last word were asked for, where it only begins so. */
  readonly begun: number | null;
}

/** A document and where each term of the query is in it. */
export interface Match {
  readonly document: IndexedDocument;
  readonly found: readonly (readonly Found[])[];
}

/** Which attributes count, by their place; null = all. */
export type SearchedOnly = ReadonlySet<number> | null;

/** Finds every term of the query in every document, slips, beginnings and synonyms included. */
export function matchDocuments(
  index: IndexState,
  documents: readonly IndexedDocument[],
  query: Query,
  only: SearchedOnly,
): readonly Match[] {
  const finders = query.terms.map((term, i) => finderOf(index, query.terms, term, i));
  const excluded = query.excluded.map((term) => phraseFinder(term.words));
  return documents
    .filter((document) => !excluded.some((find) => find(document).length > 0))
    .map((document) => ({
      document,
      found: finders.map((find) =>
        find(document).filter(({ words }) => !only || words.every((word) => only.has(word.attribute))),
      ),
    }));
}

type Finder = (document: IndexedDocument) => readonly Found[];

function finderOf(index: IndexState, terms: readonly QueryTerm[], term: QueryTerm, place: number): Finder {
  const own = term.phrase ? phraseFinder(term.words) : wordFinder(index, term);
  const others = synonymsAt(index, terms, place).map((words) => phraseFinder(words, false));
  return others.length === 0 ? own : (document) => [own, ...others].flatMap((find) => find(document));
}

function wordFinder(index: IndexState, { words: [asked = ''], prefix }: QueryTerm): Finder {
  const { typoTolerance } = index.settings;
  const forms = formsOf(asked, prefix, vocabularyOf(index), typosAllowed(asked, typoTolerance));
  const strict = strictAttributes(index);
  return (document) =>
    forms.flatMap((form) =>
      (document.byWord.get(form.word) ?? [])
        .filter((word) => form.typos === 0 || !strict.has(word.attribute))
        .map((word) => foundBy(word, form, asked)),
    );
}

function foundBy(word: PlacedWord, form: WordForm, asked: string): Found {
  return {
    words: [word],
    typos: form.typos,
    exact: form.typos === 0 && !form.begun,
    begun: form.begun ? asked.length : null,
  };
}

/** The words one after the other, in one text. */
function phraseFinder(words: readonly string[], exact = true): Finder {
  const [first = '', ...rest] = words;
  return (document) =>
    (document.byWord.get(first) ?? []).flatMap((start) => {
      const chain = rest.map((word, i) =>
        (document.byWord.get(word) ?? []).find(
          (next) =>
            next.attribute === start.attribute &&
            next.element === start.element &&
            next.position === start.position + i + 1,
        ),
      );
      return chain.every((word) => word !== undefined)
        ? [{ words: [start, ...chain], typos: 0, exact, begun: null }]
        : [];
    });
}

/** What stands for the term by the index's synonyms, also where the term is a part of a synonym of several words. */
function synonymsAt(index: IndexState, terms: readonly QueryTerm[], place: number): readonly (readonly string[])[] {
  return synonymsOf(index).flatMap(({ from, to }) => {
    for (let start = Math.max(0, place - from.length + 1); start <= place; start++) {
      const span = terms.slice(start, start + from.length);
      if (span.length === from.length && span.every((term, i) => !term.phrase && term.words[0] === from[i])) return to;
    }
    return [];
  });
}

interface SynonymRule {
  readonly from: readonly string[];
  readonly to: readonly (readonly string[])[];
}

const derived = new WeakMap<
  IndexState,
  { readonly revision: number; readonly vocabulary: readonly string[]; readonly synonyms: readonly SynonymRule[] }
>();

function derivedOf(index: IndexState) {
  const known = derived.get(index);
  if (known?.revision === index.revision) return known;
  const tokenizing = { separators: [], nonSeparators: [], languages: [] };
  const wordsIn = (text: string) => tokensOf(text, tokenizing).map(({ word }) => normalised(word));
  const made = {
    revision: index.revision,
    vocabulary: [...new Set([...index.documents.values()].flatMap(({ byWord }) => [...byWord.keys()]))],
    synonyms: Object.entries(index.settings.synonyms).map(([from, to]) => ({
      from: wordsIn(from),
      to: to.map(wordsIn),
    })),
  };
  derived.set(index, made);
  return made;
}

function vocabularyOf(index: IndexState): readonly string[] {
  return derivedOf(index).vocabulary;
}

function synonymsOf(index: IndexState): readonly SynonymRule[] {
  return derivedOf(index).synonyms;
}

function strictAttributes(index: IndexState): ReadonlySet<number> {
  const [anyDocument] = index.documents.values();
  const names = searchedAttributes(index.settings, anyDocument?.fields ?? {});
  return new Set(index.settings.typoTolerance.disableOnAttributes.map((name) => names.indexOf(name)));
}
