import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import {
  decodeModel,
  encodeModel,
  match,
  modelId,
  type Phrasing,
  trainInWorker,
  trainModel,
} from '../src/matching/index.js';
import { phrasingBank } from './bench/phrasing-bank.js';

const bank = phrasingBank(600, 5);
const phrasings: readonly Phrasing[] = bank.flatMap(({ key, phrasings: texts }) =>
  texts.map((text) => ({ answerKey: key, text })),
);
const model = trainModel({ locale: 'en', phrasings });
const artefact = encodeModel(model);
const keysOf = (found: ReturnType<typeof match>) => found.ranked.map(({ answerKey }) => answerKey);

describe('a model of many answers', () => {
  it('is trained where every answer against every phrasing would take too long', () => {
    expect(model.design).toBe('large');
    expect(trainModel({ locale: 'en', phrasings: phrasings.slice(0, 500) }).design).toBe('dense');
  });

  it('is the same, bit by bit, for the same phrasings in any order, and on a thread of its own', async () => {
    const id = modelId(artefact);
    expect(modelId(encodeModel(trainModel({ locale: 'en', phrasings: phrasings.toReversed() })))).toBe(id);
    const turned = [...phrasings.slice(1_234), ...phrasings.slice(0, 1_234)];
    expect(modelId(await trainInWorker({ locale: 'en', phrasings: turned }))).toBe(id);
  });

  it('answers after a journey through its artefact exactly as before', () => {
    const read = decodeModel(artefact.slice());
    for (const { heldOut } of bank.slice(0, 100)) expect(match(read, heldOut)).toEqual(match(model, heldOut));
    expect(modelId(encodeModel(read))).toBe(modelId(artefact));
  });

  it('is refused when its bytes are cut short', () => {
    expect(() => decodeModel(artefact.slice(0, -4))).toThrow('not a model');
  });

  it('finds more answers at once than a search engine over the same phrasings', () => {
    const engine = new MiniSearch<Phrasing & { id: number }>({ fields: ['text'], storeFields: ['answerKey'] });
    engine.addAll(phrasings.map((phrasing, id) => ({ ...phrasing, id })));
    const right = bank.filter(({ key, heldOut }) => keysOf(match(model, heldOut))[0] === key).length;
    const found = bank.filter(({ key, heldOut }) => engine.search(heldOut)[0]?.['answerKey'] === key).length;
    expect(right).toBeGreaterThan(found);
    expect(right / bank.length).toBeGreaterThan(0.85);
  });

  it('lets no answer that may not be given influence what is', () => {
    for (const { heldOut } of bank.slice(0, 100)) {
      const [first, ...others] = keysOf(match(model, heldOut));
      const without = match(model, heldOut, { allowed: (key) => key !== first });
      // An answer that was no candidate before may come up; the others keep their order.
      const kept = keysOf(without).filter((key) => others.includes(key));
      expect(kept).toEqual(others.slice(0, kept.length));
      expect(keysOf(without)).not.toContain(first);
      const lone = match(model, heldOut, { allowed: (key) => key === others[3] });
      expect(keysOf(lone)).toEqual(others.slice(3, 4));
    }
    expect(match(model, 'my account', { allowed: () => false })).toMatchObject({ outcome: 'none', ranked: [] });
  });

  it('asks only about few answers whether they may be given', () => {
    let asked = 0;
    match(model, bank[0]?.heldOut ?? '', { allowed: () => ++asked > 0 });
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(bank.length);
  });

  it('is silent where nothing is known', () => {
    expect(match(model, '完全に別の質問')).toMatchObject({ outcome: 'none', confidence: 0 });
    expect(match(model, 'zygomorph xylem quincunx').outcome).toBe('none');
  });

  it('learns from a negative phrasing that an answer is not meant', () => {
    const text = bank[7]?.heldOut ?? '';
    const [meant] = match(model, text).ranked;
    const answerKey = meant?.answerKey ?? '';
    const after = trainModel({ locale: 'en', phrasings, negatives: [{ answerKey, text }] });
    const then = match(after, text, { allowed: (key) => key === answerKey });
    expect(then.score).toBeLessThan(meant?.score ?? 0);
  });
});
