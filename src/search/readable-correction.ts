import type { Snapshot } from '../knowledge/index.js';
import type { FoundAnswer } from './hydrate.js';
import { plainText } from './search-documents.js';
import { foldedWords } from './words/fold.js';

/**
 * A corrected text, where each word that was put right stands in a text of the page's hits; null otherwise. The index also knows the words in which
 * customers ask, and those are for editors to read: a guess must not be answered with one of them.
 */
export function readableCorrection(
  snapshot: Snapshot,
  hits: readonly FoundAnswer[],
  { text, corrected, locale }: { readonly text: string; readonly corrected: string | null; readonly locale: string },
): string | null {
  if (corrected === null) return null;
  const known = new Set(wordsOf(text, locale));
  const putRight = wordsOf(corrected, locale).filter((word) => !known.has(word));
  const readable = new Set(hits.flatMap(({ answer }) => wordsOfAnswer(snapshot, answer, locale)));
  return putRight.every((word) => readable.has(word)) ? corrected : null;
}

function wordsOfAnswer(snapshot: Snapshot, answer: FoundAnswer['answer'], locale: string): readonly string[] {
  const text = answer.texts.get(locale);
  if (!text) return [];
  const said = [
    text.question,
    text.title,
    ...[text.body, text.short].map((one) => plainText(snapshot, answer, one, locale)),
  ];
  return wordsOf(said.join('\n'), locale);
}

function wordsOf(text: string, locale: string): readonly string[] {
  return foldedWords(text, locale).map(({ word }) => word);
}
