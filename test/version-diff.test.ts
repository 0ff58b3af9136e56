import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordSegments } from '../src/consistency/versions/word-segments.js';
import { manualClock } from '../src/platform/clock.js';
import { type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: Desks;

const key = 'enamelled-card';

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
  await service.graphql(
    'mutation { createFact(input: { key: "enamel.fee", type: MONEY, name: "Enamel", ownerTeam: "cards" }) }',
    {},
    await desks.token(people.editor),
  );
  await desks.value({ key: 'enamel.fee', value: 'GBP 4.00', source: 'Tariff', validFrom: '2026-01-01T00:00:00Z' });
  await desks.create({ key, topic: 'cards' });
  await publish('Enamel costs {{fact:enamel.fee}}. It takes 5 days.', { question: 'Enamel?', title: 'Enamel' });
  const german = { question: 'Emaille?', title: 'Emaille', short: '{{fact:enamel.fee}}.' };
  await desks.translated({ key, locale: 'de', ...german, body: 'Emaille kostet {{fact:enamel.fee}}.' });
  await desks.value({ key: 'enamel.fee', value: 'GBP 6.00', source: 'Tariff' });
  clock.advance(60_000);
  await publish('Enamel costs {{fact:enamel.fee}}. It takes 7 days.', {});
  await desks.published({ key, body: 'Enamel is gone.', short: 'It is gone.', effectiveFrom: '2031-05-17T00:00:00Z' });
  clock.advance(60_000);
});

afterAll(() => service.close());

async function publish(body: string, words: object): Promise<void> {
  await desks.published({ key, body, short: '{{fact:enamel.fee}}.', ...words });
  clock.advance(60_000);
}

interface Diff {
  readonly from: { readonly number: number; readonly locale: string };
  readonly to: { readonly number: number; readonly locale: string };
  readonly words: readonly { readonly part: string; readonly segments: readonly { kind: string; text: string }[] }[];
  readonly facts: readonly object[];
  readonly claimsRemoved: readonly { readonly text: string }[];
  readonly claimsAdded: readonly { readonly text: string }[];
  readonly renditions: readonly {
    readonly channel: string;
    readonly same: boolean;
    readonly before: { readonly text: string; readonly version: number } | null;
    readonly after: { readonly text: string; readonly version: number } | null;
  }[];
}

const document = `query ($key: String!, $from: Int!, $to: Int!, $locale: Locale, $channel: String) {
  diff(key: $key, from: $from, to: $to, locale: $locale, channel: $channel) {
    from { number locale } to { number locale }
    words { part segments { kind text } }
    facts { key before after }
    claimsRemoved { type text } claimsAdded { type text }
    renditions { channel same before { text version } after { text version } segments { kind text } }
  }
}`;

async function diff(variables: object, token: string | null = null) {
  return service.graphql<{ diff: Diff }>(document, { key, ...variables }, token);
}

describe('the difference of two versions', () => {
  it('tells the words that changed, and of the facts and claims what each said in its own time', async () => {
    const { diff: found } = (await diff({ from: 1, to: 2 })).data;
    expect(found.words.find(({ part }) => part === 'body')?.segments).toEqual([
      { kind: 'SAME', text: 'Enamel costs {{fact:enamel.fee}}. It takes ' },
      { kind: 'REMOVED', text: '5' },
      { kind: 'ADDED', text: '7' },
      { kind: 'SAME', text: ' days.' },
    ]);
    expect(found.words.find(({ part }) => part === 'title')?.segments).toEqual([{ kind: 'SAME', text: 'Enamel' }]);
    expect(found.facts).toEqual([{ key: 'enamel.fee', before: '£4', after: '£6' }]);
    expect(found.claimsRemoved.map(({ text }) => text)).toEqual(['£4', '5 days']);
    expect(found.claimsAdded.map(({ text }) => text)).toEqual(['£6', '7 days']);
  });

  it('shows what every channel made of both, or the one that is asked for', async () => {
    const { renditions } = (await diff({ from: 1, to: 2 })).data.diff;
    expect(renditions.map(({ channel }) => channel)).toEqual([
      'help',
      'webchat',
      'social',
      'social-reply',
      'email',
      'agents',
    ]);
    for (const { channel, before, after, same } of renditions) {
      expect(before, channel).toMatchObject({ version: 1, text: expect.stringContaining('£4') });
      expect(after, channel).toMatchObject({ version: 2, text: expect.stringContaining('£6') });
      expect(same).toBe(false);
    }
    const one = (await diff({ from: 2, to: 2, channel: 'social-reply' })).data.diff;
    expect(one.renditions).toMatchObject([{ channel: 'social-reply', same: true }]);
    expect([one.claimsRemoved, one.claimsAdded]).toEqual([[], []]);
  });

  it('is told in another language as its readers were served: the translation that was there, or the source', async () => {
    const { diff: german } = (await diff({ from: 1, to: 2, locale: 'de' })).data;
    expect([german.from, german.to]).toEqual([
      { number: 1, locale: 'de' },
      { number: 2, locale: 'de' },
    ]);
    expect(german.words.every(({ segments }) => segments.every(({ kind }) => kind === 'SAME'))).toBe(true);
    expect(german.facts).toEqual([{ key: 'enamel.fee', before: '4\u00a0£', after: '6\u00a0£' }]);
    expect((await diff({ from: 1, to: 2, locale: 'es' })).data.diff.to).toEqual({ number: 2, locale: 'en' });
  });

  it('reaches a version that waits for its day for editors only, and no answer that the reader may not see', async () => {
    for (const to of [3, 9]) expect((await diff({ from: 2, to })).data).toEqual({ diff: null });
    const planned = (await diff({ from: 2, to: 3 }, await desks.token(people.editor))).data.diff;
    expect(planned.renditions[0]?.after?.text).toContain('Enamel is gone.');
    const staff = { key: 'staff-fraud-escalation', from: 1, to: 1 };
    expect((await diff(staff)).data).toEqual({ diff: null });
    expect((await diff({ ...staff, key: 'nothing-of-the-kind' })).data).toEqual({ diff: null });
    expect((await diff(staff, await desks.token(people.agent))).data.diff.from.number).toBe(1);
  });
});

describe('the segments of two texts', () => {
  it('give back both to the letter, in any language', () => {
    const word = fc.constantFrom(
      'fee',
      'Gebühr',
      'رسوم',
      '手数料',
      '{{fact:a.b#c}}',
      '£4.50',
      ' ',
      '\n',
      '**',
      '.',
      '👍🏽',
      '',
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, fc.constantFrom('en', 'de', 'ar', 'ja'), (before, after, locale) => {
        const segments = wordSegments(before, after, locale);
        const without = (kind: string) => segments.flatMap((one) => (one.kind === kind ? [] : [one.text])).join('');
        expect(without('ADDED')).toBe(before);
        expect(without('REMOVED')).toBe(after);
        if (before === after) expect(segments.every(({ kind }) => kind === 'SAME')).toBe(true);
      }),
      { seed: 20261123 },
    );
  });

  it('are two whole texts where next to nothing is the same, without long reckoning', () => {
    const many = (word: string) => Array.from({ length: 3_000 }, (_, i) => `${word}${i}`).join(' ');
    expect(wordSegments(many('a'), many('b'), 'en').map(({ kind }) => kind)).toEqual(['REMOVED', 'ADDED']);
  });
});
