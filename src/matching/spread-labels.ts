import type { Neighbours } from './neighbours.js';

/**
 * Spreads what is believed of each text over its neighbours (Zhou et al., NIPS 2003), and sets it in relation to how much each answer holds in all (Zhu et
 * al., ICML 2003), so that no answer swallows the rest. `beliefs` is `[text * answers + answer]`; rows of texts without `active` stay empty. The result's rows
 * add up to 1, or are zero.
 */
export function spreadLabels(
  { starts, texts, values }: Neighbours,
  beliefs: Float32Array,
  answers: number,
  active: Uint8Array,
): Float32Array {
  let current = beliefs;
  for (let turn = 0; turn < turns; turn++) {
    const next = new Float32Array(beliefs.length);
    for (let text = 0; text < active.length; text++) {
      if (active[text] !== 1) continue;
      const own = text * answers;
      for (let at = starts[text] as number; at < (starts[text + 1] as number); at++) {
        const other = (texts[at] as number) * answers;
        const value = (values[at] as number) * reach;
        for (let answer = 0; answer < answers; answer++)
          next[own + answer] = (next[own + answer] as number) + value * (current[other + answer] as number);
      }
      for (let answer = 0; answer < answers; answer++)
        next[own + answer] = (next[own + answer] as number) + (1 - reach) * (beliefs[own + answer] as number);
    }
    current = next;
  }
  return balanced(current, answers);
}

const reach = 0.8;
const turns = 15;

/** The part of the usual mass. */
const share = 0.25;

/** An answer that hardly anybody asks for may gain a little by this, not much: hence a part of the usual mass beside its own. */
function balanced(beliefs: Float32Array, answers: number): Float32Array {
  const mass = new Float64Array(answers);
  beliefs.forEach((value, at) => (mass[at % answers] = (mass[at % answers] as number) + value));
  const added = (share * mass.reduce((sum, one) => sum + one, 0)) / answers;
  const result = new Float32Array(beliefs.length);
  for (let start = 0; start < beliefs.length; start += answers) {
    let sum = 0;
    for (let answer = 0; answer < answers; answer++) {
      const value = (beliefs[start + answer] as number) / ((mass[answer] as number) + added || 1);
      result[start + answer] = value;
      sum += value;
    }
    if (sum > 0)
      for (let answer = 0; answer < answers; answer++)
        result[start + answer] = (result[start + answer] as number) / sum;
  }
  return result;
}
