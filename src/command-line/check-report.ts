import type { Operations } from '../../schema/operations/operations.js';

/** The report of one sweep, as the API gives it. */
export type Report = NonNullable<Operations['CheckReport']['result']['consistency']>;
export type Cell = Report['cells'][number];
export type Rate = Report['byConstruction'];
export type Finding = Operations['CheckFindings']['result']['findings']['nodes'][number];

/** What `univocal check` has learnt: the report, and the open findings that its sweep has seen. */
export interface Checked {
  readonly report: Report;
  readonly findings: readonly Finding[];
}

/** How a cell is shown: a sign, a word, and how much it should catch the eye. */
export interface Mark {
  readonly sign: string;
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'doubtful' | 'plain';
}

const marks: Readonly<Record<Exclude<Cell['state'], 'CONTRADICTS' | 'INCOMPLETE'>, Mark>> = {
  SAME: { sign: '=', word: 'same', tone: 'good' },
  EXTRA: { sign: '+', word: 'extra', tone: 'plain' },
  UNRELATED: { sign: '~', word: 'unrelated', tone: 'bad' },
  NO_ANSWER: { sign: 'o', word: 'no answer', tone: 'doubtful' },
  ERROR: { sign: '!', word: 'not read', tone: 'doubtful' },
  NOT_APPLICABLE: { sign: '·', word: '·', tone: 'plain' },
  STALE_PROBE: { sign: 'x', word: 'stale', tone: 'plain' },
};
const contradicts: Mark = { sign: '≠', word: 'CONTRADICTS', tone: 'bad' };
const possible: Mark = { sign: '?', word: 'possible', tone: 'doubtful' };
const omits: Mark = { sign: '-', word: 'omits', tone: 'doubtful' };
const incomplete: Mark = { sign: '<', word: 'incomplete', tone: 'plain' };

/** What the signs mean, in the order in which a legend names them; sureness makes the difference between the first two. */
export const legend: readonly (Mark & { readonly meaning: string })[] = [
  { ...marks.SAME, meaning: 'the same answer' },
  { ...contradicts, meaning: 'contradicts the answer' },
  { ...possible, meaning: 'may contradict it' },
  { ...omits, meaning: 'omits what must be said' },
  { ...incomplete, meaning: 'says less' },
  { ...marks.EXTRA, meaning: 'says more' },
  { ...marks.UNRELATED, meaning: 'answers something else' },
  { ...marks.NO_ANSWER, meaning: 'has no answer' },
  { ...marks.ERROR, meaning: 'could not be read' },
  { ...marks.NOT_APPLICABLE, meaning: 'is not asked' },
];

/** The mark of a cell. */
export function markOf({ state, differences, omits: omitted }: Cell): Mark {
  if (state === 'CONTRADICTS') return differences.some(({ tier }) => tier === 'ALERT') ? contradicts : possible;
  if (state === 'INCOMPLETE') return omitted.length > 0 ? omits : incomplete;
  return marks[state];
}
