/** One example of a yes-or-no question: what was measured, what was true, and how much it counts. */
export interface Example {
  readonly measures: readonly number[];
  readonly right: boolean;
  readonly weight: number;
}

/** 1 / (1 + e^−z). */
export function probability(coefficients: readonly number[], measures: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < coefficients.length; at++) sum += (coefficients[at] as number) * (measures[at] as number);
  return 1 / (1 + Math.exp(-sum));
}

/**
 * Logistic regression with a Gaussian prior around `prior` (precision `stiffness` on every coefficient), by Newton's method: without examples it
 * returns the prior, with many it forgets it. Deterministic: a fixed number of steps, sums in the order of the examples.
 */
export function fit(examples: readonly Example[], prior: readonly number[], stiffness: number): readonly number[] {
  let coefficients = prior;
  for (let step = 0; step < steps; step++) {
    const { gradient, curvature } = derivatives(examples, coefficients, prior, stiffness);
    const change = solveLinear(curvature, gradient);
    coefficients = coefficients.map((value, at) => value - (change[at] as number));
  }
  return coefficients;
}

const steps = 12;

function derivatives(
  examples: readonly Example[],
  coefficients: readonly number[],
  prior: readonly number[],
  stiffness: number,
) {
  const gradient = coefficients.map((value, at) => stiffness * (value - (prior[at] as number)));
  const curvature = coefficients.map((_, row) => coefficients.map((__, column) => (row === column ? stiffness : 0)));
  for (const { measures, right, weight } of examples) {
    const likely = probability(coefficients, measures);
    const slope = weight * (likely - (right ? 1 : 0));
    const bend = weight * likely * (1 - likely);
    measures.forEach((measure, row) => {
      gradient[row] = (gradient[row] as number) + slope * measure;
      const line = curvature[row] as number[];
      measures.forEach((other, column) => {
        line[column] = (line[column] as number) + bend * measure * other;
      });
    });
  }
  return { gradient, curvature };
}

/** Gaussian elimination of a positive definite system, which needs no pivots. */
function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const lines = matrix.map((line, at) => [...line, right[at] as number]);
  const size = lines.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const top = lines[pivot] as number[];
    for (let row = pivot + 1; row < size; row++) {
      const line = lines[row] as number[];
      const factor = (line[pivot] as number) / (top[pivot] as number);
      for (let column = pivot; column <= size; column++)
        line[column] = (line[column] as number) - factor * (top[column] as number);
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row--) {
    const line = lines[row] as number[];
    let rest = line[size] as number;
    for (let column = row + 1; column < size; column++) rest -= (line[column] as number) * (solution[column] as number);
    solution[row] = rest / (line[row] as number);
  }
  return solution;
}
