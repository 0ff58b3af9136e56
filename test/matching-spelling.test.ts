import { describe, expect, it } from 'vitest';
import { featuresOf } from '../src/matching/features.js';
import { match, trainModel } from '../src/matching/index.js';
import { corrected } from '../src/matching/spelling.js';
import { stemmerOf } from '../src/matching/stems.js';
import { vocabularyOf } from '../src/matching/vocabulary.js';
import { smallBank } from './support/small-bank.js';

const stem = stemmerOf('en');
const phrasings = ['where is my transfer', 'a cheque from my parents', 'the year 2024', 'is the form here', 'a firm'];
const vocabulary = vocabularyOf(phrasings.map((text) => featuresOf(text, stem)));
const readAs = (text: string) => corrected(featuresOf(text, stem), vocabulary).inOrder.join(' ');

describe('a word that no phrasing has', () => {
  it.each([
    ['a letter left out', 'my trnsfer'],
    ['a letter too many', 'my transsfer'],
    ['another letter', 'my tramsfer'],
    ['two letters changed over', 'my tranfser'],
    ['the last letter changed', 'my transfet'],
  ])('is read as the one known word that is a slip away: %s', (_, text) => {
    expect(readAs(text)).toBe('my transfer');
  });

  it.each([
    ['two words are as near', 'my farm', 'my farm'],
    ['it is a number', 'the year 2023', 'the year 2023'],
    ['it begins with another letter', 'my grandparents', 'my grandpar'],
    ['it is two slips away', 'my trnsfre', 'my trnsfre'],
    ['it is short', 'my frm', 'my frm'],
  ])('stays what it is if %s', (_, text, read) => {
    expect(readAs(text)).toBe(read);
  });

  it('counts as known once it is read rightly', () => {
    const model = trainModel({ locale: 'en', phrasings: smallBank });
    const [right, wrong] = ['I forgot the number of my card', 'I forgott the nmber of my card'].map((text) =>
      match(model, text),
    );
    expect(wrong?.evidence?.slice(3)).toEqual(right?.evidence?.slice(3));
    expect(wrong?.ranked[0]?.answerKey).toBe(right?.ranked[0]?.answerKey);
  });
});
