import { describe, expect, it } from 'vitest';
import { readSeed } from '../seed/read-seed.js';
import { scanEngine } from '../src/search/index.js';
import { documentOf, requestOf } from './contracts/search-documents.js';

// The contract holds every engine to the scan's results and order, so that one engine is enough here.
const documents = readSeed()
  .answers.filter(({ phrasings }) => phrasings.length > 0)
  .map(({ key, question, title, phrasings, body, audience }) =>
    documentOf({ answerKey: key, question, title, phrasings, body, audience }),
  );
const engine = scanEngine({ sequence: 1, documents, synonyms: [] });

describe('a search of the demo', () => {
  it.each([
    ['card lost', 'lost-or-stolen-card'],
    ['lost card', 'lost-or-stolen-card'],
    ['pin', 'change-pin'],
    ['transfer fee', 'transfer-fee-charged'],
    ['refund', 'refund-not-showing-up'],
    ['card payment declined', 'declined-card-payment'],
    ['exchange rate', 'exchange-rate'],
  ])('for “%s” leads to what it is about and leaves out what only shares the frequent word', async (text, first) => {
    const { hits, total } = await engine.search(requestOf({ text }));
    expect(hits[0]?.answerKey).toBe(first);
    expect(total.count).toBeLessThanOrEqual(documents.length / 8);
  });
});
