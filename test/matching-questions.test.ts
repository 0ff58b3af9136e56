import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitQuestions } from '../src/matching/index.js';

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
