import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Audience, audiences } from '../src/access/index.js';
import { changedAnswers, changedFacts, changesBetween } from '../src/knowledge/published-changes.js';
import {
  type CurrentFact,
  emptySnapshot,
  maySee,
  maySeeFact,
  type PublishedAnswer,
  type Snapshot,
} from '../src/knowledge/snapshot.js';

const day = new Date('2026-01-01T00:00:00Z');
const keys = ['a', 'b', 'c', 'd'];

const answerOf =
  (audience: Audience, number: number, fact: string | null) =>
  (key: string): [string, PublishedAnswer] => {
    const body = fact ? `It costs {{fact:${fact}}}.` : 'It is so.';
    const text = { question: key, title: `${key} ${number}`, body, short: 'Yes.' };
    const local = { ...text, locale: 'en', hash: `${key}${number}`, sourceVersion: number, outdated: false };
    const answer = {
      key,
      topicKey: key < 'c' ? 'cards' : 'cards.lost',
      ownerTeam: 'cards',
      audience,
      scope: {},
      mustSay: [],
      related: [],
      reviewEveryDays: 365,
      version: {
        id: number,
        number,
        hash: `${key}${number}`,
        significance: 'MAJOR',
        changeNote: '',
        author: 'x',
        reviewer: null,
        effectiveFrom: day,
        effectiveTo: null,
        recordedAt: day,
      },
      texts: new Map([['en', local]]),
      phrasings: new Map([['en', [`phrasing ${Math.random()}`]]]),
    };
    return [key, answer as unknown as PublishedAnswer];
  };

const factOf =
  (id: number, validTo: Date | null) =>
  (key: string): [string, CurrentFact] => {
    const value = {
      id,
      scope: {},
      content: { type: 'COUNT', value: id },
      validFrom: day,
      validTo,
      recordedAt: day,
      source: '',
      statedBy: 'x',
      approvedBy: 'y',
    };
    return [
      key,
      { key, type: 'COUNT', name: key, ownerTeam: 'cards', formula: null, values: [value] } as unknown as CurrentFact,
    ];
  };

const audience = fc.constantFrom(...audiences);
const answer = fc.tuple(audience, fc.integer({ min: 1, max: 3 }), fc.constantFrom('x', 'y', null));
const answers = fc.tuple(...keys.map(() => fc.option(answer)));
const facts = fc.tuple(
  ...['x', 'y'].map(() => fc.tuple(fc.integer({ min: 1, max: 2 }), fc.option(fc.date({ noInvalidDate: true })))),
);
const state = fc.tuple(answers, facts).map(
  ([some, values]): Snapshot => ({
    ...emptySnapshot('en'),
    answers: new Map(some.flatMap((one, i) => (one ? [answerOf(...one)(keys[i] as string)] : []))),
    facts: new Map(values.map((one, i) => factOf(...one)(i === 0 ? 'x' : 'y'))),
  }),
);

describe('what is told of a change', () => {
  it('is never about an answer that its reader could not see before and cannot see now', () => {
    fc.assert(
      fc.property(state, state, audience, fc.boolean(), (before, after, mine, wasPresent) => {
        const reader = { audience: mine };
        for (const key of changedAnswers(before, after, reader, { keys: null, topics: null, wasPresent })) {
          const [was, is] = [before.answers.get(key), after.answers.get(key)];
          const seesNow = is !== undefined && maySee(reader, is);
          expect(seesNow || (wasPresent && was !== undefined && maySee(reader, was))).toBe(true);
        }
        for (const key of changedFacts(before, after, reader, null)) expect(maySeeFact(after, reader, key)).toBe(true);
      }),
    );
  });

  it('is every answer that its reader now sees otherwise', () => {
    fc.assert(
      fc.property(state, state, audience, (before, after, mine) => {
        const reader = { audience: mine };
        const told = changedAnswers(before, after, reader, { keys: null, topics: null, wasPresent: true });
        for (const [key, is] of after.answers) {
          const was = before.answers.get(key);
          const isNew = was === undefined || was.version.id !== is.version.id || was.audience !== is.audience;
          if (isNew && maySee(reader, is)) expect(told).toContain(key);
        }
      }),
    );
  });

  it('does not betray that a value has been given an end, nor a phrasing', () => {
    fc.assert(
      fc.property(state, fc.date({ noInvalidDate: true }), (before, end) => {
        const planned = [...before.facts].map(([key, fact]): [string, CurrentFact] => [
          key,
          { ...fact, values: fact.values.map((value) => ({ ...value, validTo: end })) },
        ]);
        const rephrased = [...before.answers].map(([key, one]): [string, PublishedAnswer] => [
          key,
          { ...one, phrasings: new Map([['en', ['another']]]) },
        ]);
        const after = { ...before, facts: new Map(planned), answers: new Map(rephrased) };
        expect(changesBetween(before, after)).toEqual({ answers: new Set(), facts: new Set() });
      }),
    );
  });

  it('is narrowed by keys and topics, never widened', () => {
    fc.assert(
      fc.property(state, state, audience, fc.subarray(keys), (before, after, mine, wanted) => {
        const reader = { audience: mine };
        const all = changedAnswers(before, after, reader, { keys: null, topics: null, wasPresent: true });
        const some = changedAnswers(before, after, reader, { keys: wanted, topics: null, wasPresent: true });
        expect(some).toEqual(all.filter((key) => wanted.includes(key)));
        const lost = changedAnswers(before, after, reader, { keys: null, topics: ['cards.lost'], wasPresent: true });
        expect(lost).toEqual(all.filter((key) => key >= 'c'));
      }),
    );
  });
});
