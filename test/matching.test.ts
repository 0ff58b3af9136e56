import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactTable, match, type Phrasing, trainModel } from '../src/matching/index.js';
import { smallBank } from './support/small-bank.js';

const model = trainModel({ locale: 'en', phrasings: smallBank });
const exact = exactTable(smallBank);
const keys = [...new Set(smallBank.map(({ answerKey }) => answerKey))];

describe('a question', () => {
  it.each([
    ['I have lost my bank card!', 'card-lost'],
    ['what is the fee for card payments in foreign countries', 'abroad-fee'],
    ['please close the account', 'close-account'],
    ['how many days does the transfer need', 'transfer-time'],
    ['i forgott my pin', 'forgot-pin'],
    ['where can I change the addres', 'change-address'],
  ])('finds its answer in other words and with misspellings: %s', (question, answerKey) => {
    expect(match(model, question).ranked[0]?.answerKey).toBe(answerKey);
  });

  it.each(['', '   ', '?!', '🙂', '魚'])('that shares nothing with any phrasing meets silence: "%s"', (question) => {
    expect(match(model, question, { exact })).toMatchObject({ outcome: 'none', confidence: 0 });
  });

  it('about something else meets silence rather than a guess', () => {
    expect(match(model, 'Will it rain in Lisbon this weekend?').outcome).toBe('none');
  });

  it('has a confidence between 0 and 1, a ranking without repetition, and at most three choices', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.double({ min: 0, max: 1, noNaN: true }), (question, answer) => {
        const found = match(model, question, { thresholds: { answer, choices: answer / 2 } });
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        expect(Number.isFinite(found.score) && Number.isFinite(found.margin)).toBe(true);
        expect(new Set(found.ranked.map(({ answerKey }) => answerKey)).size).toBe(found.ranked.length);
        expect(found.outcome === 'choices' ? found.candidates.length : 1).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('an exact phrasing', () => {
  it('is answered with confidence 1, whatever its case, punctuation and apostrophes', () => {
    expect(match(model, '  I CAN’T find my debit card, anywhere!! ', { exact })).toMatchObject({
      outcome: 'answered',
      best: { answerKey: 'card-lost' },
      confidence: 1,
      exact: true,
    });
  });

  it('resolves before any model has been trained', () => {
    expect(match(null, 'i lost my card', { exact })).toMatchObject({ outcome: 'answered', exact: true });
    expect(match(null, 'my card is lost', { exact })).toMatchObject({ outcome: 'none', ranked: [] });
  });

  it('of several answers gives choices, and of the one that may be given the answer', () => {
    const shared = exactTable([...smallBank, { answerKey: 'card-lost-business', text: 'I lost my card.' }]);
    expect(match(model, 'I lost my card', { exact: shared })).toMatchObject({
      outcome: 'choices',
      candidates: [{ answerKey: 'card-lost' }, { answerKey: 'card-lost-business' }],
    });
    const allowed = (key: string) => key !== 'card-lost';
    expect(match(model, 'I lost my card', { exact: shared, allowed })).toMatchObject({
      outcome: 'answered',
      best: { answerKey: 'card-lost-business' },
    });
  });

  it('of every answer is found at the first place', () => {
    for (const { answerKey, text } of smallBank)
      expect(match(model, text, { exact }).ranked[0]?.answerKey).toBe(answerKey);
  });
});

describe('an answer that may not be given', () => {
  it('is neither answered, nor a choice, nor ranked, and lends nobody its confidence', () => {
    fc.assert(
      fc.property(fc.subarray(keys), fc.constantFrom(...smallBank), (hidden, { text }) => {
        const found = match(model, text, { exact, allowed: (key) => !hidden.includes(key) });
        const shown = found.ranked.map(({ answerKey }) => answerKey);
        expect(shown.filter((key) => hidden.includes(key))).toEqual([]);
      }),
    );
    const without = match(model, 'my card was stolen yesterday', { allowed: (key) => key === 'transfer-time' });
    expect(without.outcome).toBe('none');
  });
});

describe('thresholds', () => {
  const question = 'my card and my address';

  it('turn the same confidence into an answer, choices, or silence', () => {
    const { confidence } = match(model, question);
    const at = (answer: number, choices: number) => match(model, question, { thresholds: { answer, choices } }).outcome;
    expect(at(confidence, 0)).toBe('answered');
    expect(at(1, confidence)).toBe('choices');
    expect(at(1, 1)).toBe('none');
  });
});

describe('a small knowledge base', () => {
  const two: readonly Phrasing[] = [
    { answerKey: 'hours', text: 'When are you open?' },
    { answerKey: 'parking', text: 'Where can I park my car?' },
  ];

  it('without any answer is silent', () => {
    expect(match(trainModel({ locale: 'en', phrasings: [] }), 'When are you open?')).toMatchObject({
      outcome: 'none',
      confidence: 0,
      ranked: [],
    });
  });

  it('of two answers with one phrasing each tells them apart and stays silent about a third', () => {
    const small = trainModel({ locale: 'en', phrasings: two });
    expect(match(small, 'When do you open?').ranked[0]?.answerKey).toBe('hours');
    expect(match(small, 'is there a place to park the car').ranked[0]?.answerKey).toBe('parking');
    expect(match(small, 'Do you sell bread?').outcome).toBe('none');
  });

  it('of one answer does not give it to everybody', () => {
    const lone = trainModel({ locale: 'en', phrasings: two.slice(0, 1) });
    expect(match(lone, 'Can I pay by cheque?').outcome).toBe('none');
  });
});

describe('scripts and languages', () => {
  it('Japanese and Thai are matched without a segmenter', () => {
    const ja = trainModel({
      locale: 'ja',
      phrasings: [
        { answerKey: 'lost', text: 'カードをなくしました' },
        { answerKey: 'lost', text: 'カードを紛失した場合はどうすればいいですか' },
        { answerKey: 'fee', text: '海外での手数料はいくらですか' },
        { answerKey: 'fee', text: '外貨の手数料を教えてください' },
        { answerKey: 'thai', text: 'ค่าธรรมเนียมเท่าไร' },
      ],
    });
    expect(match(ja, 'カードを紛失しました').ranked[0]?.answerKey).toBe('lost');
    expect(match(ja, '手数料はどのくらい？').ranked[0]?.answerKey).toBe('fee');
    expect(match(ja, 'ค่าธรรมเนียม').ranked[0]?.answerKey).toBe('thai');
  });

  it('a language is stemmed by its own rules, a region does not matter', () => {
    const phrasings = [
      { answerKey: 'karte', text: 'Meine Karten sind verschwunden' },
      { answerKey: 'adresse', text: 'Ich bin umgezogen' },
    ];
    const swiss = match(trainModel({ locale: 'de-CH', phrasings }), 'Karte verschwunden');
    expect(swiss.ranked[0]?.answerKey).toBe('karte');
    expect(swiss.score).toBe(match(trainModel({ locale: 'de', phrasings }), 'Karte verschwunden').score);
  });
});
