import { encodeModel, modelId } from '../../src/matching/model.js';
import { trainModel } from '../../src/matching/train-model.js';
import { phrasingBank } from '../bench/phrasing-bank.js';
import { smallBank } from './small-bank.js';

/** The names of one model of each design, as this Node trains them. */
export function nameModels(): readonly string[] {
  const many = phrasingBank(520, 3).flatMap(({ key, phrasings }) =>
    phrasings.map((text) => ({ answerKey: key, text })),
  );
  return [smallBank, many].map((phrasings) => modelId(encodeModel(trainModel({ locale: 'en', phrasings }))));
}
