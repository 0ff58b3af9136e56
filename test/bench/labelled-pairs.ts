import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Comparison } from '../../src/consistency/compare.js';

/** One labelled pair of the development data, and what the comparer holds of it. */
export interface Judged {
  readonly id: string;
  readonly file: string;
  readonly question: string | null;
  readonly canonical: string;
  readonly observed: string;
  readonly label: string;
  readonly kind: string;
  readonly lang: string;
  readonly comparison: Comparison;
}

/** Compares every pair of a file; languages are written "en" or "en>de". */
export function judgedPairs(folder: string, file: string): Judged[] {
  return rowsOf<Omit<Judged, 'comparison' | 'file'>>(folder, file).map((pair) => {
    const [locale = 'en', observedLocale = locale] = pair.lang.split('>');
    const question = pair.question === null ? {} : { question: pair.question };
    const { canonical, observed } = pair;
    return { ...pair, file, comparison: compare({ canonical, observed, locale, observedLocale, ...question }) };
  });
}

/** The rows of a file of JSON lines. */
export function rowsOf<Row>(folder: string, file: string): Row[] {
  const lines = readFileSync(join(folder, `${file}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

/** Whether it would notify. */
export function alerted({ comparison }: Judged): boolean {
  return comparison.tier === 'alert';
}

/** Whether the two cannot both be true, as the label says. */
export function isContradiction({ label }: Judged): boolean {
  return label === 'contradicts';
}
