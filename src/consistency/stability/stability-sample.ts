import type { Probe } from '../cell.js';

/** So many questions of a sweep are asked otherwise too. */
const mostQuestions = 200;

/**
 * Which questions a sweep also asks otherwise: all where there are few; of many an even share, another with each whole sweep, so that all have their
 * turn. `sweepsBefore` counts the whole sweeps that were done before.
 *
 * Decided on 29 November 2026: two more ways for each of 10,000 questions on three bots would double a sweep, and what the matcher makes of wordings
 * does not change from one sweep to the next.
 */
export function askedOtherwiseToo(probes: readonly Probe[], sweepsBefore: number): readonly Probe[] {
  const every = Math.max(1, Math.ceil(probes.length / mostQuestions));
  return probes.filter((_, place) => place % every === sweepsBefore % every);
}
