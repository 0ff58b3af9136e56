import type { KnownWord, Vocabulary } from '../query/vocabulary.js';
import { editsAllowed } from '../words/edits.js';
import type { IndexEntry } from '../words/index-entry.js';

/** The words of some documents in memory. */
export function vocabularyOf(entries: readonly IndexEntry[]): Vocabulary {
  const counts = new Map<string, { stem: string; documents: number }>();
  for (const { words } of entries)
    for (const [word, stem] of words) {
      const known = counts.get(word);
      if (known) known.documents += 1;
      else counts.set(word, { stem, documents: 1 });
    }
  const all: readonly KnownWord[] = [...counts].map(([word, known]) => ({ word, ...known }));
  return {
    documents: entries.length,
    holding: async ({ stems, beginnings, parts }) => {
      const wanted = new Set(stems);
      return all.filter(
        ({ word, stem }) =>
          wanted.has(stem) ||
          beginnings.some((some) => word.startsWith(some)) ||
          parts.some((some) => word.includes(some)),
      );
    },
    near: async (words) =>
      all.filter((other) => words.some((word) => Math.abs(other.word.length - word.length) <= editsAllowed(word))),
  };
}
