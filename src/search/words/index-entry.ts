import { phrasingKey } from '../../matching/index.js';
import type { SearchDocument } from '../search-engine.js';
import { termsOf } from './analyse.js';

/** What an index holds of a document: its stems by place, and where they stand. */
export interface IndexEntry {
  readonly document: SearchDocument;
  /** Stems of question and title. */
  readonly head: ReadonlySet<string>;
  /** Stems of the phrasings. */
  readonly said: ReadonlySet<string>;
  /** All stems with their positions (from 1); texts are apart by more than one, so that no phrase reaches from one into the next. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
  /** The folded words with their stems. */
  readonly words: ReadonlyMap<string, string>;
  /** How many different words the question has. */
  readonly questionLength: number;
  /** Numbers of the whole question and phrasings, to recognise what was asked word for word. */
  readonly exact: readonly number[];
}

/** The number of a text as it is compared word for word (FNV-1a, 31 bits); two texts may share one, which only moves a hit up. */
export function exactNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of phrasingKey(text)) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash & 0x7fffffff;
}

/** Takes a document apart; what it gives is some ten times as large as the document, so keep it only where it is read again. */
export function indexEntry(document: SearchDocument): IndexEntry {
  const { locale, question, title, phrasings, body } = document;
  const positions = new Map<string, number[]>();
  const words = new Map<string, string>();
  let position = 1;
  const read = (text: string): ReadonlySet<string> => {
    const stems = new Set<string>();
    for (const { word, stem } of termsOf(text, locale)) {
      stems.add(stem);
      words.set(word, stem);
      const at = positions.get(stem);
      if (at) at.push(position);
      else positions.set(stem, [position]);
      position += 1;
    }
    position += 1;
    return stems;
  };
  const asked = read(question);
  const head = new Set([...asked, ...read(title)]);
  const said = new Set(phrasings.flatMap((phrasing) => [...read(phrasing)]));
  read(body);
  return {
    document,
    head,
    said,
    positions,
    words,
    questionLength: asked.size,
    exact: [question, ...phrasings].map(exactNumber),
  };
}
