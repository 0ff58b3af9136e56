import type { Audience } from '../access/index.js';
import { type PublishedAnswer, type Snapshot, visibleAnswers } from '../knowledge/index.js';
import { exactTable } from './exact-table.js';
import type { Phrasing } from './phrasings.js';

/** Phrasing keys with the answers that a text of that key asks for, or does not ask for. */
export type PhrasingTable = ReadonlyMap<string, readonly string[]>;

/** The exact phrasings of a snapshot, made on first use: a phrasing that was approved a moment ago resolves before any model has learned it. */
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

function waysNotToAsk(answer: PublishedAnswer, locale: string): readonly Phrasing[] {
  return (answer.negatives.get(locale) ?? []).map((text) => ({ answerKey: answer.key, text }));
}

type RowsOf = (answer: PublishedAnswer, locale: string) => readonly Phrasing[];

/** Kept by the map of answers, which stays the same from one snapshot to the next while no answer changes. */
function tableOf(rowsOf: RowsOf): (snapshot: Snapshot, locale: string, audience: Audience) => PhrasingTable {
  const tables = new WeakMap<Snapshot['answers'], Map<string, PhrasingTable>>();
  const remembered = rememberedRows(rowsOf);
  return (snapshot, locale, audience) => {
    const known = tables.get(snapshot.answers) ?? new Map<string, PhrasingTable>();
    tables.set(snapshot.answers, known);
    const name = `${locale}/${audience}`;
    const table =
      known.get(name) ??
      exactTable(visibleAnswers(snapshot, { audience }).flatMap((answer) => remembered(answer, locale)));
    known.set(name, table);
    return table;
  };
}

/** The same rows for the same answer each time, so that their keys are reckoned once. */
function rememberedRows(rowsOf: RowsOf): RowsOf {
  const byAnswer = new WeakMap<PublishedAnswer, Map<string, readonly Phrasing[]>>();
  return (answer, locale) => {
    const known = byAnswer.get(answer) ?? new Map<string, readonly Phrasing[]>();
    byAnswer.set(answer, known);
    const rows = known.get(locale) ?? rowsOf(answer, locale);
    known.set(locale, rows);
    return rows;
  };
}
