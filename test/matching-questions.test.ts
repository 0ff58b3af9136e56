import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactTable, match, type Recognise, splitQuestions, trainModel } from '../src/matching/index.js';
import { smallBank } from './support/small-bank.js';

describe('a message', () => {
  it('with two questions that could stand alone is cut between them, and what leads up to a question stays with it', () => {
    expect(
      splitQuestions('Hi. I lost my card. How do I get a new one?\nAnd what does a transfer abroad cost?'),
    ).toEqual(['Hi. I lost my card. How do I get a new one?', 'And what does a transfer abroad cost?']);
  });

  it('is not cut before a question that means nothing alone', () => {
    expect(splitQuestions('My card was declined at the shop? Why?')).toEqual([
      'My card was declined at the shop? Why?',
    ]);
  });

  it('keeps what follows its last question with that question', () => {
    expect(splitQuestions('How do I change my address? Thanks a lot.')).toEqual([
      'How do I change my address? Thanks a lot.',
    ]);
  });

  it('is not cut at the question mark of an address', () => {
    expect(splitQuestions('What is https://bank.example/?page=3 good for, please?')).toHaveLength(1);
  });

  it('is cut in Japanese and Arabic too', () => {
    expect(splitQuestions('カードをなくしました。どうすればいいですか？手数料はいくらですか？')).toHaveLength(2);
    expect(splitQuestions('كيف أغير عنوان المنزل؟ كم تكلفة التحويل إلى الخارج؟')).toHaveLength(2);
  });

  it('without words has no question', () => {
    expect(splitQuestions(' ?! ')).toEqual([]);
  });

  it('loses none of its words, and becomes at most five questions', () => {
    const sentence = fc.constantFrom(
      'How much is a new card?',
      'I lost it.',
      'Why?',
      'Is it free in the whole of Europe?',
      'x',
    );
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 12 }), (sentences) => {
        const parts = splitQuestions(sentences.join(' '));
        expect(parts.join(' ')).toBe(sentences.join(' '));
        expect(parts.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('a message that the matcher is asked about', () => {
  const model = trainModel({ locale: 'en', phrasings: smallBank });
  const exact = exactTable(smallBank);
  const recognise: Recognise = (text) => {
    const { ranked, outcome } = match(model, text, { exact });
    return { answerKey: ranked[0]?.answerKey ?? null, isAnswered: outcome === 'answered' };
  };
  const split = (message: string) => splitQuestions(message, recognise);

  it.each([
    ['I lost my card. Also, how do I change my address?', ['I lost my card.', 'Also, how do I change my address?']],
    [
      'How long does a transfer take and how do I cancel my account with you',
      ['How long does a transfer take', 'and how do I cancel my account with you'],
    ],
    [
      'Hello! How do I block a lost card? When will my money arrive? Thanks a lot!',
      ['Hello! How do I block a lost card?', 'When will my money arrive? Thanks a lot!'],
    ],
    [
      'I have two questions: 1) how do I change my address 2) I forgot my PIN',
      ['I have two questions: 1) how do I change my address', 'I forgot my PIN'],
    ],
    ['- I forgot my PIN\n- close my account', ['I forgot my PIN', 'close my account']],
    ['I lost my card\nI forgot my PIN', ['I lost my card', 'I forgot my PIN']],
  ])('is cut where the parts lead to different answers: %s', (message, questions) => {
    expect(split(message)).toEqual(questions);
  });

  it.each([
    'I lost my card, what should I do?',
    'Can I see my PIN in the app and on the website?',
    'My card was stolen, what now? Where is my lost card?',
    'Can you help me please? I have moved, how do I tell you?',
    'How do I change my address and what do I need for it?',
    'I forgot my PIN. How do I see it again?',
    'What does “I lost my card. Also, how do I change my address?” mean?',
    'Do I pay extra in shops, e.g. And what does it say at https://bank.example/fees?a=b and how?',
    'How can I pay? 1. by card 2. by transfer',
  ])('is not cut where it asks one thing: %s', (message) => {
    expect(split(message)).toHaveLength(1);
  });

  it.each([
    ['es', '¿Cómo cambio mi PIN en la aplicación? ¿Cuánto tarda una tarjeta nueva?'],
    ['ar', 'كيف أغير عنوان المنزل؟ كم تكلفة التحويل إلى الخارج؟'],
    ['zh', '我的卡丢了怎么办？转账需要多长时间？'],
    ['de', 'Wie ändere ich meine Adresse? Was kostet eine Überweisung ins Ausland?'],
  ])('is cut between its questions in %s', (_, message) => {
    expect(splitQuestions(message)).toHaveLength(2);
  });

  const part = fc.constantFrom(
    'How do I block a lost card?',
    'I forgot my PIN.',
    'and how long does a transfer take',
    'also',
    'Why?',
    '1.',
    '2)',
    '\n',
    '- ',
    '"Is it you?"',
    'https://bank.example/?a=b',
    'e.g.',
    '？',
    '¿y cuánto?',
    'カードをなくしました。',
    'thanks',
    '؟',
    '@',
    ',',
  );

  it('loses none of its words and keeps their order, whatever it is, and becomes at most five questions', () => {
    const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), fc.constantFrom(' ', '', '\n'), (parts, joint) => {
        const message = parts.join(joint);
        const questions = split(message);
        expect(questions.flatMap(words)).toEqual(questions.length === 0 ? [] : words(message));
        expect(questions.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 60 },
    );
  });

  it('of a thousand characters is asked about at most fifty times', () => {
    for (const piece of ['How do I pay? ', 'and how ', 'a? ', '\n', '1. x ', 'also. ', '"', '@', 'カ？']) {
      let asked = 0;
      splitQuestions(piece.repeat(1_000).slice(0, 1_000), () => {
        asked += 1;
        return { answerKey: String(asked % 3), isAnswered: true };
      });
      expect(asked, piece).toBeLessThanOrEqual(50);
    }
  });
});
