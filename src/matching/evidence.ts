import type { Nearness } from './nearest.js';
import type { Ranking } from './ranking.js';
import { bias } from './trainer.js';

/** What is measured of the best answer to a question, in the order of the calibration's coefficients; the first is always 1. */
export type Evidence = readonly number[];

/** What each measure after the first is called where an editor reads it. */
export const evidenceNames: readonly string[] = [
  'score',
  'margin',
  'cosine to its nearest phrasing',
  'highest cosine of all answers',
  'share of known words',
  'length',
];

/** The measures: 1, score, margin, cosine to the nearest phrasing of the best answer, highest cosine of all answers, known share, length. */
export function evidenceOf(ranking: Ranking, near: Nearness, allowed: (answer: number) => boolean): Evidence | null {
  const best = ranking[0];
  if (best === undefined) return null;
  let highest = 0;
  for (let answer = 0; answer < near.ofAnswer.length; answer++) {
    const cosine = near.ofAnswer[answer] as number;
    if (cosine > highest && allowed(answer)) highest = cosine;
  }
  return [
    1,
    best.score,
    Math.min(clearMargin, marginOf(ranking)),
    near.ofAnswer[best.answer] as number,
    highest,
    near.knownShare,
    Math.log(1 + near.stems) / longQuestion,
  ];
}

/** How far the best answer is ahead of the second; a lone answer is compared with a score of which nothing is known. */
export function marginOf(ranking: Ranking): number {
  const best = ranking[0]?.score ?? bias;
  return Math.round((best - (ranking[1]?.score ?? bias)) * 1e6) / 1e6;
}

/** Being further ahead than this says nothing more: in a small or foreign field anything is far ahead. */
const clearMargin = 0.6;

/** The logarithm of about twenty words, so that the measure is near 1 at most. */
const longQuestion = 3;
