import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTypos } from '../measures.js';

/** A labelled question; the label "oos" means that no answer exists. */
export interface Row {
  readonly text: string;
  readonly label: string;
}

/** Reads one file of the data's folder. */
export type Read = (file: string) => readonly Row[];

/** Reads JSON lines of { text, label }. */
export function readerOf(folder: string): Read {
  return (file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
}

/** The rows with every fifth longer word misspelt; the same each time. */
export function misspelt(rows: readonly Row[]): readonly Row[] {
  return rows.map(({ text, label }, at) => ({ text: withTypos(text, 0.2, at), label }));
}

/** Labelled rows as phrasings of answers. */
export function phrasingsOf(rows: readonly Row[]) {
  return rows.map(({ text, label }) => ({ answerKey: label, text }));
}
