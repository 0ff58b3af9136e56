import {
  type CurrentFact,
  factsShownBy,
  factValue,
  fillEmbeds,
  type PublishedAnswer,
  type Snapshot,
} from '../knowledge/index.js';
import type { SearchDocument } from './search-engine.js';

/** What was made of an answer, and what of the snapshot it was made with. */
interface Made {
  readonly facts: readonly (CurrentFact | undefined)[];
  readonly topics: Snapshot['topics'];
  readonly documents: readonly SearchDocument[];
}

const made = new WeakMap<PublishedAnswer, Made>();

/**
 * What the index should hold for a snapshot: every answer in every locale, facts filled in; answers that nobody asks for are left out. A document
 * of an answer that did not change, with facts and topics that did not, is the same object as in the snapshot before.
 */
export function searchDocuments(snapshot: Snapshot): readonly SearchDocument[] {
  return [...snapshot.answers.values()].flatMap((answer) => {
    if (answer.phrasings.size === 0) return [];
    const facts = factsShownBy(answer).map((key) => snapshot.facts.get(key));
    const known = made.get(answer);
    if (known && known.topics === snapshot.topics && facts.every((fact, i) => fact === known.facts[i]))
      return known.documents;
    const documents = documentsOf(snapshot, answer);
    made.set(answer, { facts, topics: snapshot.topics, documents });
    return documents;
  });
}

function documentsOf(snapshot: Snapshot, answer: PublishedAnswer): readonly SearchDocument[] {
  return [...answer.texts.values()].map((text) => ({
    answerKey: answer.key,
    version: answer.version.number,
    locale: text.locale,
    audience: answer.audience,
    topics: topicPath(snapshot, answer.topicKey),
    owner: answer.ownerTeam,
    scope: answer.scope,
    question: text.question,
    title: text.title,
    body: plainText(snapshot, answer, text.body, text.locale),
    phrasings: answer.phrasings.get(text.locale) ?? [],
  }));
}

/** A topic and all above it, the root first. */
export function topicPath(snapshot: Snapshot, key: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = key; at !== null && !path.includes(at); at = snapshot.topics.get(at)?.parentKey ?? null)
    path.unshift(at);
  return path;
}

/** A text of an answer with its facts, without the signs of Markdown. */
export function plainText(snapshot: Snapshot, answer: PublishedAnswer, text: string, locale: string): string {
  const filled = fillEmbeds(text, locale, (key) => factValue(snapshot, key, answer.scope)?.content ?? null).text;
  return filled
    .replace(/\[([^\]\n]{1,300})\]\([^)\s]{1,500}\)/g, '$1')
    .replace(/[*_#`|>]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
