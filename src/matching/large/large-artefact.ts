import type { Calibration } from '../calibration.js';
import type { LargeModel } from './large-model.js';

/** What the header of a large model's artefact holds beside its format. */
export interface LargeHeader {
  readonly matcherVersion: string;
  readonly locale: string;
  readonly calibration: Calibration;
  readonly unknownRarity: number;
  readonly lengths: readonly number[];
}

/** The arrays of a large model in the order in which they are stored, and the header that `largeModelOf` reads them back by. */
export function largeParts(model: LargeModel): {
  readonly header: LargeHeader;
  readonly arrays: readonly Uint8Array[];
} {
  const { answerKeys, calibration, index, locale, matcherVersion, phrasings, vocabulary, weights } = model;
  const arrays = [
    vocabulary.low,
    vocabulary.high,
    vocabulary.places,
    vocabulary.rarity,
    index.starts,
    index.answers,
    index.values,
    weights.starts,
    weights.features,
    weights.values,
    phrasings.first,
    phrasings.starts,
    phrasings.features,
    phrasings.scales,
    answerKeys.starts,
    answerKeys.bytes,
  ];
  return {
    header: {
      matcherVersion,
      locale,
      calibration,
      unknownRarity: vocabulary.unknownRarity,
      lengths: arrays.map(({ length }) => length),
    },
    arrays: arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  };
}

/** The model whose arrays lie in `buffer` from `start` on, without a copy; null when they do not fill it exactly. */
export function largeModelOf(header: LargeHeader, buffer: ArrayBuffer, start: number): LargeModel | null {
  const { calibration, lengths, locale, matcherVersion, unknownRarity } = header;
  const bytes = lengths.reduce((sum, length, at) => sum + length * (at < 15 ? 4 : 1), start);
  if (lengths.length !== 16 || bytes !== buffer.byteLength) return null;
  let next = start;
  let part = 0;
  const take = (width: number): [ArrayBuffer, number, number] => {
    const place = next;
    const length = lengths[part++] as number;
    next += length * width;
    return [buffer, place, length];
  };
  const integers = () => new Int32Array(...take(4));
  const floats = () => new Float32Array(...take(4));
  const halves = () => new Uint32Array(...take(4));
  // Members are read in the order in which the arrays are stored.
  return {
    design: 'large',
    matcherVersion,
    locale,
    calibration,
    vocabulary: { low: halves(), high: halves(), places: integers(), rarity: floats(), unknownRarity },
    index: { starts: integers(), answers: integers(), values: floats() },
    weights: { starts: integers(), features: integers(), values: floats() },
    phrasings: { first: integers(), starts: integers(), features: integers(), scales: floats() },
    answerKeys: { starts: integers(), bytes: new Uint8Array(...take(1)) },
  };
}
