import { describe, expect, it } from 'vitest';
import { scanEngine } from '../src/search/index.js';
import { type Searching, withFallback } from '../src/search/with-fallback.js';
import { documentOf, requestOf } from './contracts/search-documents.js';

const documents = [documentOf({ answerKey: 'card.freeze', question: 'How do I freeze my card?' })];
const scan = () => scanEngine({ sequence: 1, documents, synonyms: [] });

/** An engine that never comes to an end, and how often it was asked. */
function hanging(): Searching & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const hang = (text: string) => {
    asked.push(text);
    return new Promise<never>(() => undefined);
  };
  return { asked, search: ({ text }) => hang(text), suggest: ({ text }) => hang(text) };
}

describe('the searches of one request', () => {
  it('wait for a slow engine once, not on every rung', async () => {
    const engine = hanging();
    const searching = withFallback(engine, scan, { budgetMs: 30 });
    const results = [
      await searching.search(requestOf({ text: 'freeze' })),
      await searching.search(requestOf({ text: 'card', match: 'any' })),
      await searching.suggest({ text: 'how do i fr', locale: 'en', audiences: ['PUBLIC'], first: 3 }),
    ];
    expect(results.map(({ hits }) => hits.map(({ answerKey }) => answerKey))).toEqual([
      ['card.freeze'],
      ['card.freeze'],
      ['card.freeze'],
    ]);
    expect(results.map(({ degraded }) => degraded?.reason)).toEqual(['ENGINE_SLOW', 'ENGINE_SLOW', 'ENGINE_SLOW']);
    expect(engine.asked).toEqual(['freeze']);
  });

  it('are UNAVAILABLE, never empty, where nothing stands in for the engine', async () => {
    const engine = hanging();
    const searching = withFallback(engine, () => null, { budgetMs: 30 });
    const slow = { code: 'UNAVAILABLE', details: { reason: 'ENGINE_SLOW' } };
    await expect(searching.search(requestOf({ text: 'freeze' }))).rejects.toMatchObject(slow);
    await expect(searching.search(requestOf({ text: 'card' }))).rejects.toMatchObject(slow);
    expect(engine.asked).toEqual(['freeze']);
  });

  it('go on with the engine after a refusal that is its caller’s fault', async () => {
    const searching = withFallback(scan(), () => null);
    await expect(searching.search(requestOf({ text: 'freeze', after: 'x' }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    expect((await searching.search(requestOf({ text: 'freeze' }))).degraded).toBeNull();
  });
});
