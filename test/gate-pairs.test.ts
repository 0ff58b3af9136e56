import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aboutTheSame } from '../src/consistency/gate-rules/about-the-same.js';
import { type Said, saidIn } from '../src/consistency/gate-rules/said-in.js';
import type { PublishedAnswer } from '../src/knowledge/index.js';
import { emptySnapshot } from '../src/knowledge/snapshot.js';
import { seeded } from '../src/matching/random.js';

const pairsKept = 500;
const words =
  'account balance branch cash charge claim close country credit customer debit delay deposit detail exchange freeze gift identity interest letter'.split(
    ' ',
  );

/** Answers of one sentence each; the later ones use fewer words, so that the most alike come when many others have been met. */
function bankOf(seed: number, size: number) {
  const random = seeded(seed);
  const answers = Array.from({ length: size }, (_, n) => {
    const kinds = n < size / 2 ? words.length : words.length / 2;
    return answerOf(
      `answer-${n}`,
      Array.from({ length: 7 }, () => words[Math.floor(random() * kinds)]).concat(`number ${n}`),
    );
  });
  return { ...emptySnapshot('en'), sequence: 1, answers: new Map(answers.map((answer) => [answer.key, answer])) };
}

function answerOf(key: string, said: readonly (string | undefined)[]): PublishedAnswer {
  const text = { locale: 'en', body: `${said.join(' ')}.`, short: '' };
  return { key, scope: {}, texts: new Map([['en', text]]) } as unknown as PublishedAnswer;
}

function likeness({ statement: a }: Said, { statement: b }: Said): number {
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  return shared < 2 ? 0 : (2 * shared) / (a.words.size + b.words.size);
}

it('the gate holds a change against the published sentences that are most like it, however many are a little like it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
      const snapshot = bankOf(seed, 160);
      const said = [...snapshot.answers.values()].flatMap((answer) => saidIn(snapshot, answer, 'en'));
      const all = said
        .flatMap((one) => said.filter((other) => other !== one).map((other) => likeness(one, other)))
        .filter((found) => found >= 0.5)
        .sort((a, b) => b - a);
      expect(all.length).toBeGreaterThan(4 * pairsKept);
      const kept: number[] = [];
      for await (const [one, other] of aboutTheSame(said, snapshot)) kept.push(likeness(one, other));
      expect(kept).toEqual(all.slice(0, pairsKept));
    }),
    { numRuns: 10 },
  );
});

it('the sentences of what is published are held against each other once, not from both sides', async () => {
  const snapshot = bankOf(1, 20);
  const said = [...snapshot.answers.values()].flatMap((answer) => saidIn(snapshot, answer, 'en'));
  const met: string[] = [];
  const compared: string[] = [];
  const from = ({ answer }: Said, other: PublishedAnswer) => [answer.key, other.key].sort().join(' ');
  const pairs = aboutTheSame(said, snapshot, {
    met: (one, other) => met.push(from(one, other)),
    pairs: ({ answer }, other) => other.key < answer.key,
  });
  for await (const [one, other] of pairs) compared.push(from(one, other.answer));
  expect(compared.length).toBeGreaterThan(10);
  expect([...compared].sort()).toEqual([...new Set(met)].sort());
  expect(met.length).toBe(2 * compared.length);
});
