import type { HelpHomeQuery } from '../../../schema/operations/operations.js';

type Topic = HelpHomeQuery['topics'][number];

/** One question on a shelf. */
export interface ShelvedQuestion {
  readonly key: string;
  readonly question: string;
  readonly locale: string;
  readonly scope: readonly ScopeEntry[];
}

/** Whom an answer applies to, where it does not apply to everyone. */
export interface ScopeEntry {
  readonly value: string;
}

/** A topic with its questions and its parts; one without any question is not shelved. */
export interface Shelf {
  readonly key: string;
  readonly name: string;
  readonly questions: readonly ShelvedQuestion[];
  readonly parts: readonly Shelf[];
  /** Questions in the topic and its parts. */
  readonly count: number;
}

/** The topics as a reader walks them: top topics in the API's order, their parts below, empty ones left out. */
export function shelvesOf({ topics }: HelpHomeQuery): readonly Shelf[] {
  const known = new Set(topics.map(({ key }) => key));
  const isTop = ({ parent }: Topic) => parent === null || !known.has(parent.key);
  return topics.filter(isTop).flatMap((topic) => shelfOf(topic, topics));
}

/** The shelved question under a key, wherever it stands. */
export function findQuestion(shelves: readonly Shelf[], key: string): ShelvedQuestion | null {
  for (const { questions, parts } of shelves) {
    const found = questions.find((question) => question.key === key) ?? findQuestion(parts, key);
    if (found) return found;
  }
  return null;
}

function shelfOf(topic: Topic, topics: readonly Topic[]): readonly Shelf[] {
  const parts = topics.filter(({ parent }) => parent?.key === topic.key).flatMap((part) => shelfOf(part, topics));
  const questions = topic.answers
    .filter((answer) => answer.topic.key === topic.key && isAskedByCustomers(answer.key))
    .map(({ key, scope, rendition }) => ({ key, scope, question: rendition.question, locale: rendition.locale }));
  const count = questions.length + parts.reduce((sum, part) => sum + part.count, 0);
  return count === 0 ? [] : [{ key: topic.key, name: topic.name, questions, parts, count }];
}

/** What the bot says of itself (its greeting, its goodbye) is an answer too, but no question that anyone looks up. */
export function isAskedByCustomers(key: string): boolean {
  return !key.startsWith('bot-');
}
