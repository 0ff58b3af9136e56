import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchEngine, SearchRequest } from '../../src/search/index.js';
import { documents, requestOf, synonyms } from './search-documents.js';

/** An engine with an index of its own that nobody else writes. */
export interface OpenedEngine {
  readonly engine: SearchEngine;
  close(): Promise<void>;
}

/** What every search engine keeps to, whatever it is made of. `open` gives an engine whose index is empty. */
export function searchEngineContract(name: string, open: () => Promise<OpenedEngine>): void {
  describe(`the ${name} engine`, () => {
    let opened: OpenedEngine;
    const found = async (request: Partial<SearchRequest> & Pick<SearchRequest, 'text'>) =>
      (await opened.engine.search(requestOf(request))).hits.map(({ answerKey }) => answerKey);

    beforeAll(async () => {
      opened = await open();
      await opened.engine.index({ sequence: 1, documents, synonyms });
    });

    afterAll(() => opened.close());

    it('finds an answer by a word of its question', async () => {
      expect(await found({ text: 'lost' })).toEqual(['card.lost']);
    });
  });
}
