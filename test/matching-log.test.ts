import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeModel, exactTable, inputHash, match, modelId, trainModel } from '../src/matching/index.js';
import { smallBank } from './support/small-bank.js';

const log = [
  'my plastic was stolen, I lost my card',
  'stolen plastic',
  'someone has stolen the plastic',
  'I lost my debit card and it was stolen',
  'what is the fee for paying abroad',
  'please close my account today',
];
const unrelated = ['Will it rain in Lisbon?', 'best recipe for octopus salad', 'who won the match yesterday evening'];
const train = (questions?: readonly string[]) =>
  trainModel({ locale: 'en', phrasings: smallBank, ...(questions && { log: questions }) });
const idOf = (questions?: readonly string[]) => modelId(encodeModel(train(questions)));

describe('a log of questions that nobody labelled', () => {
  it('teaches the same in any order, and however often and in whatever case a question was asked', () => {
    const id = idOf(log);
    const hash = inputHash({ locale: 'en', phrasings: smallBank, log });
    fc.assert(
      fc.property(fc.shuffledSubarray(log, { minLength: log.length }), (shuffled) => {
        const repeated = [...shuffled, ...log.map((question) => `${question.toUpperCase()}!`), '?!'];
        expect(inputHash({ locale: 'en', phrasings: smallBank, log: repeated })).toBe(
          inputHash({ locale: 'en', phrasings: smallBank, log: [...repeated].reverse() }),
        );
        expect(inputHash({ locale: 'en', phrasings: smallBank, log: shuffled })).toBe(hash);
        expect(idOf(shuffled)).toBe(id);
      }),
      { numRuns: 5 },
    );
  });

  it('gives the model another name', () => {
    const names = [[], log, unrelated].map((questions) =>
      inputHash({ locale: 'en', phrasings: smallBank, log: questions }),
    );
    expect(new Set(names).size).toBe(3);
    expect(inputHash({ locale: 'en', phrasings: smallBank })).toBe(names[0]);
  });

  it('that is empty, or asks only what phrasings ask already, changes nothing', () => {
    const id = idOf();
    expect(idOf([])).toBe(id);
    expect(idOf([...smallBank.map(({ text }) => text.toUpperCase()), '🙂'])).toBe(id);
  });

  it('teaches words that stand beside known ones in it', () => {
    const found = (questions?: readonly string[]) =>
      match(train(questions), 'stolen plastic').ranked.find(({ answerKey }) => answerKey === 'card-lost')?.score ?? -1;
    expect(found(log)).toBeGreaterThan(found());
  });

  it('about other things neither turns a phrasing away from its answer nor is answered itself', () => {
    const model = train(unrelated);
    const without = train();
    const exact = exactTable(smallBank);
    for (const { answerKey, text } of smallBank) {
      expect(match(model, text).ranked[0]?.answerKey).toBe(match(without, text).ranked[0]?.answerKey);
      expect(match(model, text, { exact })).toMatchObject({ outcome: 'answered', best: { answerKey } });
    }
    for (const question of unrelated) expect(match(model, question).outcome).not.toBe('answered');
  });
});
