import { describe, expect, it } from 'vitest';
import { publishedConflicts } from '../src/consistency/index.js';
import type { PublishedAnswer, Snapshot } from '../src/knowledge/index.js';
import { emptySnapshot } from '../src/knowledge/snapshot.js';

const charge = (fee: string) => `Visitors pay ${fee} for the airport lounge.`;

/** What is published where nothing but these answers is; each says some sentences. */
function bankOf(...answers: readonly PublishedAnswer[]): Snapshot {
  return { ...emptySnapshot('en'), sequence: 1, answers: new Map(answers.map((answer) => [answer.key, answer])) };
}

function answer(key: string, body: string, audience = 'PUBLIC'): PublishedAnswer {
  const text = { locale: 'en', question: `What is ${key}?`, title: key, body, short: '' };
  return { key, audience, scope: {}, texts: new Map([['en', text]]) } as unknown as PublishedAnswer;
}

async function contradictions(snapshot: Snapshot, locale = 'en') {
  const found = await publishedConflicts(snapshot, { audience: 'PUBLIC' }, locale);
  return found.filter(({ kind }) => kind === 'CONTRADICTION').map(({ one, other }) => [one.answer, other.answer]);
}

describe('two published sentences that contradict each other', () => {
  it.each([
    ['first', `${charge('£12')} ${charge('£15')}`, charge('£12')],
    ['last', charge('£12'), `${charge('£15')} ${charge('£12')}`],
  ])('are a pair also where the %s of the answers says both', async (_, one, other) => {
    expect(await contradictions(bankOf(answer('a', one), answer('b', other)))).toEqual([['a', 'b']]);
  });

  it('are shown to a public reader also where staff read the same in answers of their own', async () => {
    const ones = [answer('a', charge('£12')), answer('b', charge('£15'))];
    const staff = [answer('y', charge('£12'), 'STAFF'), answer('z', charge('£15'), 'STAFF')];
    expect(await contradictions(bankOf(...ones, ...staff))).toEqual([['a', 'b']]);
    expect(await contradictions(bankOf(...staff, ...ones))).toEqual([['a', 'b']]);
  });

  it('are looked for again after it failed', async () => {
    let reads = 0;
    const snapshot = bankOf(answer('a', charge('£12')), answer('b', charge('£15')));
    const failing = Object.defineProperty({ ...snapshot }, 'validAt', {
      get: () => {
        reads += 1;
        if (reads === 1) throw new Error('out of memory');
        return snapshot.validAt;
      },
    });
    await expect(contradictions(failing)).rejects.toThrow('out of memory');
    expect(await contradictions(failing)).toEqual([['a', 'b']]);
  });

  it('are none in a language in which nothing is published', async () => {
    expect(await contradictions(bankOf(answer('a', charge('£12')), answer('b', charge('£15'))), 'de')).toEqual([]);
  });
});
