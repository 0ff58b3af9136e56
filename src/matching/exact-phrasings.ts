import { setImmediate as giveWay } from 'node:timers/promises';
import type { Audience } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswer } from '../knowledge/index.js';
import { phrasingKey } from '../platform/normalise.js';
import type { Phrasing } from './phrasings.js';

/** Phrasing keys with the answers that a text of that key asks for, or does not ask for, in the order of code units. */
export type PhrasingTable = Pick<ReadonlyMap<string, readonly string[]>, 'get'>;

/** The exact phrasings of a snapshot: a phrasing that was approved a moment ago resolves before any model has learned it. */
export const exactPhrasings = tableOf(waysToAsk);

/** The exact negative phrasings of a snapshot: what was ruled out a moment ago is not answered with, before any model has learned it. */
export const negativePhrasings = tableOf(waysNotToAsk);

/** All that asks an answer in a language: its phrasings, and its question where it has any. */
export function waysToAsk(answer: PublishedAnswer, locale: string): readonly Phrasing[] {
  const own = answer.phrasings.get(locale) ?? [];
  const question = answer.texts.get(locale)?.question;
  const texts = own.length > 0 && question ? [question, ...own] : own;
  return texts.map((text) => ({ answerKey: answer.key, text }));
}

/** Reckons the phrasing keys of a snapshot's answers, letting other work in between, so that the first question of many thousands of answers need not. */
export async function prepareExactPhrasings({ answers }: Snapshot): Promise<void> {
  if (prepared.has(answers)) return;
  prepared.add(answers);
  const locales = new Set<string>();
  let count = 0;
  for (const answer of answers.values()) {
    for (const locale of answer.phrasings.keys()) {
      locales.add(locale);
      exactPhrasings.enter(answer, locale);
      negativePhrasings.enter(answer, locale);
    }
    if (++count % answersAtOnce === 0) await giveWay();
  }
  for (const locale of locales) {
    exactPhrasings.complete(answers, locale);
    negativePhrasings.complete(answers, locale);
  }
}

const prepared = new WeakSet<Snapshot['answers']>();
const answersAtOnce = 200;

function waysNotToAsk(answer: PublishedAnswer, locale: string): readonly Phrasing[] {
  return (answer.negatives.get(locale) ?? []).map((text) => ({ answerKey: answer.key, text }));
}

type RowsOf = (answer: PublishedAnswer, locale: string) => readonly Phrasing[];

interface TableOf {
  (snapshot: Snapshot, locale: string, audience: Audience): PhrasingTable;
  enter(answer: PublishedAnswer, locale: string): void;
  complete(answers: Snapshot['answers'], locale: string): void;
}

/**
 * Which answers have, or once had, a phrasing. It only grows as snapshots follow one another, so that a new one costs only what is new in it. What it
 * says is a hint of where to look: the snapshot decides, and no trace of another one, or of what somebody may not see, is left in the table.
 */
interface Book {
  readonly answers: Map<string, readonly string[]>;
  readonly entered: WeakSet<PublishedAnswer>;
  readonly complete: WeakSet<Snapshot['answers']>;
  revisions: number;
}

/** A book with so many revisions of each answer holds mostly what nobody asks any more, and is begun anew. */
const mostRevisions = 4;
const fewAnswers = 1_000;

function tableOf(rowsOf: RowsOf): TableOf {
  const books = new Map<string, Book>();
  const keysOf = rememberedKeys(rowsOf);
  const bookOf = (locale: string): Book => {
    const book = books.get(locale) ?? {
      answers: new Map(),
      entered: new WeakSet(),
      complete: new WeakSet(),
      revisions: 0,
    };
    books.set(locale, book);
    return book;
  };
  const enter = (answer: PublishedAnswer, locale: string): void =>
    enterInto(bookOf(locale), answer, keysOf(answer, locale));
  const complete = (answers: Snapshot['answers'], locale: string): void => {
    const book = bookOf(locale);
    if (book.complete.has(answers)) return;
    if (book.revisions > mostRevisions * answers.size + fewAnswers) books.delete(locale);
    for (const answer of answers.values()) enter(answer, locale);
    bookOf(locale).complete.add(answers);
  };
  const table = (snapshot: Snapshot, locale: string, audience: Audience): PhrasingTable => {
    complete(snapshot.answers, locale);
    const { answers } = bookOf(locale);
    const holds = (answerKey: string, key: string) => {
      const answer = visibleAnswer(snapshot, { audience }, answerKey);
      return answer !== null && keysOf(answer, locale).includes(key);
    };
    return { get: (key) => answers.get(key)?.filter((answerKey) => holds(answerKey, key)) };
  };
  return Object.assign(table, { enter, complete });
}

function enterInto(book: Book, answer: PublishedAnswer, keys: readonly string[]): void {
  if (book.entered.has(answer)) return;
  book.entered.add(answer);
  book.revisions++;
  for (const key of keys) {
    const known = book.answers.get(key) ?? [];
    if (key !== '' && !known.includes(answer.key)) book.answers.set(key, [...known, answer.key].sort());
  }
}

/** The phrasing keys of an answer, reckoned once. */
function rememberedKeys(rowsOf: RowsOf): (answer: PublishedAnswer, locale: string) => readonly string[] {
  const byAnswer = new WeakMap<PublishedAnswer, Map<string, readonly string[]>>();
  return (answer, locale) => {
    const known = byAnswer.get(answer) ?? new Map<string, readonly string[]>();
    byAnswer.set(answer, known);
    const keys = known.get(locale) ?? rowsOf(answer, locale).map(({ text }) => phrasingKey(text));
    known.set(locale, keys);
    return keys;
  };
}
