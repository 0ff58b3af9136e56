import type { Rounding } from './formula.js';

/** An exact number: numerator over denominator. Nothing is lost before the one rounding that a formula names. */
export interface Fraction {
  readonly over: bigint;
  /** Always positive; the two have no common divisor. */
  readonly under: bigint;
}

/** The quotient of two whole numbers in lowest terms; null where it divides by zero. */
export function fraction(over: bigint, under: bigint = 1n): Fraction | null {
  if (under === 0n) return null;
  const shared = greatestDivisor(over < 0n ? -over : over, under < 0n ? -under : under);
  const sign = under < 0n ? -1n : 1n;
  return { over: (sign * over) / shared, under: (sign * under) / shared };
}

/** The exact value of a decimal such as "0.0175"; the text must be digits with at most one point. */
export function fractionOf(decimal: string): Fraction {
  const [whole = '0', part = ''] = decimal.split('.');
  return lowest(BigInt(whole + part), 10n ** BigInt(part.length));
}

export function add(a: Fraction, b: Fraction): Fraction {
  return lowest(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { over: -b.over, under: b.under });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return lowest(a.over * b.over, a.under * b.under);
}

/** The quotient; null where it divides by zero. */
export function divide(a: Fraction, b: Fraction): Fraction | null {
  return fraction(a.over * b.under, a.under * b.over);
}

/** Whether `a` is less than `b`. */
export function isLess(a: Fraction, b: Fraction): boolean {
  return a.over * b.under < b.over * a.under;
}

/** The number with so many decimals, rounded once: halves away from zero or to the even neighbour, or every remainder away from or towards zero. */
export function toDecimal(value: Fraction, decimals: number, rounding: Rounding): string {
  const sign = value.over < 0n ? '-' : '';
  const scaled = (value.over < 0n ? -value.over : value.over) * 10n ** BigInt(decimals);
  const floor = scaled / value.under;
  const twice = 2n * (scaled % value.under);
  const digits = String(floor + (goesUp(floor, twice, value.under, rounding) ? 1n : 0n)).padStart(decimals + 1, '0');
  const written =
    decimals === 0 ? digits : `${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals)}`;
  return /[1-9]/.test(written) ? sign + written : written;
}

function goesUp(floor: bigint, twice: bigint, under: bigint, rounding: Rounding): boolean {
  switch (rounding) {
    case 'UP':
      return twice > 0n;
    case 'DOWN':
      return false;
    case 'HALF_UP':
      return twice >= under;
    case 'HALF_EVEN':
      return twice > under || (twice === under && floor % 2n === 1n);
  }
}

function lowest(over: bigint, under: bigint): Fraction {
  return fraction(over, under) as Fraction;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
