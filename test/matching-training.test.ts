import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeModel,
  encodeModel,
  inputHash,
  match,
  modelId,
  type Phrasing,
  trainInWorker,
  trainModel,
} from '../src/matching/index.js';
import { smallBank } from './support/small-bank.js';

const idOf = (phrasings: readonly Phrasing[], negatives: readonly Phrasing[] = []) =>
  modelId(encodeModel(trainModel({ locale: 'en', phrasings, negatives })));

describe('a model', () => {
  it('is the same, bit by bit, for the same phrasings in any order', () => {
    const id = idOf(smallBank);
    fc.assert(
      fc.property(fc.shuffledSubarray([...smallBank], { minLength: smallBank.length }), (shuffled) => {
        expect(idOf(shuffled)).toBe(id);
        expect(inputHash({ locale: 'en', phrasings: shuffled })).toBe(
          inputHash({ locale: 'en', phrasings: smallBank }),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('has the same name on every machine and every version of Node; another name needs another matcherVersion', () => {
    expect(idOf(smallBank)).toBe('1631195e67f8a30b2411cb3fc56d3d07389b35b87809b7b15a3930057118a91c');
  });

  it('does not change when a phrasing is repeated in other case and punctuation', () => {
    const repeated = smallBank.map(({ answerKey, text }) => ({ answerKey, text: `${text.toUpperCase()}!` }));
    expect(inputHash({ locale: 'en', phrasings: [...repeated, ...smallBank] })).toBe(
      inputHash({ locale: 'en', phrasings: [...smallBank, ...repeated] }),
    );
    expect(trainModel({ locale: 'en', phrasings: [...smallBank, ...repeated] })).toHaveProperty(
      'nearest.answerOf.length',
      smallBank.length,
    );
  });

  it('has another name for another phrasing, weight, locale or negative phrasing', () => {
    const hash = inputHash({ locale: 'en', phrasings: smallBank });
    const more = { answerKey: 'card-lost', text: 'card gone' };
    const others = [
      { locale: 'en', phrasings: [...smallBank, more] },
      { locale: 'en', phrasings: [...smallBank, { ...more, weight: 0.5 }] },
      { locale: 'de', phrasings: smallBank },
      { locale: 'en', phrasings: smallBank, negatives: [more] },
    ].map(inputHash);
    expect(new Set([hash, ...others]).size).toBe(5);
  });

  it('answers after a journey through its artefact exactly as before', () => {
    const model = trainModel({ locale: 'en', phrasings: smallBank });
    const read = decodeModel(encodeModel(model));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...smallBank.map(({ text }) => text))), (question) => {
        expect(match(read, question)).toEqual(match(model, question));
      }),
    );
    expect(modelId(encodeModel(read))).toBe(modelId(encodeModel(model)));
  });

  it('is read from wherever its bytes lie in memory, as the database hands them out', () => {
    const artefact = encodeModel(trainModel({ locale: 'en', phrasings: smallBank }));
    const within = Buffer.concat([Buffer.from('abc'), artefact, Buffer.from('d')]).subarray(3, -1);
    expect(modelId(encodeModel(decodeModel(within)))).toBe(modelId(artefact));
  });

  it('survives half a surrogate pair in a phrasing', () => {
    const broken = [...smallBank, { answerKey: 'card-lost', text: 'card \ud800 lost' }];
    const artefact = encodeModel(trainModel({ locale: 'en', phrasings: broken }));
    expect(modelId(encodeModel(decodeModel(artefact)))).toBe(modelId(artefact));
  });

  it('is refused when its bytes are cut short or are something else', () => {
    const artefact = encodeModel(trainModel({ locale: 'en', phrasings: smallBank }));
    for (const bytes of [
      artefact.subarray(0, artefact.length - 4),
      artefact.subarray(0, 3),
      Buffer.from('{"format":9}'),
    ]) {
      expect(() => decodeModel(bytes)).toThrow('not a model');
    }
  });
});

describe('training', () => {
  it('on a thread of its own gives the same artefact', async () => {
    expect(modelId(await trainInWorker({ locale: 'en', phrasings: smallBank }))).toBe(idOf(smallBank));
  });

  it('learns from a negative phrasing that an answer is not meant', () => {
    const text = 'the card of my mother';
    const before = match(trainModel({ locale: 'en', phrasings: smallBank }), text);
    const meant = before.ranked[0]?.answerKey ?? '';
    const after = match(
      trainModel({ locale: 'en', phrasings: smallBank, negatives: [{ answerKey: meant, text }] }),
      text,
    );
    const scoreOf = (found: typeof before) => found.ranked.find(({ answerKey }) => answerKey === meant)?.score;
    expect(scoreOf(after)).toBeLessThan(scoreOf(before) as number);
  });

  it('listens less to a body of low weight than to a phrasing', () => {
    const text = 'insurance for mobile phones';
    const scoreWith = (weight: number) =>
      match(trainModel({ locale: 'en', phrasings: [...smallBank, { answerKey: 'close-account', text, weight }] }), text)
        .score;
    expect(scoreWith(0.1)).toBeLessThan(scoreWith(1));
  });

  it('leaves out what has no words, no weight, or an unknown answer', () => {
    const nothing = [
      { answerKey: 'empty', text: '?!' },
      { answerKey: 'weightless', text: 'a text', weight: 0 },
      { answerKey: 'odd', text: 'a text', weight: Number.NaN },
    ];
    expect(idOf([...smallBank, ...nothing], [{ answerKey: 'unknown', text: 'a text' }])).toBe(idOf(smallBank));
  });

  it('draws a curve of precision against the share answered, which falls as the threshold rises', () => {
    const { curve } = trainModel({ locale: 'en', phrasings: smallBank }).calibration;
    expect(curve[0]).toMatchObject({ confidence: 0, answered: 1 });
    for (const [at, point] of curve.entries()) expect(point.answered).toBeLessThanOrEqual(curve[at - 1]?.answered ?? 1);
  });
});
