import type { Features } from './features.js';
import type { Vocabulary } from './vocabulary.js';

/** The stems of all phrasings, stem by stem: those of feature f are at `starts[f]` up to `starts[f + 1]`; each phrasing has length 1. */
export interface NearestIndex {
  readonly starts: Int32Array;
  readonly phrasings: Int32Array;
  readonly values: Float32Array;
  /** The number of the answer of each phrasing. */
  readonly answerOf: Int32Array;
}

/** How near a question is to the phrasings, by cosine of their stems (squared rarities); all between 0 and 1. */
export interface Nearness {
  /** The cosine to the nearest phrasing of each answer. */
  readonly ofAnswer: Float64Array;
  /** How much of the question's stems, by rarity, occurs in any phrasing. */
  readonly knownShare: number;
  /** How many different stems the question has. */
  readonly stems: number;
}

/** Indexes phrasings by their stems. */
export function nearestIndex(texts: readonly Features[], answerOf: Int32Array, vocabulary: Vocabulary): NearestIndex {
  const stems = texts.map((text) => weigh(text, vocabulary));
  return indexWeighed(stems, answerOf, vocabulary);
}

/** The same of phrasings that are weighed already: each of them stands in many indexes. */
export function indexWeighed(stems: readonly Weighed[], answerOf: Int32Array, vocabulary: Vocabulary): NearestIndex {
  const starts = new Int32Array(vocabulary.words.size + 1);
  for (const one of stems) for (const feature of one.known) starts[feature + 1] = (starts[feature + 1] as number) + 1;
  for (let feature = 0; feature < vocabulary.words.size; feature++) {
    starts[feature + 1] = (starts[feature + 1] as number) + (starts[feature] as number);
  }
  const total = starts[vocabulary.words.size] as number;
  const index = { starts, phrasings: new Int32Array(total), values: new Float32Array(total), answerOf };
  const next = starts.slice();
  stems.forEach(({ known, length }, phrasing) => {
    for (const feature of known) {
      const place = next[feature] as number;
      next[feature] = place + 1;
      index.phrasings[place] = phrasing;
      index.values[place] = squared(vocabulary.rarity[feature] as number) / length;
    }
  });
  return index;
}

/** Compares a question with every phrasing that shares a stem with it. */
export function nearness(text: Features, index: NearestIndex, vocabulary: Vocabulary, answers: number): Nearness {
  const { known, length, unknown } = weigh(text, vocabulary);
  const { starts, phrasings, values } = index;
  const cosines = roomForCosines(index.answerOf.length);
  let knownMass = 0;
  let mass = unknown;
  for (const feature of known) {
    const value = squared(vocabulary.rarity[feature] as number);
    const start = starts[feature] as number;
    const end = starts[feature + 1] as number;
    mass += value;
    if (end > start) knownMass += value;
    const share = value / length;
    for (let place = start; place < end; place++) {
      const phrasing = phrasings[place] as number;
      cosines[phrasing] = (cosines[phrasing] as number) + share * (values[place] as number);
    }
  }
  const ofAnswer = highestOf(cosines, index.answerOf, answers);
  return { ofAnswer, knownShare: mass > 0 ? knownMass / mass : 0, stems: text.stems.length };
}

/** The highest cosine of each answer; leaves the cosines zero. */
function highestOf(cosines: Float64Array, answerOf: Int32Array, answers: number): Float64Array {
  const ofAnswer = new Float64Array(answers);
  for (let phrasing = 0; phrasing < answerOf.length; phrasing++) {
    const cosine = cosines[phrasing] as number;
    const answer = answerOf[phrasing] as number;
    if (cosine > (ofAnswer[answer] as number)) ofAnswer[answer] = cosine;
  }
  cosines.fill(0, 0, answerOf.length);
  return ofAnswer;
}

/** One array for all questions, zero between them: they are compared one after the other, and a new one each would be most of what is thrown away. */
let kept = new Float64Array(0);

function roomForCosines(phrasings: number): Float64Array {
  if (kept.length < phrasings) kept = new Float64Array(phrasings);
  return kept;
}

/** The known stems of a text, ascending; the value of each is its squared rarity. */
export interface Weighed {
  readonly known: Int32Array;
  readonly unknown: number;
  readonly length: number;
}

/** Looks the stems of a text up and measures them. */
export function weigh({ stems }: Features, { words: numbers, rarity, unknownRarity }: Vocabulary): Weighed {
  const found: number[] = [];
  for (const stem of stems) {
    const feature = numbers.get(stem);
    if (feature !== undefined) found.push(feature);
  }
  const known = new Int32Array(found).sort();
  const strangers = stems.length - known.length;
  const strange = squared(unknownRarity);
  let square = strangers * squared(strange);
  for (const feature of known) square += squared(squared(rarity[feature] as number));
  return { known, unknown: strangers * strange, length: square > 0 ? Math.sqrt(square) : 1 };
}

/** Not `**`, whose last bit the language leaves to the engine. */
function squared(value: number): number {
  return value * value;
}
