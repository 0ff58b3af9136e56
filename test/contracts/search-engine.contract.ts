import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { highlight, type SearchEngine, type SearchRequest } from '../../src/search/index.js';
import {
  filterCases,
  injections,
  languageCases,
  naughtyTexts,
  type SearchCase,
  spellingCases,
  synonymCases,
  wordCases,
} from './search-cases.js';
import { documentOf, documents, noFilters, requestOf, synonyms } from './search-documents.js';

/** An engine with an index of its own that nobody else writes. */
export interface OpenedEngine {
  readonly engine: SearchEngine;
  close(): Promise<void>;
}

/** What every search engine keeps to, whatever it is made of. `open` gives an engine whose index is empty. */
export function searchEngineContract(name: string, open: () => Promise<OpenedEngine>): void {
  describe(`the ${name} engine`, () => {
    let opened: OpenedEngine;
    let sequence = 0;
    const index = (some = documents, others = synonyms) =>
      opened.engine.index({ sequence: ++sequence, documents: some, synonyms: others });
    const search = (request: Partial<SearchRequest> & Pick<SearchRequest, 'text'>) =>
      opened.engine.search(requestOf(request));
    const found = async (request: Partial<SearchRequest> & Pick<SearchRequest, 'text'>) =>
      (await search(request)).hits.map(({ answerKey }) => answerKey);

    beforeAll(async () => {
      opened = await open();
    });

    afterAll(() => opened.close());

    it('finds nothing in an index that was never written', async () => {
      const fresh = await open();
      const result = await fresh.engine.search(requestOf({ text: 'card' }));
      expect(result).toMatchObject({ hits: [], total: { count: 0 }, hasMore: false });
      await fresh.close();
    });

    describe('over a small bank', () => {
      beforeAll(() => index());

      const check = async ({ ask, first, finds, misses, exactly }: SearchCase) => {
        const keys = await found(ask);
        if (exactly) expect(keys).toEqual(exactly);
        if (first) expect(keys[0]).toBe(first);
        for (const key of finds ?? []) expect(keys).toContain(key);
        for (const key of misses ?? []) expect(keys).not.toContain(key);
      };
      it.each(wordCases)('words: $rule', check);
      it.each(spellingCases)('spelling: $rule', check);
      it.each(synonymCases)('synonyms: $rule', check);
      it.each(languageCases)('languages: $rule', check);
      it.each(filterCases)('filters: $rule', check);

      it.each(injections)('takes a topic or owner as a value, never as a condition: %j', async (value) => {
        expect(await found({ text: 'card', filters: { ...noFilters, topics: [value] } })).toEqual([]);
        expect(await found({ text: 'card', filters: { ...noFilters, owners: [value] } })).toEqual([]);
        const scoped = await found({ text: 'overdraft', filters: { ...noFilters, scope: { customer: value } } });
        expect(scoped).toEqual([]);
      });

      it.each(injections)('takes a text as words, never as a condition: %j', async (text) => {
        expect(await found({ text, match: 'any' })).not.toContain('staff.fraud');
      });

      it.each(injections)('takes a dimension of a situation as a name: %j', async (dimension) => {
        expect(
          await found({ text: 'overdraft', filters: { ...noFilters, scope: { [dimension]: 'business' } } }),
        ).toEqual(['loan.business', 'loan.personal']);
      });

      it.each(naughtyTexts)('finds nothing for a text without a word: %s', async (_, text) => {
        const result = await search({ text, facets: ['topic'] });
        expect(result).toMatchObject({
          hits: [],
          hasMore: false,
          total: { count: 0 },
          corrected: null,
          degraded: null,
        });
      });

      it.each([
        'card'.repeat(2_000),
        'refund '.repeat(1_200),
        'lorem ipsum dolor '.repeat(500),
      ])('bears a text far longer than any question', async (text) => {
        const { total } = await search({ text, match: 'any' });
        expect(total.count).toBe(text.startsWith('refund') ? 1 : 0);
      });

      it('orders equal hits by key, by code unit, each time alike', async () => {
        for (let i = 0; i < 3; i++) expect(await found({ text: 'saturnine' })).toEqual(['tie.B', 'tie.a', 'tie.c']);
      });

      it('gives scores from 0 to 1 that fall', async () => {
        const scores = (await search({ text: 'lost card transfer', match: 'any' })).hits.map(({ score }) => score);
        expect(scores.length).toBeGreaterThan(1);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
      });

      it('names the version and locale that were indexed', async () => {
        const [hit] = (await search({ text: 'wallet' })).hits;
        expect(hit).toMatchObject({ answerKey: 'card.lost', version: 3, locale: 'en' });
      });

      it('names the snapshot that it stands for', async () => {
        expect((await search({ text: 'wallet' })).generation.sequence).toBe(sequence);
      });

      it.each([
        ['refnd', 'refund'],
        ['international transfre', 'international transfer'],
        ['my WALET is gone', 'my wallet is gone'],
      ])('says by which words it found %j', async (text, corrected) => {
        expect((await search({ text })).corrected).toBe(corrected);
      });

      it.each([
        'refund',
        'xylophone',
        'E1043',
        'trans',
        'zanzibarfruad',
        'quilmark',
        '',
      ])('puts nothing right in %j', async (text) => {
        expect((await search({ text })).corrected).toBeNull();
      });

      it.each([
        ['the word itself', 'wallet', 'en', 'Someone took my wallet', ['wallet']],
        ['another form', 'ordered', 'en', 'Ordering a card', ['Ordering']],
        ['a misspelt word', 'refnd', 'en', 'Your refund & <b>refund</b>', ['refund', 'refund']],
        ['the beginning of a word', 'reimb', 'en', 'Refunds and reimbursement', ['reimbursement']],
        ['a synonym', 'atm', 'en', 'Cash machines', ['Cash', 'machines']],
        ['an accent', 'cafe', 'en', 'The café.', ['café']],
        ['a letter of two', 'Strassburg', 'de', 'nach Straßburg', ['Straßburg']],
        ['a compound', 'Gebühr', 'de', 'die Kreditkartengebühr', ['Kreditkartengebühr']],
        ['an article', 'بطاقة', 'ar', 'ضاعت البطاقة', ['البطاقة']],
        ['Japanese', '紛失', 'ja', 'カードの紛失です', ['紛失']],
      ])('marks %s', async (_, text, locale, words, hits) => {
        const [hit] = (await search({ text, locale })).hits;
        const segments = highlight(words, hit?.terms ?? [], locale);
        expect(segments.filter((segment) => segment.hit).map((segment) => segment.text)).toEqual(hits);
        expect(segments.map((segment) => segment.text).join('')).toBe(words);
      });
    });

    describe('counts', () => {
      beforeAll(() => index());

      it('every hit once, over all pages', async () => {
        const { hits, total } = await search({ text: 'saturnine', first: 1 });
        expect([hits.length, total.count]).toEqual([1, 3]);
      });

      it('topics with all above them, owners and audiences, most first', async () => {
        const { facets } = await search({ text: 'overdraft', facets: ['topic', 'owner', 'audience'] });
        expect(facets).toEqual([
          {
            name: 'topic',
            counts: [
              { value: 'bank', count: 2 },
              { value: 'bank.loans', count: 2 },
            ],
          },
          { name: 'owner', counts: [{ value: 'lending', count: 2 }] },
          { name: 'audience', counts: [{ value: 'PUBLIC', count: 2 }] },
        ]);
      });

      it('what the filters leave', async () => {
        const filters = { ...noFilters, scope: { customer: 'personal' } };
        const { facets } = await search({ text: 'overdraft', facets: ['owner'], filters });
        expect(facets).toEqual([{ name: 'owner', counts: [{ value: 'lending', count: 1 }] }]);
      });

      it('nothing that the asker may not see', async () => {
        const { facets } = await search({ text: 'lost', facets: ['owner', 'audience'], match: 'any' });
        expect(facets).toEqual([
          { name: 'owner', counts: [{ value: 'cards', count: 1 }] },
          { name: 'audience', counts: [{ value: 'PUBLIC', count: 1 }] },
        ]);
      });

      it('nothing that was not asked for', async () => {
        expect((await search({ text: 'lost' })).facets).toEqual([]);
      });
    });

    describe('suggests, while it is typed,', () => {
      beforeAll(() => index());
      const suggested = async (
        text: string,
        more: { audiences?: SearchRequest['audiences']; locale?: string; first?: number } = {},
      ) =>
        (await opened.engine.suggest({ text, locale: 'en', audiences: ['PUBLIC'], first: 10, ...more })).hits.map(
          ({ answerKey }) => answerKey,
        );

      it.each([
        ['a beginning', 'refu', 'payment.refund'],
        ['two letters', 'pi', 'card.pin'],
        ['stop words and a beginning', 'how do i cha', 'card.pin'],
        ['a whole word that others begin with', 'transfer', 'payment.transfer'],
        ['words in another order', 'new card ord', 'card.order'],
        ['a misspelt word', 'internatoinal tra', 'payment.transfer'],
        ['capitals', 'REFU', 'payment.refund'],
      ])('a question by %s', async (_, text, key) => {
        expect(await suggested(text)).toContain(key);
      });

      it('only questions with every word', async () => {
        expect(await suggested('international refu')).toEqual([]);
      });

      it('nothing by words of the body', async () => {
        expect(await suggested('courier')).toEqual([]);
      });

      it('nothing that the asker may not see', async () => {
        expect(await suggested('zanzi')).toEqual([]);
        expect(await suggested('zanzi', { audiences: ['PUBLIC', 'STAFF'] })).toEqual(['staff.fraud']);
      });

      it('in the language asked for', async () => {
        expect(await suggested('überw', { locale: 'de' })).toEqual(['payment.transfer']);
        expect(await suggested('紛', { locale: 'ja' })).toEqual(['lost.ja']);
        expect(await suggested('بطاق', { locale: 'ar' })).toEqual(['lost.ar']);
      });

      it('no more than wanted, ties by key', async () => {
        expect(await suggested('satur', { first: 2 })).toEqual(['tie.B', 'tie.a']);
      });

      it.each(
        naughtyTexts.filter(([name]) => name !== 'stop words'),
      )('nothing for a text without a word: %s', async (_, text) => {
        expect(await suggested(text)).toEqual([]);
      });
    });

    describe('by pages', () => {
      const many = Array.from({ length: 25 }, (_, i) =>
        documentOf({
          answerKey: `page.${String(i).padStart(2, '0')}`,
          question: `Turquoise lemma ${i % 5 === 0 ? 'turquoise' : 'of pages'}`,
        }),
      );
      const pageBy = async (first: number, between: () => Promise<void> = async () => {}) => {
        const keys: string[] = [];
        for (let after: string | null = null; ; ) {
          const { hits, hasMore } = await search({ text: 'turquoise', first, after });
          keys.push(...hits.map(({ answerKey }) => answerKey));
          after = hits.at(-1)?.cursor ?? null;
          if (!hasMore || after === null) return keys;
          await between();
        }
      };
      beforeAll(() => index(many));

      it.each([1, 3, 7, 10, 24, 25, 26, 100])('of %d gives each hit once', async (first) => {
        const keys = await pageBy(first);
        expect(keys).toEqual(await found({ text: 'turquoise', first: 100 }));
        expect(new Set(keys).size).toBe(25);
      });

      it('goes on from any hit, not only the last', async () => {
        const { hits } = await search({ text: 'turquoise', first: 10 });
        const { hits: next } = await search({ text: 'turquoise', first: 10, after: hits[3]?.cursor ?? null });
        expect(next[0]?.answerKey).toBe(hits[4]?.answerKey);
      });

      it('is not disturbed by a snapshot in which no document changed', async () => {
        expect(await pageBy(10, () => index(many))).toHaveLength(25);
      });

      it('is refused once documents changed, for a page could miss or repeat one', async () => {
        const { hits } = await search({ text: 'turquoise', first: 10 });
        await index(many.slice(1));
        await expect(search({ text: 'turquoise', first: 10, after: hits[9]?.cursor ?? null })).rejects.toMatchObject({
          code: 'CONFLICT',
        });
        await index(many);
      });

      it('is refused once synonyms changed', async () => {
        const { hits } = await search({ text: 'turquoise', first: 10 });
        await index(many, [{ locale: 'en', from: 'cyan', to: 'turquoise', twoWay: false }]);
        await expect(search({ text: 'turquoise', first: 10, after: hits[9]?.cursor ?? null })).rejects.toMatchObject({
          code: 'CONFLICT',
        });
        expect(await found({ text: 'cyan', first: 100 })).toHaveLength(25);
        await index(many);
      });

      it.each([
        '',
        'x',
        'bm9uZTo',
        '../../etc',
        "' or 1=1",
        '\u0000',
        'a'.repeat(5_000),
      ])('is refused for a cursor that is none: %j', async (after) => {
        await expect(search({ text: 'turquoise', after })).rejects.toMatchObject({ code: 'BAD_INPUT' });
      });

      it('ends after the last hit', async () => {
        const { hits } = await search({ text: 'turquoise', first: 100 });
        expect(await search({ text: 'turquoise', after: hits.at(-1)?.cursor ?? null })).toMatchObject({
          hits: [],
          hasMore: false,
          total: { count: 25 },
        });
      });
    });

    describe('holds exactly what was built last', () => {
      const one = documentOf({ answerKey: 'moving', question: 'Is the hippopotamus here?' });
      const keys = (text: string, more: Partial<SearchRequest> = {}) => found({ text, ...more });

      it('a document that is gone is not found, nor counted, nor its words put right', async () => {
        await index([one, documentOf({ answerKey: 'staying', question: 'Is the elephant here?' })]);
        expect(await keys('hippopotamus')).toEqual(['moving']);
        await index([documentOf({ answerKey: 'staying', question: 'Is the elephant here?' })]);
        const result = await search({ text: 'hippopotamsu', facets: ['topic'] });
        expect(result).toMatchObject({ hits: [], total: { count: 0 }, corrected: null, facets: [{ counts: [] }] });
      });

      it('a document that changed is found by its new words only, under its new version', async () => {
        await index([one]);
        await index([{ ...one, version: 2, question: 'Is the rhinoceros here?' }]);
        expect(await keys('hippopotamus')).toEqual([]);
        expect((await search({ text: 'rhinoceros' })).hits).toMatchObject([{ answerKey: 'moving', version: 2 }]);
      });

      it('a document whose audience rose is hidden from those below', async () => {
        await index([one]);
        await index([{ ...one, audience: 'STAFF' }]);
        expect(await keys('hippopotamus')).toEqual([]);
        expect(await keys('hippopotamus', { audiences: ['PUBLIC', 'STAFF'] })).toEqual(['moving']);
      });

      it('a document that moved is found under its new topic', async () => {
        await index([one]);
        await index([{ ...one, topics: ['bank', 'bank.zoo'] }]);
        expect(await keys('hippopotamus', { filters: { ...noFilters, topics: ['bank.zoo'] } })).toEqual(['moving']);
      });

      it('a translation that is gone leaves the other locales', async () => {
        const german = { ...one, locale: 'de', question: 'Ist das Nilpferd hier?' };
        await index([one, german]);
        await index([one]);
        expect(await keys('Nilpferd', { locale: 'de' })).toEqual([]);
        expect(await keys('hippopotamus')).toEqual(['moving']);
      });

      it('a build of an older snapshot changes nothing', async () => {
        await index([one]);
        await opened.engine.index({ sequence: sequence - 1, documents: [], synonyms: [] });
        expect(await keys('hippopotamus')).toEqual(['moving']);
      });

      it('a synonym that was taken back finds nothing more', async () => {
        await index([one], [{ locale: 'en', from: 'river horse', to: 'hippopotamus', twoWay: true }]);
        expect(await keys('river horse')).toEqual(['moving']);
        await index([one], []);
        expect(await keys('river horse')).toEqual([]);
      });

      it('the same content has the same generation, another has another', async () => {
        const generation = async () => (await search({ text: 'hippopotamus' })).generation;
        await index([one]);
        const first = await generation();
        await index([{ ...one, version: 2 }]);
        const second = await generation();
        await index([one]);
        expect(second.id).not.toBe(first.id);
        expect(await generation()).toEqual({ id: first.id, sequence });
      });

      it('what a reader may not see changes neither the generation nor the cursors that he is given', async () => {
        const forAnyone = async () => {
          const { generation, hits } = await search({ text: 'hippopotamus', audiences: ['PUBLIC'] });
          return [generation.id, hits.map(({ cursor }) => cursor)];
        };
        await index([one]);
        const without = await forAnyone();
        await index([one, { ...one, answerKey: 'staff.moving', audience: 'STAFF' }]);
        expect(await forAnyone()).toEqual(without);
      });

      it('searches while it is written see the one or the other', async () => {
        const before = Array.from({ length: 30 }, (_, i) =>
          documentOf({ answerKey: `old.${i}`, question: 'A periwinkle' }),
        );
        const after = Array.from({ length: 30 }, (_, i) =>
          documentOf({ answerKey: `new.${i}`, question: 'A periwinkle' }),
        );
        await index(before);
        const writing = index(after);
        const seen = await Promise.all(Array.from({ length: 5 }, () => found({ text: 'periwinkle', first: 100 })));
        await writing;
        for (const hits of [...seen, await found({ text: 'periwinkle', first: 100 })])
          expect([hits.length, new Set(hits.map((key) => key.slice(0, 3))).size]).toEqual([30, 1]);
        expect((await found({ text: 'periwinkle' }))[0]).toBe('new.0');
      });

      it('keys, topics and owners that hold signs are kept as they are', async () => {
        const strange = documentOf({
          answerKey: 'o"dd\'key',
          question: 'A quokka',
          topics: ['a/b "c"'],
          owner: "d'e\\f",
        });
        await index([strange]);
        const { hits, facets } = await search({
          text: 'quokka',
          facets: ['topic', 'owner'],
          filters: { ...noFilters, topics: ['a/b "c"'], owners: ["d'e\\f"] },
        });
        expect(hits).toMatchObject([{ answerKey: 'o"dd\'key' }]);
        expect(facets).toEqual([
          { name: 'topic', counts: [{ value: 'a/b "c"', count: 1 }] },
          { name: 'owner', counts: [{ value: "d'e\\f", count: 1 }] },
        ]);
      });
    });
  });
}
