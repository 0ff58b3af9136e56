import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const { editor, reviewer } = people;
const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
const answers = Array.from({ length: 16 }, (_, i) => `answer-${i}`);
const facts = Array.from({ length: 8 }, (_, i) => `fact.${i}`);
let service: TestService;
let desk: ReleaseDesk;

beforeAll(async () => {
  service = await startTestService('empty', { clock, environment: { ROLES: 'api' } });
  await openSmallBank(service, clock, { answers, facts });
  desk = openReleaseDesk(service);
}, 60_000);

afterAll(() => service.close());

let used = 0;
let usedFacts = 0;
let releases = 0;
const newAnswer = () => answers[used++] ?? '';
const newFact = () => facts[usedFacts++] ?? '';
const releaseKey = () => `release-${(releases += 1)}`;
const text = (body: string) => ({
  question: `What of ${body}?`,
  title: body,
  body: `It says ${body}.`,
  short: `${body}.`,
});
const german = (body: string) => ({
  locale: 'de',
  question: `Was ist ${body}?`,
  title: body,
  body: `Es sagt ${body}.`,
  short: body,
});
const later = () => clock.advance(60_000);

const state = async (key: string, value: number, rest: object = {}) =>
  (await desk.state({ key, value: String(value), source: 'Tariff', ...rest })).statement ?? '';

/** What anyone reads of an answer, in both languages, with how the translation stands; the numbers of versions are left out. */
async function read(key: string, asOf = '') {
  const shown = 'question title rendition(channel: "webchat") { text contentHash isOutdated }';
  const { en, de } = await desk.read<Record<'en' | 'de', { translations: object } | null>>(
    `{ en: answer(key: "${key}"${asOf}) { ${shown} phrasings translations(locales: ["de"]) { status } }
       de: answer(key: "${key}", locale: "de"${asOf}) { ${shown} isFallback } }`,
  );
  return { en, de };
}

const valuesOf = (key: string) =>
  desk.read(`{ fact(key: "${key}") { values { id written validFrom validTo } value { id written recordedAt } } }`);
const sequenceOf = async () =>
  (await desk.read<{ snapshot: { sequence: number } }>('{ snapshot { sequence } }')).snapshot.sequence;
const rollBack = (release: string) => desk.step('rollbackRelease', release);

describe('a release that is rolled back', () => {
  it('gives back every word, value, phrasing and translation as it was before, in one switch', async () => {
    const [key, fact] = [newAnswer(), newFact()];
    await desk.publishValue(await state(fact, 3));
    await desk.published({ key, ...text(`three is {{fact:${fact}}}`) });
    await desk.translated({ key, ...german(`drei ist {{fact:${fact}}}`) });
    await service.graphql(
      `mutation { addPhrasing(key: "${key}", text: "three?") { key } }`,
      {},
      await desk.token(editor),
    );
    const before = { answer: await read(key), fact: await valuesOf(fact) };
    later();
    await desk.approved({ key, ...text(`four is {{fact:${fact}}}`), significance: 'MAJOR', expectedEdit: 0 });
    const release = releaseKey();
    await desk.publishedRelease(
      release,
      { answer: key },
      { statement: await state(fact, 4) },
      { statement: await state(fact, 5, { validFrom: '2027-04-01T00:00:00Z' }) },
      { phrasings: { answer: key, add: ['four?'], remove: ['three?'] } },
      { translation: { answer: key, ...german(`vier ist {{fact:${fact}}}`) } },
    );
    later();
    const between = { at: clock.now().toISOString(), answer: await read(key) };
    expect(JSON.stringify(between.answer)).toContain('four is 4');
    expect(JSON.stringify(between.answer)).toContain('vier ist 4');
    later();
    const sequence = await sequenceOf();
    expect(await rollBack(release)).toMatchObject({ __typename: 'ReleaseSwitched', snapshotSequence: sequence + 1 });
    expect({ answer: await read(key), fact: await valuesOf(fact) }).toEqual(before);
    expect(await read(key, `, asOf: { validAt: "${between.at}", knownAt: "${between.at}" }`)).toEqual(between.answer);
    expect((await desk.release(release)).state).toBe('ROLLED_BACK');
    await expect(rollBack(release)).rejects.toThrow('is rolled back; it must be published');
  });

  it('brings the version before back as a new one, whose note says why', async () => {
    const key = newAnswer();
    await desk.published({ key, ...text('oak') });
    await desk.approved({ key, ...text('elm'), expectedEdit: 0 });
    const release = releaseKey();
    await desk.publishedRelease(release, { answer: key });
    await rollBack(release);
    const { answer } = await desk.read<{ answer: unknown }>(
      `{ answer(key: "${key}") { title version { number changeNote } versions { nodes { number title } } } }`,
    );
    expect(answer).toEqual({
      title: 'oak',
      version: { number: 3, changeNote: `Version 1 again: the release ${release} was rolled back.` },
      versions: {
        nodes: [
          { number: 3, title: 'oak' },
          { number: 2, title: 'elm' },
          { number: 1, title: 'oak' },
        ],
      },
    });
  });

  it('brings a version that waited for its day back with its day', async () => {
    const key = newAnswer();
    const day = new Date(clock.now().getTime() + 86_400_000).toISOString();
    await desk.published({ key, ...text('ash') });
    await desk.published({ key, ...text('yew'), effectiveFrom: day });
    await desk.approved({ key, ...text('fir'), expectedEdit: 0 });
    const release = releaseKey();
    await desk.publishedRelease(release, { answer: key });
    await rollBack(release);
    later();
    const titleAt = async (asOf: string) =>
      (await desk.read<{ answer: { title: string } }>(`{ answer(key: "${key}"${asOf}) { title } }`)).answer.title;
    expect(await titleAt('')).toBe('ash');
    expect(await titleAt(`, asOf: { validAt: "${day}" }`)).toBe('yew');
  });

  it('leaves an answer that it brought first to nobody', async () => {
    const key = newAnswer();
    await desk.approved({ key, ...text('box') });
    const release = releaseKey();
    await desk.publishedRelease(release, { answer: key });
    later();
    const at = clock.now().toISOString();
    later();
    await rollBack(release);
    expect((await read(key)).en).toBeNull();
    expect((await read(key, `, asOf: { validAt: "${at}", knownAt: "${at}" }`)).en).toMatchObject({ title: 'box' });
    await desk.published({ key, ...text('beech') });
    expect((await read(key)).en).toMatchObject({ title: 'beech' });
  });

  it('takes a translation back that was the first of its language', async () => {
    const key = newAnswer();
    await desk.published({ key, ...text('rye') });
    const before = await read(key);
    later();
    const release = releaseKey();
    await desk.publishedRelease(release, { translation: { answer: key, ...german('Roggen') } });
    later();
    const at = clock.now().toISOString();
    expect((await read(key)).de).toMatchObject({ title: 'Roggen', isFallback: false });
    later();
    await rollBack(release);
    expect(await read(key)).toEqual(before);
    expect((await read(key, `, asOf: { validAt: "${at}", knownAt: "${at}" }`)).de).toMatchObject({ title: 'Roggen' });
    const { answer } = await desk.read<{ answer: { history: { nodes: { changes: unknown[] }[] } } }>(
      `{ answer(key: "${key}") { history(locale: "de") { nodes { changes { kind after } } } } }`,
    );
    expect(answer.history.nodes[0]?.changes).toEqual([{ kind: 'TRANSLATION', after: 'en@1' }]);
  });

  it('is refused, naming the place, when a version, a value or a translation changed there since', async () => {
    const [key, fact, other] = [newAnswer(), newFact(), newAnswer()];
    await desk.published({ key: other, ...text('wheat') });
    await desk.approved({ key, ...text('barley') });
    const release = releaseKey();
    await desk.publishedRelease(
      release,
      { answer: key },
      { statement: await state(fact, 1) },
      { translation: { answer: other, ...german('Weizen') } },
    );
    later();
    await desk.published({ key, ...text('oats'), expectedEdit: 0 });
    await desk.publishValue(await state(fact, 2));
    await desk.translated({ key: other, ...german('Dinkel') });
    const before = [await read(key), await read(other), await valuesOf(fact), await sequenceOf()];
    expect((await rollBack(release)).obstacles).toEqual([
      `${fact}: Its value was changed after the release: state the right one.`,
      `${other}: Its translation into de was changed after the release.`,
      `${key}: Version 2 was published after the release.`,
    ]);
    expect([await read(key), await read(other), await valuesOf(fact), await sequenceOf()]).toEqual(before);
  });

  it('is rolled back by someone who may publish it', async () => {
    const key = newAnswer();
    await desk.approved({ key, ...text('flax') });
    const release = releaseKey();
    await desk.publishedRelease(release, { answer: key });
    await expect(desk.step('rollbackRelease', release, { by: editor })).rejects.toThrow('may not publish answers');
    const both = await Promise.all([1, 2].map(async () => rollBackAt(release, (await desk.release(release)).edit)));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['ReleaseConflict', 'ReleaseSwitched']);
  });

  const rollBackAt = (release: string, edit: number) => desk.step('rollbackRelease', release, { by: reviewer, edit });
});
