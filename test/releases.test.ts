import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishDueReleases } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import { openReleaseDesk, openSmallBank, type ReleaseDesk } from './support/release-desk.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const { editor, otherEditor, reviewer, otherReviewer } = people;
const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
const answers = Array.from({ length: 30 }, (_, i) => `answer-${i}`);
const facts = Array.from({ length: 12 }, (_, i) => `fact.${i}`);
let service: TestService;
let desk: ReleaseDesk;

beforeAll(async () => {
  service = await startTestService('empty', { clock });
  await openSmallBank(service, clock, { answers, facts });
  desk = openReleaseDesk(service);
}, 60_000);

afterAll(() => service.close());

let used = 0;
let usedFacts = 0;
let releases = 0;
const releaseKey = () => `release-${(releases += 1)}`;
const text = (body: string) => ({
  question: `What of ${body}?`,
  title: body,
  body: `It says ${body}.`,
  short: `${body}.`,
});

/** An answer of this test alone with an approved draft. */
async function drafted(body: string): Promise<string> {
  const key = answers[used++] ?? '';
  await desk.approved({ key, ...text(body) });
  return key;
}

/** A fact of this test alone with a statement that waits. */
async function stated(value: number, rest: object = {}): Promise<{ key: string; statement: string }> {
  const key = facts[usedFacts++] ?? '';
  return {
    key,
    statement: (await desk.state({ key, value: String(value), source: 'Tariff', ...rest })).statement ?? '',
  };
}

async function bodyOf(key: string): Promise<string | null> {
  const { answer } = await desk.read<{ answer: { rendition: { text: string } } | null }>(
    `{ answer(key: "${key}") { rendition(channel: "webchat") { text } } }`,
    null,
  );
  return answer && answer.rendition.text;
}

async function switches(): Promise<number> {
  return (await desk.read<{ snapshot: { sequence: number } }>('{ snapshot { sequence } }')).snapshot.sequence;
}

describe('a release', () => {
  it('goes live as a whole in one switch: words, values, phrasings and translations', async () => {
    const fact = await stated(4);
    const key = await drafted(`four is {{fact:${fact.key}}}`);
    const other = await drafted('otters');
    const before = await switches();
    const release = releaseKey();
    const german = { question: 'Was?', title: 'Otter', body: 'Es sagt Otter.', short: 'Otter.' };
    const sequence = await desk.publishedRelease(
      release,
      { answer: key },
      { statement: fact.statement },
      { answer: other },
      { phrasings: { answer: other, add: ['where are the otters'] } },
      { translation: { answer: other, locale: 'de', ...german } },
    );
    expect(sequence).toBe(before + 1);
    expect(await bodyOf(key)).toContain('four is 4');
    const { answer } = await desk.read<{ answer: unknown }>(
      `{ answer(key: "${other}", locale: "de") { title isFallback version { number } }}`,
    );
    expect(answer).toEqual({ title: 'Otter', isFallback: false, version: { number: 1 } });
    const asked = await desk.read<{ answer: { phrasings: string[] } }>(`{ answer(key: "${other}") { phrasings } }`);
    expect(asked.answer.phrasings).toEqual(['where are the otters']);
    expect(await desk.release(release)).toMatchObject({
      state: 'PUBLISHED',
      snapshotSequence: sequence,
      publishedBy: reviewer,
      approvedBy: otherReviewer,
    });
  });

  it('stands in the history of its answers as any other publication', async () => {
    const key = await drafted('herons');
    const sequence = await desk.publishedRelease(releaseKey(), { answer: key });
    const { answerHistory } = await desk.read<{ answerHistory: unknown }>(
      `{ answerHistory(key: "${key}") { snapshotSequence changes { kind after } } }`,
    );
    expect(answerHistory).toEqual([{ snapshotSequence: sequence, changes: [{ kind: 'VERSION', after: '1' }] }]);
  });

  it('is approved by someone who neither made it nor wrote in it', async () => {
    const key = await drafted('badgers');
    const release = releaseKey();
    const token = await desk.token(reviewer);
    await service.graphql(`mutation { createRelease(key: "${release}", name: "Mine") { key } }`, {}, token);
    await desk.add(release, { answer: key });
    await desk.add(release, { phrasings: { answer: key, add: ['badger?'] } }, otherReviewer);
    await expect(desk.step('approveRelease', release, { by: reviewer })).rejects.toThrow('You made this release');
    await expect(desk.step('approveRelease', release, { by: otherReviewer })).rejects.toThrow(
      `You wrote what is in it about ${key}`,
    );
    await expect(desk.step('approveRelease', release, { by: editor })).rejects.toThrow('may not review drafts');
  });

  it('is held back at its approval by everything that speaks against it', async () => {
    const fact = await stated(7);
    const key = answers[used++] ?? '';
    await desk.draft({ key, ...text(`seven is {{fact:${fact.key}}}`) });
    const release = releaseKey();
    await desk.open(release, { answer: key });
    const { obstacles } = await desk.step('approveRelease', release);
    expect(obstacles).toContain(`${key}: It is being written: a second person must approve it first.`);
    expect(obstacles?.join(' ')).toContain(`The fact ${fact.key} has no value`);
    expect((await desk.release(release)).state).toBe('OPEN');
    expect(await bodyOf(key)).toBeNull();
  });

  it('loses its approval when a change is added or taken out', async () => {
    const [one, two] = [await drafted('foxes'), await drafted('hares')];
    const release = releaseKey();
    await desk.approvedRelease(release, { answer: one });
    expect((await desk.add(release, { answer: two })).release).toMatchObject({ state: 'OPEN', approvedBy: null });
    const again = await desk.step('approveRelease', release);
    const item = again.release?.items.find(({ answerKey }) => answerKey === two)?.id;
    const removed = await desk.step('removeFromRelease', release, { by: editor, more: `, item: "${item}"` });
    expect(removed.release).toMatchObject({ state: 'OPEN', approvedBy: null });
    await expect(desk.step('publishRelease', release)).rejects.toThrow('it must be approved or scheduled');
  });

  it('is held back when a draft in it was changed after the approval', async () => {
    const [key, other] = [await drafted('moles'), await drafted('voles')];
    const release = releaseKey();
    await desk.approvedRelease(release, { answer: key }, { answer: other });
    await desk.approved({ key, body: 'It says shrews.', expectedEdit: 3 });
    const before = await switches();
    const outcome = await desk.step('publishRelease', release);
    expect(outcome).toMatchObject({
      __typename: 'Blocked',
      obstacles: [`${key}: Its draft was changed since the release was approved: approve it again.`],
    });
    expect([await bodyOf(key), await bodyOf(other), await switches()]).toEqual([null, null, before]);
  });

  it('is held back when an answer in it was withdrawn after the approval: the second person did not know of it', async () => {
    const key = await drafted('egrets');
    await desk.publishedRelease(releaseKey(), { answer: key });
    await desk.approved({ key, ...text('bitterns') });
    const release = releaseKey();
    await desk.approvedRelease(release, { answer: key });
    clock.advance(60_000);
    const emergency = (step: string) => `mutation { ${step} { __typename } }`;
    expect(await desk.refusals(emergency(`proposeWithdrawal(key: "${key}", reason: "Wrong.")`), editor)).toEqual([]);
    expect(await desk.refusals(emergency(`confirmWithdrawal(key: "${key}")`), reviewer)).toEqual([]);
    expect((await desk.step('publishRelease', release)).obstacles).toEqual([
      `${key}: It was withdrawn since the release was approved, and would be given again: approve it again.`,
    ]);
    expect(await bodyOf(key)).toBeNull();
    clock.advance(60_000);
    await desk.step('cancelRelease', release, { by: editor });
    await desk.step('approveRelease', release, { by: otherReviewer });
    expect((await desk.step('publishRelease', release)).__typename).toBe('ReleaseSwitched');
    expect(await bodyOf(key)).toContain('bitterns');
  });

  it('keeps its drafts and statements from going live alone, and says so', async () => {
    const key = await drafted('newts');
    const fact = await stated(3);
    const release = releaseKey();
    await desk.open(release, { answer: key }, { statement: fact.statement });
    expect((await desk.publish(key, 3)).obstacles).toEqual([
      `The draft is in the release ${release} and goes live with it, not alone.`,
    ]);
    await expect(desk.publishValue(fact.statement)).rejects.toThrow(`The statement is in the release ${release}`);
    const second = releaseKey();
    await desk.open(second);
    await expect(desk.add(second, { answer: key })).rejects.toThrow(`It is in the release ${release} already`);
    await desk.step('cancelRelease', release, { by: editor });
    expect(await desk.publish(key, 3)).toMatchObject({ __typename: 'Published' });
    await desk.publishValue(fact.statement);
  });

  it('tells the second of two people what the first made of it', async () => {
    const [one, two] = [await drafted('rooks'), await drafted('crows')];
    const release = releaseKey();
    const { edit } = await desk.open(release, { answer: one });
    await desk.add(release, { answer: two }, otherEditor);
    const outcome = await desk.step('cancelRelease', release, { by: editor, edit });
    expect(outcome).toMatchObject({ __typename: 'ReleaseConflict', expected: edit, actual: edit + 1 });
    expect(outcome.theirs?.items.map(({ answerKey }) => answerKey)).toEqual([one, two]);
  });

  it('is approved once and published once, however many try at the same time', async () => {
    const key = await drafted('swans');
    const release = releaseKey();
    const { edit } = await desk.open(release, { answer: key });
    const both = [reviewer, otherReviewer];
    const approvals = await Promise.all(both.map((by) => desk.step('approveRelease', release, { by, edit })));
    expect(approvals.map((one) => one.__typename).sort()).toEqual(['ReleaseChanged', 'ReleaseConflict']);
    const before = await switches();
    const published = await Promise.all(
      [...both, ...both].map((by) => desk.step('publishRelease', release, { by, edit: edit + 1 })),
    );
    expect(published.map((one) => one.__typename).sort()).toEqual([
      'ReleaseConflict',
      'ReleaseConflict',
      'ReleaseConflict',
      'ReleaseSwitched',
    ]);
    expect(await switches()).toBe(before + 1);
    const told = await service.app.db
      .selectFrom('outbox')
      .selectAll()
      .where('type', '=', 'release.published')
      .execute();
    expect(told.filter(({ payload }) => JSON.stringify(payload).includes(`release/${release}"`))).toHaveLength(1);
  });

  it('takes exactly one change at a time, in words that say what is wrong', async () => {
    const release = releaseKey();
    await desk.open(release);
    await expect(desk.add(release, {})).rejects.toThrow('exactly one of answer, statement');
    await expect(desk.add(release, { answer: answers[0], statement: '1' })).rejects.toThrow('exactly one');
    await expect(desk.add(release, { phrasings: { answer: answers[0] } })).rejects.toThrow(
      'add, remove, addNegative and removeNegative must name 1',
    );
    await expect(desk.add(release, { answer: 'no-such' })).rejects.toThrow('There is no answer named no-such.');
    await expect(desk.add(release, { statement: '999999' })).rejects.toThrow('There is no statement 999999.');
    await expect(desk.step('approveRelease', release)).rejects.toThrow('There is nothing in the release');
    await expect(desk.step('approveRelease', 'no-such', { edit: 1 })).rejects.toThrow(
      'There is no release named no-such.',
    );
  });
});

describe('a scheduled release', () => {
  const inAnHour = () => new Date(clock.now().getTime() + 3_600_000);
  const stateOf = async (release: string) => (await desk.release(release)).state;

  it('is published at its time, by the service, once', async () => {
    const key = await drafted('geese');
    const release = releaseKey();
    await desk.approvedRelease(release, { answer: key });
    await expect(
      desk.step('scheduleRelease', release, { more: `, at: "${clock.now().toISOString()}"` }),
    ).rejects.toThrow('at must lie in the future');
    const at = inAnHour();
    await desk.step('scheduleRelease', release, { more: `, at: "${at.toISOString()}"` });
    expect(await desk.release(release)).toMatchObject({ state: 'SCHEDULED', effectiveAt: at.toISOString() });
    expect(await bodyOf(key)).toBeNull();
    clock.set(at);
    await expect.poll(() => stateOf(release)).toBe('PUBLISHED');
    await service.app.services.snapshots.refresh();
    expect(await bodyOf(key)).toContain('geese');
    expect((await desk.release(release)).publishedBy).toBe('system');
  });

  it('is published once, however many workers see that its time has come', async () => {
    const [one, two] = [await drafted('storks'), await drafted('cranes')];
    const keys = [releaseKey(), releaseKey()];
    const at = inAnHour();
    for (const [i, answer] of [one, two].entries()) {
      await desk.approvedRelease(keys[i] ?? '', { answer });
      await desk.step('scheduleRelease', keys[i] ?? '', { more: `, at: "${at.toISOString()}"` });
    }
    const before = await switches();
    clock.set(at);
    await Promise.all([1, 2, 3, 4].map(() => publishDueReleases(service.app.services)));
    await expect.poll(async () => Promise.all(keys.map(stateOf))).toEqual(['PUBLISHED', 'PUBLISHED']);
    await service.app.services.snapshots.refresh();
    expect(await switches()).toBe(before + 2);
    const { answers: found } = await desk.read<{ answers: { nodes: { version: { number: number } }[] } }>(
      `{ answers(keys: ["${one}", "${two}"]) { nodes { version { number } } } }`,
    );
    expect(found.nodes.map(({ version }) => version.number)).toEqual([1, 1]);
  });

  it('that the gate holds back at its time says why, loses its time, and is announced as blocked', async () => {
    const key = await drafted('ducks');
    const fact = await stated(2);
    const release = releaseKey();
    await desk.approvedRelease(release, { answer: key }, { statement: fact.statement });
    const at = inAnHour();
    await desk.step('scheduleRelease', release, { more: `, at: "${at.toISOString()}"` });
    const refuse = `mutation { refuseFact(statement: "${fact.statement}", reason: "Wrong.") { __typename } }`;
    expect(await desk.refusals(refuse, reviewer)).toEqual([]);
    clock.set(at);
    await expect.poll(() => stateOf(release)).toBe('APPROVED');
    const { failure, effectiveAt, transitions } = await desk.release(release);
    expect(failure).toBe(
      `It was not published at ${at.toISOString()}: ${fact.key}: The statement ${fact.statement} was refused before.`,
    );
    expect(effectiveAt).toBeNull();
    expect(transitions.at(-1)).toEqual({ from: 'SCHEDULED', to: 'APPROVED', actor: 'system' });
    expect(await bodyOf(key)).toBeNull();
    const told = await service.app.db
      .selectFrom('outbox')
      .select('payload')
      .where('type', '=', 'release.blocked')
      .execute();
    expect(told).toContainEqual({ payload: { subject: `release/${release}` } });
  });

  it('is judged anew whenever anything is published, so that what will block shows early', async () => {
    const fact = await stated(5);
    await desk.publishValue(fact.statement);
    const key = await drafted(`five is {{fact:${fact.key}}}`);
    const release = releaseKey();
    await desk.approvedRelease(release, { answer: key });
    const value = await desk.read<{ fact: { value: { id: string } } }>(`{ fact(key: "${fact.key}") { value { id } } }`);
    const retract = `mutation { requestFactRetraction(value: "${value.fact.value.id}", reason: "Never.") { statement } }`;
    const reply = await service.graphql<{ requestFactRetraction: { statement: string } }>(
      retract,
      {},
      await desk.token(editor),
    );
    await service.graphql(
      `mutation { publishFact(statement: "${reply.data.requestFactRetraction.statement}") { __typename } }`,
      {},
      await desk.token(reviewer),
    );
    await expect
      .poll(async () => (await desk.release(release)).gate?.obstacles.join(' '))
      .toContain(`The fact ${fact.key} has no value`);
    expect((await desk.step('publishRelease', release)).__typename).toBe('Blocked');
  });
});
