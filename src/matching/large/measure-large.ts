import type { Nearness } from '../nearest.js';
import { bias } from '../trainer.js';
import { candidatesOf, type CandidateRoom, roomForCandidates } from './candidate-index.js';
import type { LargeModel, PhrasingStems } from './large-model.js';
import { type HashedText, readText } from './text-table.js';
import { stemmerOf } from '../stems.js';

/** The candidates of a question, ascending, with score and nearness of each; place n of all three is the same answer. */
export interface MeasuredCandidates {
  readonly answers: Int32Array;
  readonly scores: Float64Array;
  readonly near: Nearness;
  /** Whether anything in the question is known. */
  readonly known: boolean;
}

/** Scores the likeliest answers of those allowed; what it costs does not grow with the number of answers. */
export function measureLarge(
  model: LargeModel,
  question: string,
  allowed: (answer: number) => boolean,
): MeasuredCandidates {
  const room = roomOf(model);
  const text = readText(question, model.vocabulary, stemmerOf(model.locale));
  const { vocabulary, weights } = model;
  const answers = candidatesOf(text, { index: model.index, rarity: vocabulary.rarity, room }, mostCandidates, allowed);
  spread(text, room.scales);
  const scores = Float64Array.from(answers, (answer) =>
    scoreOf(weights, weights.starts[answer] as number, weights.starts[answer + 1] as number, room.scales),
  );
  clear(text, room.scales);
  return {
    answers,
    scores,
    near: nearnessOf(text, answers, model.phrasings, vocabulary),
    known: text.features.length > 0,
  };
}

/** How near a question is to each of some texts, as `nearnessOf` reckons it for phrasings. */
export function cosinesTo(
  { locale, vocabulary }: LargeModel,
  question: string,
  texts: readonly string[],
): Float64Array {
  const stem = stemmerOf(locale);
  const read = texts.map((text) => readText(text, vocabulary, stem));
  const starts = new Int32Array(read.length + 1);
  read.forEach(({ stems }, at) => (starts[at + 1] = (starts[at] as number) + stems));
  const numbers = Int32Array.from({ length: read.length + 1 }, (_, at) => at);
  const phrasings = {
    first: numbers,
    starts,
    features: Int32Array.from(read.flatMap(({ features, stems }) => [...features.subarray(0, stems)])),
    scales: Float32Array.from(read, ({ features, stems, strangers }) =>
      stemScale(features, 0, stems, strangers, vocabulary),
    ),
  };
  return nearnessOf(readText(question, vocabulary, stem), numbers.subarray(0, -1), phrasings, vocabulary).ofAnswer;
}

/** So many answers are looked at closely. */
export const mostCandidates = 64;

/** Bias + Σ weight × the text's scale at the weight's feature. */
export function scoreOf(
  { features, values }: { readonly features: Int32Array; readonly values: Float32Array },
  from: number,
  to: number,
  scales: Float32Array,
): number {
  let score = bias;
  for (let at = from; at < to; at++) score += (values[at] as number) * (scales[features[at] as number] as number);
  return score;
}

/** Writes the text's scale at each of its features, so that weights can be looked up by feature. */
export function spread(text: HashedText, scales: Float32Array): void {
  for (let at = 0; at < text.features.length; at++)
    scales[text.features[at] as number] = at < text.words ? text.wordScale : text.characterScale;
}

/** Takes back what `spread` wrote. */
export function clear(text: HashedText, scales: Float32Array): void {
  for (const feature of text.features) scales[feature] = 0;
}

/** The cosines of squared rarities of stems, as `nearness` reckons them for few answers; of those phrasings of the candidates that `learned` has. */
export function nearnessOf(
  text: HashedText,
  answers: Int32Array,
  phrasings: PhrasingStems,
  { rarity, unknownRarity }: Pick<LargeModel['vocabulary'], 'rarity' | 'unknownRarity'>,
  learned: Uint8Array | null = null,
): Nearness {
  const squares = roomForSquares(rarity.length);
  let mass = 0;
  for (let at = 0; at < text.stems; at++) {
    const feature = text.features[at] as number;
    const value = squared(rarity[feature] as number);
    squares[feature] = squared(value);
    mass += value;
  }
  const known = mass;
  mass += text.strangers * squared(unknownRarity);
  const scale = stemScale(text.features, 0, text.stems, text.strangers, { rarity, unknownRarity });
  const ofAnswer = Float64Array.from(answers, (answer) => {
    let highest = 0;
    for (let p = phrasings.first[answer] as number; p < (phrasings.first[answer + 1] as number); p++) {
      if (learned !== null && learned[p] === 0) continue;
      highest = Math.max(highest, scale * (phrasings.scales[p] as number) * shared(phrasings, p, squares));
    }
    return highest;
  });
  for (let at = 0; at < text.stems; at++) squares[text.features[at] as number] = 0;
  return { ofAnswer, knownShare: mass > 0 ? known / mass : 0, stems: text.stems + text.strangers };
}

/** What makes stems, weighed by squared rarities, a vector of length 1. */
export function stemScale(
  features: Int32Array,
  from: number,
  to: number,
  strangers: number,
  { rarity, unknownRarity }: Pick<LargeModel['vocabulary'], 'rarity' | 'unknownRarity'>,
): number {
  let square = strangers * squared(squared(unknownRarity));
  for (let at = from; at < to; at++) square += squared(squared(rarity[features[at] as number] as number));
  return square > 0 ? 1 / Math.sqrt(square) : 1;
}

function shared({ starts, features }: PhrasingStems, phrasing: number, squares: Float64Array): number {
  const end = starts[phrasing + 1] as number;
  let sum = 0;
  for (let at = starts[phrasing] as number; at < end; at++) sum += squares[features[at] as number] as number;
  return sum;
}

/** By feature, the square of its mass in the question; all zero between questions, and looked up for each stem of each candidate's phrasings. */
let keptSquares = new Float64Array(0);

function roomForSquares(features: number): Float64Array {
  if (keptSquares.length < features) keptSquares = new Float64Array(features);
  return keptSquares;
}

function squared(value: number): number {
  return value * value;
}

interface Room extends CandidateRoom {
  readonly scales: Float32Array;
}

/** Made once for each model: a question must not allocate what grows with the number of answers. One question at a time, for nothing here waits. */
const rooms = new WeakMap<LargeModel, Room>();

function roomOf(model: LargeModel): Room {
  const known = rooms.get(model) ?? {
    ...roomForCandidates(model.weights.starts.length - 1),
    scales: new Float32Array(model.vocabulary.rarity.length),
  };
  rooms.set(model, known);
  return known;
}
