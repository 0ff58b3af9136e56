import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { codesOf } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const { agent, editor, manager, reviewer } = people;
const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
const answers = Array.from({ length: 6 }, (_, i) => `answer-${i}`);
const facts = Array.from({ length: 4 }, (_, i) => `fact.${i}`);
/** About things so far apart that no two answers can contradict each other: the gate looks. */
const subjects = ['river otters', 'steam engines', 'lemon trees', 'violin strings', 'lighthouse stairs', 'chess clubs'];
const secret = 'Blorptangle';
let service: TestService;
let desk: ReleaseDesk;

beforeAll(async () => {
  service = await startTestService('empty', { clock, environment: { ROLES: 'api' } });
  await openSmallBank(service, clock, { answers: [...answers, 'hidden', 'shown'], facts });
  desk = openReleaseDesk(service);
  await desk.published({ key: 'shown', ...text('shown') });
  await desk.approved({ key: 'hidden', ...text(secret) });
  await desk.open('secret', { answer: 'hidden' }, { phrasings: { answer: 'shown', add: [`where is ${secret}`] } });
}, 60_000);

afterAll(() => service.close());

function text(body: string) {
  return { question: `What of ${body}?`, title: body, body: `It says ${body}.`, short: `${body}.` };
}

/** Everything a reader can see, but for the names of rows, receipts, instants of recording and who recorded: one document each, for the limits. */
const everything = (release: string) => {
  const alone = release && `(${release.slice(2)})`;
  return [
    `{ answers(first: 10${release}) { totalCount nodes { key title question locales phrasings
       version { number title body short changeNote significance author reviewer contributors } translations(locales: ["de"]) { locale status sourceVersion } } } }`,
    `{ answers(first: 10${release}) { nodes { versions(first: 3) { totalCount nodes { number title hash } } } } }`,
    `{ answers(first: 10${release}) { nodes { rendition(channel: "webchat") { text html short version hash facts { key value { text } } } } } }`,
    `{ answers(first: 10, locale: "de"${release}) { nodes { key title isFallback rendition(channel: "help") { text isOutdated } } } }`,
    `{ facts${alone} { key value { written validFrom validTo } values { written validFrom validTo } usedBy { key } } }`,
    `{ topics${alone} { key answers { key title } } }`,
    `{ search(text: "says", first: 10${release || scanned()}) { nodes { answer { key } excerpt { text } } } }`,
  ];
};

/** The index follows a moment after a publication; a preview and a state of an instant are scanned. */
const scanned = () => `, asOf: { validAt: "${clock.now().toISOString()}" }`;

const read = (release: string | null, by: string | null = editor) =>
  Promise.all(
    everything(release === null ? '' : `, release: "${release}"`).map((query) => desk.read<object>(query, by)),
  );

describe('the preview of a release', () => {
  it('shows exactly what is published afterwards, whatever is in it', async () => {
    let round = 0;
    const change = fc.record({
      draft: fc.boolean(),
      fact: fc.option(fc.nat({ max: facts.length - 1 }), { nil: null }),
      value: fc.integer({ min: 1, max: 900 }),
      inDays: fc.constantFrom(0, 0, 3),
      major: fc.boolean(),
      german: fc.boolean(),
      phrasings: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.array(change, { minLength: 1, maxLength: answers.length })), async (changes) => {
        round += 1;
        clock.advance(60_000);
        await service.app.services.snapshots.refresh();
        const items = await prepared(round, changes);
        if (items.length === 0) return;
        const release = `random-${round}`;
        await desk.approvedRelease(release, ...items);
        const before = await read(null);
        const preview = await read(release);
        expect(await read(null)).toEqual(before);
        expect(preview).not.toEqual(before);
        expect((await desk.step('publishRelease', release)).__typename).toBe('ReleaseSwitched');
        clock.advance(60_000);
        expect(withoutMoments(await read(null))).toEqual(withoutMoments(preview));
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  interface Change {
    readonly draft: boolean;
    readonly fact: number | null;
    readonly value: number;
    readonly inDays: number;
    readonly major: boolean;
    readonly german: boolean;
    readonly phrasings: boolean;
  }

  /** The items of random changes; a fact is stated with the first answer that shows it. */
  async function prepared(round: number, changes: readonly Change[]): Promise<readonly object[]> {
    const items: object[] = [];
    const stated = new Set<number>();
    for (const [i, change] of changes.entries()) {
      const key = answers[i] ?? '';
      const { fact } = change;
      if (fact !== null && !stated.has(fact)) {
        stated.add(fact);
        const later = new Date(clock.now().getTime() + change.inDays * 86_400_000).toISOString();
        const validFrom = change.inDays > 0 && (await hasValue(fact)) ? { validFrom: later } : {};
        const value = { key: facts[fact], value: String(change.value), source: 'Tariff', ...validFrom };
        items.push({ statement: (await desk.state(value)).statement });
      }
      if (!change.draft) continue;
      const embed = fact === null ? '' : ` {{fact:${facts[fact]}}}`;
      const subject = `${subjects[i]} ${String.fromCharCode(96 + round)}`;
      const words = text(`${subject}${embed}`);
      await desk.approved({ key, ...words, significance: change.major ? 'MAJOR' : 'MINOR', expectedEdit: 0 });
      items.unshift({ answer: key });
      const german = { locale: 'de', ...text(`Wort ${subject}${embed}`) };
      if (change.german) items.push({ translation: { answer: key, ...german } });
      if (change.phrasings) items.push({ phrasings: { answer: key, add: [`tell me of ${subject}`] } });
    }
    return items;
  }

  async function hasValue(fact: number): Promise<boolean> {
    const { fact: found } = await desk.read<{ fact: { value: object | null } }>(
      `{ fact(key: "${facts[fact]}") { value { id } } }`,
    );
    return found.value !== null;
  }

  /** A value that begins with the release begins a moment later than its preview. */
  function withoutMoments(state: object): unknown {
    return JSON.parse(JSON.stringify(state).replaceAll(/("valid(?:From|To)":"[^"]{16})[^"]*"/g, '$1"'));
  }

  it('answers questions by its own phrasings, and its receipt proves nothing', async () => {
    const ask = (release: string) =>
      desk.read<{ ask: { __typename: string; answer?: { key: string }; receipt?: object }[] }>(
        `{ ask(question: "where is ${secret}"${release}) { __typename ... on Answered { answer { key } receipt { code keyId signature } } } }`,
      );
    expect((await ask('')).ask[0]?.answer?.key).not.toBe('shown');
    expect((await ask(', release: "secret"')).ask[0]).toMatchObject({
      __typename: 'Answered',
      answer: { key: 'shown' },
      receipt: { code: 'PREVIEW', keyId: 'none', signature: '' },
    });
    const { answer } = await desk.read<{ answer: { rendition: { receipt: { signature: string } } } }>(
      '{ answer(key: "shown") { rendition { receipt { signature } } } }',
    );
    expect(answer.rendition.receipt.signature).not.toBe('');
  });

  it('is made from the newest state of the release and of its drafts', async () => {
    await desk.open('moving', { phrasings: { answer: 'shown', add: ['one way'] } });
    const phrasings = async () =>
      (
        await desk.read<{ answer: { phrasings: string[] } }>(
          '{ answer(key: "shown", release: "moving") { phrasings } }',
        )
      ).answer.phrasings;
    expect(await phrasings()).toEqual(['one way']);
    await expect(desk.add('moving', { answer: 'hidden' })).rejects.toThrow('It is in the release secret already');
    await desk.add('moving', { phrasings: { answer: 'shown', locale: 'de', add: ['anders'] } });
    expect(await phrasings()).toEqual(['one way']);
    const { answer } = await desk.read<{ answer: { title: string } | null }>(
      '{ answer(key: "hidden", release: "moving") { title } }',
    );
    expect(answer).toBeNull();
  });

  it('is for those who may read the future, and tells nobody else that there is such a release', async () => {
    const tokens = [null, service.app.keys.webchat, service.app.keys.agents, await desk.token(agent)];
    const queries = ['secret', 'no-such'].flatMap((release) =>
      [
        `answer(key: "hidden", release: "${release}") { title }`,
        `answers(release: "${release}") { totalCount }`,
        `facts(release: "${release}") { key }`,
        `fact(key: "fact.0", release: "${release}") { key }`,
        `topics(release: "${release}") { key }`,
        `topic(key: "cards", release: "${release}") { key }`,
        `search(text: "${secret}", release: "${release}") { totalCount }`,
        `ask(question: "where", release: "${release}") { __typename }`,
        `snapshot(release: "${release}") { answers }`,
      ].map((field) => `{ ${field} }`),
    );
    for (const token of tokens) {
      const replies = await Promise.all(queries.map((query) => service.graphql<unknown>(query, {}, token)));
      for (const reply of replies) {
        expect(codesOf(reply)).toEqual(['FORBIDDEN']);
        expect(JSON.stringify({ ...reply, query: '' })).not.toContain(secret);
      }
      expect(new Set(replies.map(({ errors }) => errors?.[0]?.message)).size).toBe(1);
      expect(codesOf(await service.graphql('{ release(key: "secret") { name } }', {}, token))).toHaveLength(1);
      expect(codesOf(await service.graphql('{ releases { totalCount } }', {}, token))).toHaveLength(1);
    }
    for (const by of [editor, reviewer, manager])
      expect(await desk.read('{ answer(key: "hidden", release: "secret") { title } }', by)).toEqual({
        answer: { title: secret },
      });
  });

  it('is not asked for together with asOf, nor of a release that is behind us', async () => {
    await expect(
      desk.read(`{ answers(release: "secret", asOf: { validAt: "2026-11-01T00:00:00Z" }) { totalCount } }`),
    ).rejects.toThrow('Give asOf or release, not both');
    await expect(desk.read('{ answers(release: "no-such") { totalCount } }')).rejects.toThrow(
      'There is no release named no-such.',
    );
    await desk.open('given-up');
    await desk.step('cancelRelease', 'given-up', { by: editor });
    await expect(desk.read('{ answers(release: "given-up") { totalCount } }')).rejects.toThrow(
      'is cancelled; it must be',
    );
  });
});
