/** A share with how sure it is: null where nothing was compared, for an empty denominator is no 100 %. */
export interface Rate {
  readonly agreeing: number;
  readonly compared: number;
  /** 0–1. */
  readonly share: number | null;
  /** Lower end of the 95 % interval. */
  readonly low: number | null;
  /** Upper end of the 95 % interval. */
  readonly high: number | null;
}

// The 97.5 % quantile of the normal distribution.
const z = 1.959963984540054;

/** The rate of `agreeing` out of `compared`. */
export function rateOf(agreeing: number, compared: number): Rate {
  return compared === 0
    ? nothing
    : { agreeing, compared, share: agreeing / compared, ...wilson(agreeing / compared, compared) };
}

/**
 * The mean of the shares that have a denominator. `trials` is the number of independent trials behind the mean: subsets of channels
 * share their probes, so that counting every subset as trials of its own would feign certainty.
 */
export function meanRate(
  parts: readonly { readonly agreeing: number; readonly compared: number }[],
  trials: number,
): Rate {
  const filled = parts.filter(({ compared }) => compared > 0);
  if (filled.length === 0) return nothing;
  const sum = (value: (part: { readonly agreeing: number; readonly compared: number }) => number) =>
    filled.reduce((total, part) => total + value(part), 0);
  const share = sum(({ agreeing, compared }) => agreeing / compared) / filled.length;
  return {
    agreeing: sum(({ agreeing }) => agreeing),
    compared: sum(({ compared }) => compared),
    share,
    ...wilson(share, trials),
  };
}

const nothing: Rate = { agreeing: 0, compared: 0, share: null, low: null, high: null };

/** The 95 % score interval of E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209–212, of a share of so many trials, which need not be whole. */
export function wilson(share: number, trials: number): { readonly low: number; readonly high: number } {
  const spread = z ** 2 / trials;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  // At the ends the bound is exactly the share; the float is a hair beside it.
  return { low: share === 0 ? 0 : Math.max(0, centre - half), high: share === 1 ? 1 : Math.min(1, centre + half) };
}
