import { seeded } from '../../src/matching/random.js';

/** Expected calibration error with fifteen bins of equal width (Guo et al., ICML 2017). */
export function calibrationError(judged: readonly { readonly confidence: number; readonly right: boolean }[]): number {
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const inside = judged.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin);
    const right = inside.filter((one) => one.right).length;
    error += Math.abs(right - inside.reduce((sum, { confidence }) => sum + confidence, 0));
  }
  return error / judged.length;
}

/** The probability that a value of the first list is above one of the second; a tie counts half. */
export function areaUnderCurve(above: readonly number[], below: readonly number[]): number {
  let won = 0;
  for (const a of above) for (const b of below) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (above.length * below.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value that `share` percent of all do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  return (
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor((values.length * share) / 100))] ??
    Number.NaN
  );
}

/** Misspells each word of four or more letters with the given probability: a letter is swapped with the next, left out, doubled or replaced. */
export function withTypos(text: string, probability: number, seed: number): string {
  const random = seeded(seed + 1);
  return text.replace(/\p{L}{4,}/gu, (word) => (random() < probability ? misspell(word, random) : word));
}

const bins = 15;

function misspell(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const before = word.slice(0, at);
  const letter = word.charAt(at);
  const after = word.slice(at + 1);
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + after.charAt(0) + letter + after.slice(1);
    case 1:
      return before + after;
    case 2:
      return before + letter + letter + after;
    default:
      return before + 'abcdefghijklmnopqrstuvwxyz'.charAt(Math.floor(random() * 26)) + after;
  }
}
