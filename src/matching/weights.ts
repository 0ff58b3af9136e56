import { bias } from './trainer.js';
import type { Vector } from './vocabulary.js';

/** The trained weights that matter, feature by feature: those of feature f are at `starts[f]` up to `starts[f + 1]`. */
export interface Weights {
  readonly starts: Int32Array;
  readonly answers: Int32Array;
  readonly values: Float32Array;
}

/** Keeps the weights that are not almost zero (of the rest no decision is made); input as the trainer stores it. */
export function sparse(dense: Float32Array, features: number, answers: number): Weights {
  let kept = 0;
  for (let at = 0; at < dense.length; at++) kept += Math.abs(dense[at] as number) < negligible ? 0 : 1;
  const weights = {
    starts: new Int32Array(features + 1),
    answers: new Int32Array(kept),
    values: new Float32Array(kept),
  };
  let next = 0;
  for (let feature = 0; feature < features; feature++) {
    for (let answer = 0; answer < answers; answer++) {
      const value = dense[feature * answers + answer] as number;
      if (Math.abs(value) < negligible) continue;
      weights.answers[next] = answer;
      weights.values[next++] = value;
    }
    weights.starts[feature + 1] = next;
  }
  return weights;
}

/** The score of every answer for one text: bias + weights · vector. */
export function scoresOf({ features, values }: Vector, weights: Weights, answers: number): Float64Array {
  const { starts, answers: ofPlace, values: weightOf } = weights;
  const scores = new Float64Array(answers).fill(bias);
  for (let at = 0; at < features.length; at++) {
    const value = values[at] as number;
    const feature = features[at] as number;
    const end = starts[feature + 1] as number;
    for (let place = starts[feature] as number; place < end; place++) {
      const answer = ofPlace[place] as number;
      scores[answer] = (scores[answer] as number) + value * (weightOf[place] as number);
    }
  }
  return scores;
}

const negligible = 0.01;
