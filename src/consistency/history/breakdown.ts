import type { Rate } from '../rate.js';
import { type RatedCell, type RatedChannel, ratesOf, type SameAnswerRate } from '../rates.js';

/** The rates of the probes that lie in one part of the whole, such as a topic. */
export interface PartRates {
  readonly part: string;
  readonly sameAnswerRates: readonly SameAnswerRate[];
  readonly answeredByAll: Rate;
}

/** How often two channels give the same answer: one field of the matrix of channels. */
export interface PairRate extends Omit<SameAnswerRate, 'channels'> {
  readonly one: string;
  readonly other: string;
}

/**
 * The rates of `ratesOf` over the probes of each part, by the part's name; `partOf` says in which one a probe lies. Every probe counts in one part, so
 * that what agrees and what was compared sums up to the whole; a part in which nothing was compared has null rates.
 */
export function ratesByPart(
  cells: readonly RatedCell[],
  channels: readonly RatedChannel[],
  partOf: (probe: string) => string,
): readonly PartRates[] {
  const parts = [...Map.groupBy(cells, ({ probe }) => partOf(probe))].sort(([a], [b]) => (a < b ? -1 : 1));
  return parts.map(([part, own]) => {
    const { sameAnswerRates, answeredByAll } = ratesOf(own, channels);
    return { part, sameAnswerRates, answeredByAll };
  });
}

/**
 * SAR_2 of each pair by itself, in the channels' order: of the probes that both answered, the share on which neither disagrees nor omits. SAR_2 of the
 * whole is the mean of those that are not null.
 */
export function pairRates(cells: readonly RatedCell[], channels: readonly RatedChannel[]): readonly PairRate[] {
  return channels.flatMap((one, i) =>
    channels.slice(i + 1).flatMap((other) =>
      ratesOf(cells, [one, other]).sameAnswerRates.map(({ rate, strict, contradictionFree }) => ({
        one: one.key,
        other: other.key,
        rate,
        strict,
        contradictionFree,
      })),
    ),
  );
}
