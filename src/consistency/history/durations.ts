/** Some lengths of time in hours; null where there are none, for no time at all is not a short time. */
export interface Durations {
  readonly count: number;
  readonly medianHours: number | null;
  /** 95 of 100 are not longer. */
  readonly p95Hours: number | null;
  readonly longestHours: number | null;
}

const hour = 3_600_000;

/** Sums up lengths of time in milliseconds. Quantiles are by nearest rank (the ⌈q·n⌉-th of n in order), so that each is a length that was measured. */
export function durationsOf(lengths: readonly number[]): Durations {
  const sorted = lengths.map((length) => Math.max(0, length) / hour).sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
  return { count: sorted.length, medianHours: rank(0.5), p95Hours: rank(0.95), longestHours: rank(1) };
}
