import type { Snapshot } from '../knowledge/index.js';
import { alike, wordsOf } from './highlight.js';
import { searchDocuments } from './search-answers.js';
import type { SearchDocument, SearchEngine } from './search-engine.js';

const weights = { title: 1, phrasings: 0.6, body: 0.1 } as const;

/** Looks for words in a past state, document by document: it is asked for too rarely for an index of its own. */
export function scanOf(snapshot: Snapshot): Pick<SearchEngine, 'search'> {
  return {
    search: async ({ text, locale, audiences, topic, limit, offset }) => {
      const wanted = wordsOf(text, locale);
      const found = searchDocuments(snapshot)
        .filter(
          (document) =>
            document.locale === locale &&
            audiences.includes(document.audience) &&
            (topic === null || document.topicKey === topic || document.topicKey.startsWith(`${topic}.`)),
        )
        .map((document) => ({ answerKey: document.answerKey, locale, score: scoreOf(document, wanted) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.answerKey < b.answerKey ? -1 : 1));
      return { hits: found.slice(offset, offset + limit), total: found.length };
    },
  };
}

/** Each word that is looked for counts by the best place it stands in. */
function scoreOf(document: SearchDocument, wanted: readonly string[]): number {
  const places = [
    [weights.title, wordsOf(document.title, document.locale)],
    [weights.phrasings, document.phrasings.flatMap((phrasing) => wordsOf(phrasing, document.locale))],
    [weights.body, wordsOf(document.body, document.locale)],
  ] as const;
  return wanted.reduce((sum, word) => {
    const [weight = 0] = places.find(([, words]) => words.some((other) => alike(word, other))) ?? [];
    return sum + weight;
  }, 0);
}
