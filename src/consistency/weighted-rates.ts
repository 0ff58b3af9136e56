import { wilson } from './rate.js';
import {
  bitsIn,
  countedRows,
  type Pattern,
  patternsOf,
  type RatedCell,
  type RatedChannel,
  readings,
  subsetSizes,
  subsets,
} from './rates.js';

/** A share in which each probe counts by its weight; null where nothing was compared. */
export interface WeightedRate {
  /** 0–1. */
  readonly share: number | null;
  /** Lower end of the 95 % interval. */
  readonly low: number | null;
  /** Upper end of the 95 % interval. */
  readonly high: number | null;
  /** How many probes of equal weight would make the share as sure. */
  readonly effectiveProbes: number;
}

/** SAR_k in its three readings, weighted. */
export interface WeightedSameAnswerRate {
  readonly channels: number;
  readonly rate: WeightedRate;
  readonly strict: WeightedRate;
  readonly contradictionFree: WeightedRate;
}

/** The same-answer rates in which each probe counts by its weight, which must be above 0; with equal weights they are those of `ratesOf`. */
export function weightedRates(
  cells: readonly RatedCell[],
  channels: readonly RatedChannel[],
  weightOf: (probe: string) => number,
): readonly WeightedSameAnswerRate[] {
  const rows = countedRows(cells, channels);
  const keys = channels.map(({ key }) => key);
  return subsetSizes(channels.length).map((size) => {
    const rate = (agrees: (cell: RatedCell) => boolean) =>
      overSubsets(
        patternsOf(rows, keys, agrees).map((pattern) => weighed(pattern, weightOf)),
        keys.length,
        size,
      );
    const { strict, contradictionFree } = readings;
    return {
      channels: size,
      rate: rate(readings.rate),
      strict: rate(strict),
      contradictionFree: rate(contradictionFree),
    };
  });
}

interface WeighedPattern extends Pattern {
  readonly weight: number;
  /** The sum of the squares of the weights. */
  readonly squares: number;
}

function weighed(pattern: Pattern, weightOf: (probe: string) => number): WeighedPattern {
  const weights = pattern.probes.map(weightOf);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { ...pattern, weight: sum(weights), squares: sum(weights.map((weight) => weight ** 2)) };
}

function overSubsets(patterns: readonly WeighedPattern[], channels: number, size: number): WeightedRate {
  const weigh = (holds: (pattern: Pattern) => boolean) =>
    patterns.reduce((sum, pattern) => (holds(pattern) ? sum + pattern.weight : sum), 0);
  const shares = [...subsets(channels, size)].flatMap((subset) => {
    const compared = weigh(({ answered }) => (answered & subset) === subset);
    return compared === 0 ? [] : [weigh(({ agreeing }) => (agreeing & subset) === subset) / compared];
  });
  if (shares.length === 0) return { share: null, low: null, high: null, effectiveProbes: 0 };
  // The float of a sum can be a hair above that of its parts.
  const share = Math.min(1, shares.reduce((sum, one) => sum + one, 0) / shares.length);
  const effectiveProbes = effectiveSize(patterns.filter(({ answered }) => bitsIn(answered) >= size));
  return { share, ...wilson(share, effectiveProbes), effectiveProbes };
}

/** (Σw)² ÷ Σw²: L. Kish, Survey Sampling (1965), section 11.7. */
function effectiveSize(patterns: readonly WeighedPattern[]): number {
  const weight = patterns.reduce((sum, one) => sum + one.weight, 0);
  return weight ** 2 / patterns.reduce((sum, { squares }) => sum + squares, 0);
}
