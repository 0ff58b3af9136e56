import { calibrate } from '../calibration.js';
import { type CanonicalInput, matcherVersion } from '../phrasings.js';
import { type Bank, readBank } from './bank.js';
import { indexAnswers } from './candidate-index.js';
import { crossFitLarge, lessonOf } from './cross-fit-large.js';
import { type HardNegatives, hardNegatives } from './hard-negatives.js';
import { keyTable, type LargeModel, type PhrasingStems } from './large-model.js';
import { stemScale } from './measure-large.js';
import { roomForWeights, solveAnswer } from './solve-answer.js';

/** Trains a model of many answers and calibrates its confidence; the same bits for the same canonical input. */
export function trainLarge(input: CanonicalInput): LargeModel {
  const bank = readBank(input);
  const index = indexAnswers(bank);
  const negatives = hardNegatives(bank, index);
  const phrasings = phrasingStems(bank);
  return {
    design: 'large',
    matcherVersion,
    locale: bank.locale,
    answerKeys: keyTable(bank.answerKeys),
    vocabulary: bank.vocabulary,
    index,
    weights: solveAll(bank, negatives),
    phrasings,
    calibration: calibrate(crossFitLarge(bank, negatives, phrasings)),
  };
}

/** Every answer by itself, one after the other. */
function solveAll(bank: Bank, negatives: HardNegatives): LargeModel['weights'] {
  const answers = bank.answerKeys.length;
  const room = roomForWeights(bank);
  const starts = new Int32Array(answers + 1);
  let features = new Int32Array(answers * 64);
  let values = new Float32Array(answers * 64);
  for (let answer = 0; answer < answers; answer++) {
    const solved = solveAnswer(bank, room, lessonOf(bank, negatives, answer));
    const start = starts[answer] as number;
    const end = start + solved.features.length;
    if (end > features.length) {
      features = longer(features, Int32Array);
      values = longer(values, Float32Array);
    }
    features.set(solved.features, start);
    values.set(solved.values, start);
    starts[answer + 1] = end;
  }
  const total = starts[answers] as number;
  return { starts, features: features.slice(0, total), values: values.slice(0, total) };
}

function phrasingStems({ answerKeys, first, texts, vocabulary }: Bank): PhrasingStems {
  const phrasings = first[answerKeys.length] as number;
  const starts = new Int32Array(phrasings + 1);
  const scales = new Float32Array(phrasings);
  for (let p = 0; p < phrasings; p++) {
    const [from, to] = [texts.starts[p] as number, texts.stems[p] as number];
    starts[p + 1] = (starts[p] as number) + to - from;
    scales[p] = stemScale(texts.features, from, to, texts.strangers[p] as number, vocabulary);
  }
  const features = new Int32Array(starts[phrasings] as number);
  for (let p = 0; p < phrasings; p++) features.set(texts.features.subarray(texts.starts[p], texts.stems[p]), starts[p]);
  return { first, starts, features, scales };
}

function longer<A extends Int32Array | Float32Array>(array: A, Kind: new (length: number) => A): A {
  const twice = new Kind(Math.max(1_024, array.length * 2));
  twice.set(array);
  return twice;
}
