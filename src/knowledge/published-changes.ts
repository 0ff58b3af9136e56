import { isDeepStrictEqual } from 'node:util';
import {
  answersShowing,
  type CurrentFact,
  type LocalText,
  maySeeFact,
  type PublishedAnswer,
  type Reader,
  type Snapshot,
  visibleAnswer,
} from './snapshot.js';

/** What readers are shown differently in one published state than in another. */
export interface PublishedChanges {
  readonly answers: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
}

/** Which changes a reader asked for; null = all. */
export interface ChangeFilter {
  readonly keys: readonly string[] | null;
  /** Topics, with all below them. */
  readonly topics: readonly string[] | null;
  /** Whether the reader was there when `before` was published: only then is it told of what has gone, unless it names the key itself. */
  readonly wasPresent: boolean;
}

const known = new WeakMap<Snapshot, WeakMap<Snapshot, PublishedChanges>>();

/**
 * The difference of two published states, made once for all readers. What is planned is in no state before its day, so that no plan can be told from
 * it; phrasings are for staff and make no difference to readers.
 */
export function changesBetween(before: Snapshot, after: Snapshot): PublishedChanges {
  const found = known.get(before)?.get(after) ?? compare(before, after);
  known.set(before, (known.get(before) ?? new WeakMap<Snapshot, PublishedChanges>()).set(after, found));
  return found;
}

/** The answers that changed for a reader, in key order: those it may see now, and those it could see before and that are gone for it. */
export function changedAnswers(
  before: Snapshot,
  after: Snapshot,
  reader: Reader,
  filter: ChangeFilter,
): readonly string[] {
  return [...changesBetween(before, after).answers].sort().filter((key) => {
    if (filter.keys && !filter.keys.includes(key)) return false;
    const mayTell = filter.wasPresent || (filter.keys?.includes(key) ?? false);
    const answer = visibleAnswer(after, reader, key) ?? (mayTell ? visibleAnswer(before, reader, key) : null);
    return answer !== null && isUnder(answer.topicKey, filter.topics);
  });
}

/** The facts that changed for a reader, in key order. */
export function changedFacts(
  before: Snapshot,
  after: Snapshot,
  reader: Reader,
  keys: readonly string[] | null,
): readonly string[] {
  return [...changesBetween(before, after).facts]
    .sort()
    .filter((key) => (!keys || keys.includes(key)) && maySeeFact(after, reader, key));
}

function compare(before: Snapshot, after: Snapshot): PublishedChanges {
  const facts = differing(before.facts, after.facts, sameValues);
  const answers = differing(before.answers, after.answers, sameForReaders);
  // An answer that showed the fact before and does so no more has other words, and is among the changed ones already.
  for (const fact of facts) for (const { key } of answersShowing(after, fact)) answers.add(key);
  return { answers, facts };
}

function differing<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  isSame: (a: T, b: T) => boolean,
): Set<string> {
  const changed = new Set<string>();
  if (before === after) return changed;
  for (const [key, value] of after) {
    const earlier = before.get(key);
    if (earlier !== value && (earlier === undefined || !isSame(earlier, value))) changed.add(key);
  }
  for (const key of before.keys()) if (!after.has(key)) changed.add(key);
  return changed;
}

/** Compared field by field, so that a field which is added to answers is compared too. */
function sameForReaders(a: PublishedAnswer, b: PublishedAnswer): boolean {
  return (Object.keys({ ...a, ...b }) as (keyof PublishedAnswer)[]).every((field) => {
    if (field === 'phrasings' || field === 'negatives' || field === 'upkeep') return true;
    if (field === 'texts') return sameTexts(a.texts, b.texts);
    return same(a[field], b[field]);
  });
}

function sameTexts(a: PublishedAnswer['texts'], b: PublishedAnswer['texts']): boolean {
  return a.size === b.size && [...a].every(([locale, text]) => sameText(text, b.get(locale)));
}

/** Nearly all texts are alike in all fields, which are words and numbers: three times as fast as a deep comparison. */
function sameText(a: LocalText, b: LocalText | undefined): boolean {
  return (
    b !== undefined && (Object.keys({ ...a, ...b }) as (keyof LocalText)[]).every((field) => same(a[field], b[field]))
  );
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && isDeepStrictEqual(a, b));
}

/** The end of a value is not compared: it moves when a later value is planned. */
function sameValues(a: CurrentFact, b: CurrentFact): boolean {
  const shown = ({ values }: CurrentFact) => values.map(({ id, scope, content }) => ({ id, scope, content }));
  return isDeepStrictEqual(shown(a), shown(b));
}

function isUnder(topic: string, topics: readonly string[] | null): boolean {
  return topics === null || topics.some((one) => topic === one || topic.startsWith(`${one}.`));
}
