import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { type EmergencyDesks, openEmergencyDesks } from './support/emergencies.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: EmergencyDesks;
let counter = 0;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openEmergencyDesks(service);
});

afterAll(() => service.close());

/** A published answer with a word of its own. */
async function newAnswer(audience = 'PUBLIC'): Promise<{ readonly key: string; readonly word: string }> {
  counter += 1;
  const [key, word] = [`gilding-${counter}`, `Gildenworth${'abcdefghij'[counter % 10]}${counter}`];
  await desks.create({ key, topic: 'cards', audience });
  await publish(key, word);
  await desks.read(
    'mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }',
    { key, text: `where is my ${word}` },
    people.editor,
  );
  clock.advance(60_000);
  return { key, word };
}

async function publish(key: string, word: string, more: object = {}): Promise<void> {
  await desks.published({
    key,
    question: `What is ${word}?`,
    title: word,
    body: `It is ${word}.`,
    short: `${word}.`,
    ...more,
  });
  clock.advance(60_000);
}

const read = 'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { title } }';
const withdrawal = 'query ($key: String!) { withdrawal(key: $key) { key since } }';

/** The title that anyone, or the account, reads; null = the answer does not exist for it. */
async function title(key: string, by: string | null = null, asOf: object | null = null): Promise<string | null> {
  const { answer } = await desks.read<{ answer: { title: string } | null }>(read, { key, asOf }, by);
  return answer && answer.title;
}

describe('an answer that is to be withdrawn', () => {
  it('needs two people, a writer of the topic and one who may publish there, and is given until the second agrees', async () => {
    const { key, word } = await newAnswer();
    for (const stranger of [people.editorElsewhere, people.agent, people.manager])
      expect((await desks.proposeWithdrawal(key, stranger)).code, stranger).toBe('FORBIDDEN');
    expect((await desks.confirmWithdrawal(key)).code).toBe('NOT_FOUND');
    expect(await desks.proposeWithdrawal(key, people.reviewer)).toMatchObject({ state: 'PROPOSED', version: 1 });
    expect((await desks.proposeWithdrawal(key)).code).toBe('CONFLICT');
    expect(await title(key)).toBe(word);
    for (const wrong of [people.reviewer, people.editor, people.reviewerElsewhere])
      expect((await desks.confirmWithdrawal(key, wrong)).code, wrong).toBe('FORBIDDEN');
    expect((await desks.confirmWithdrawal(key, people.otherReviewer)).emergency?.state).toBe('CARRIED_OUT');
    expect(await title(key)).toBeNull();
    expect((await desks.confirmWithdrawal(key, people.otherReviewer)).code).toBe('NOT_FOUND');
    expect((await desks.proposeWithdrawal(key)).message).toBe(`${key} is withdrawn already.`);
  });

  it('must have been published, and a reason must be given', async () => {
    await desks.create({ key: 'gilding-never', topic: 'cards' });
    expect((await desks.proposeWithdrawal('gilding-never')).code).toBe('BAD_INPUT');
    expect((await desks.proposeWithdrawal('gilding-nowhere')).code).toBe('NOT_FOUND');
    const { key } = await newAnswer();
    const { errors } = await service.graphql(
      'mutation ($key: String!) { proposeWithdrawal(key: $key, reason: " ") { id } }',
      { key },
      await desks.token(people.editor),
    );
    expect(errors?.[0]?.message).toBe('reason must not be empty.');
  });

  it('stays when the proposal is taken back or turned down by someone who might have agreed', async () => {
    const { key, word } = await newAnswer();
    for (const decliner of [people.editor, people.reviewer]) {
      const { id = '' } = await desks.proposeWithdrawal(key);
      expect((await desks.decline(id, people.otherEditor)).code).toBe('FORBIDDEN');
      expect((await desks.decline(id, decliner)).state).toBe('DECLINED');
      expect((await desks.decline(id, decliner)).code).toBe('CONFLICT');
      expect((await desks.confirmWithdrawal(key)).code).toBe('NOT_FOUND');
    }
    expect(await title(key)).toBe(word);
  });
});

describe('an answer that is withdrawn', () => {
  it('before the day on which it is first given is told to nobody', async () => {
    const key = 'gilding-planned';
    await desks.create({ key, topic: 'cards' });
    const effectiveFrom = new Date(clock.now().getTime() + 3_600_000);
    await publish(key, 'Plannedgilding', { effectiveFrom: effectiveFrom.toISOString() });
    await desks.withdraw(key);
    expect(await desks.read(withdrawal, { key })).toEqual({ withdrawal: null });
    clock.set(effectiveFrom);
    await service.app.services.snapshots.refresh();
    await desks.withdraw((await newAnswer()).key);
    expect(await desks.read(withdrawal, { key })).toMatchObject({ withdrawal: { key } });
  });

  it('is given again in the version that was proposed, and in no other', async () => {
    const { key, word } = await newAnswer();
    await desks.withdraw(key);
    await desks.proposeReinstatement(key);
    const edit = await desks.approved({ key, title: `${word}y`, changeNote: 'Other words.' });
    await desks.read(
      'mutation ($key: String!, $edit: Int!) { publishAnswer(key: $key, expectedEdit: $edit, keepWithdrawn: true) { __typename } }',
      { key, edit },
      people.reviewer,
    );
    expect(await desks.confirmReinstatement(key)).toMatchObject({ code: 'CONFLICT' });
    expect(await title(key)).toBeNull();
  });

  it('is not given again by an agreement to a proposal that is older than its withdrawal', async () => {
    const { key, word } = await newAnswer();
    await desks.withdraw(key);
    await desks.proposeReinstatement(key);
    await publish(key, `${word}x`);
    expect(await title(key)).toBe(`${word}x`);
    await desks.withdraw(key);
    expect((await desks.confirmReinstatement(key)).code).toBe('NOT_FOUND');
    expect(await title(key)).toBeNull();
  });

  it('is as one that does not exist, on every path, for everyone', async () => {
    const { key, word } = await newAnswer();
    const { key: other } = await newAnswer();
    await publish(other, `Neighbour${counter}`, { body: `Neighbour${counter}: see [it](answer:${key}).` });
    await service.app.caughtUp();
    // Neither the index nor the models have heard of it when they are asked.
    await desks.withdraw(key);
    const everything = `query ($key: String!, $word: String!, $other: String!) {
      answer(key: $key) { key } answers(keys: [$key], first: 5) { totalCount nodes { key } }
      search(text: $word, first: 5) { totalCount nodes { answer { key } } }
      ask(question: $word) { __typename ... on Answered { answer { key } } }
      diff(key: $key, from: 1, to: 1) { from { number } }
      neighbour: answer(key: $other) { rendition { html } }
    }`;
    for (const reader of [null, people.agent]) {
      const found = await desks.read<Record<string, unknown>>(
        everything,
        { key, word: `where is my ${word}`, other },
        reader,
      );
      expect(found).toMatchObject({ answer: null, answers: { totalCount: 0 }, diff: null });
      expect(JSON.stringify(found)).not.toContain(word);
      expect(JSON.stringify(found)).not.toContain(`"${key}"`);
      expect(JSON.stringify(found)).not.toContain(`/help/${key}`);
    }
    for (const path of ['/sitemap.xml', '/help', `/help/search?q=${word}`])
      expect(await (await fetch(`${service.url}${path}`)).text(), path).not.toContain(`/help/${key}`);
  }, 60_000);

  it('has a help page that says it is being checked and leads to a person, and is neither kept nor indexed', async () => {
    const { key, word } = await newAnswer();
    await desks.withdraw(key);
    const page = await fetch(`${service.url}/help/${key}?locale=de`);
    const html = await page.text();
    expect(page.status).toBe(503);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('Wir prüfen diese Antwort gerade');
    expect(html).toContain('<meta name="robots" content="noindex"');
    expect(html).toContain('/chat?locale=de');
    expect(html).not.toContain(word);
  });

  it('is what the old address of an answer says whose place it took: checked, not gone', async () => {
    const [{ key: old }, { key: heir }] = [await newAnswer(), await newAnswer()];
    const { retireAnswer } = await desks.read<{ retireAnswer: { id: string } }>(
      'mutation ($key: String!, $to: String) { retireAnswer(key: $key, redirectTo: $to, reason: "Merged.") { id } }',
      { key: old, to: heir },
      people.editor,
    );
    await desks.read(
      'mutation ($key: String!, $id: ID!) { confirmRetirement(key: $key, proposal: $id) { snapshotSequence } }',
      { key: old, id: retireAnswer.id },
      people.reviewer,
    );
    const page = () => fetch(`${service.url}/help/${old}`, { redirect: 'manual' });
    expect((await page()).status).toBe(301);
    await desks.withdraw(heir);
    expect((await page()).status).toBe(503);
    expect(await desks.read(withdrawal, { key: old })).toMatchObject({ withdrawal: { key: heir } });
  });

  it('takes in a phrasing, shows nothing of it, and is asked by it once it is given again', async () => {
    const { key } = await newAnswer();
    await desks.withdraw(key);
    const text = `who took the ${key} away`;
    const added = await desks.read<{ addPhrasing: object | null }>(
      'mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }',
      { key, text },
      people.editor,
    );
    expect(added).toEqual({ addPhrasing: null });
    const ask = () =>
      desks.read('query ($text: String!) { ask(question: $text) { ... on Answered { answer { key } } } }', { text });
    expect(JSON.stringify(await ask())).not.toContain(`"${key}"`);
    await desks.proposeReinstatement(key);
    await desks.confirmReinstatement(key);
    expect(await ask()).toEqual({ ask: [{ answer: { key } }] });
  });

  it('is told of to those who could read it, and to nobody else', async () => {
    const { key } = await newAnswer();
    const { key: internal } = await newAnswer('STAFF');
    const told = (of: string, by: string | null) =>
      desks.read<{ withdrawal: object | null }>(withdrawal, { key: of }, by);
    expect(await told(key, null)).toEqual({ withdrawal: null });
    await desks.withdraw(key);
    await desks.withdraw(internal);
    expect(await told(key, null)).toMatchObject({ withdrawal: { key } });
    expect(await told(internal, null)).toEqual({ withdrawal: null });
    expect(await told(internal, people.agent)).toMatchObject({ withdrawal: { key: internal } });
    expect((await fetch(`${service.url}/help/${internal}`)).status).toBe(404);
  });

  it('is read back by editors as of the time before, and by nobody else', async () => {
    const { key, word } = await newAnswer();
    const before = { knownAt: clock.now().toISOString() };
    clock.advance(60_000);
    await desks.withdraw(key);
    expect(await title(key, people.editor, before)).toBe(word);
    expect(await title(key, null, before)).toBeNull();
    expect(await title(key, people.agent, before)).toBeNull();
    const { answerHistory } = await desks.read<{ answerHistory: { contentHashAfter: null; changes: object[] }[] }>(
      'query ($key: String!) { answerHistory(key: $key) { contentHashAfter changes { kind before after } } }',
      { key },
      people.editor,
    );
    expect(answerHistory[0]).toEqual({
      contentHashAfter: null,
      changes: [{ kind: 'WITHDRAWN', before: '1', after: null }],
    });
    const { diff } = await desks.read<{ diff: object }>(
      'query ($key: String!) { diff(key: $key, from: 1, to: 1) { from { number } } }',
      { key },
      people.editor,
    );
    expect(diff).toEqual({ from: { number: 1 } });
  });

  it('is given again by a new version, in the same switch, unless its publisher keeps it back', async () => {
    const { key } = await newAnswer();
    await desks.withdraw(key);
    const edit = await desks.approved({ key, title: 'Right', body: 'It is right.' });
    const { step } = await desks.read<{ step: { snapshotSequence: number } }>(
      'mutation ($key: String!, $edit: Int!) { step: publishAnswer(key: $key, expectedEdit: $edit, keepWithdrawn: true) { ... on Published { snapshotSequence } } }',
      { key, edit },
      people.reviewer,
    );
    expect(step.snapshotSequence).toBeGreaterThan(0);
    expect(await title(key)).toBeNull();
    await publish(key, 'Righter');
    expect(await title(key)).toBe('Righter');
    expect(await desks.read(withdrawal, { key })).toEqual({ withdrawal: null });
    await desks.withdraw(key);
    expect(await title(key)).toBeNull();
  });

  it('stays withdrawn until the day of a version that waits for it', async () => {
    const { key } = await newAnswer();
    await desks.withdraw(key);
    const day = new Date(clock.now().getTime() + 3_600_000);
    await publish(key, 'Planned', { effectiveFrom: day.toISOString() });
    expect(await title(key)).toBeNull();
    expect(await title(key, people.editor, { validAt: day.toISOString() })).toBe('Planned');
    expect((await desks.proposeReinstatement(key)).code).toBe('BAD_INPUT');
    clock.set(new Date(day.getTime() + 1_000));
    await expect.poll(() => title(key)).toBe('Planned');
  });

  it('is given again as it was when two people agree on that, and its past shows the gap', async () => {
    const { key, word } = await newAnswer();
    expect((await desks.proposeReinstatement(key)).code).toBe('BAD_INPUT');
    await desks.withdraw(key);
    clock.advance(60_000);
    const during = { knownAt: clock.now().toISOString() };
    clock.advance(60_000);
    await desks.proposeReinstatement(key);
    expect((await desks.confirmReinstatement(key, people.editor)).code).toBe('FORBIDDEN');
    expect((await desks.confirmReinstatement(key)).__typename).toBe('EmergencyCarriedOut');
    expect(await title(key)).toBe(word);
    expect(await title(key, people.editor, during)).toBeNull();
    expect((await fetch(`${service.url}/help/${key}`)).status).toBe(200);
    const { answer } = await desks.read<{ answer: { history: { nodes: { changes: { kind: string }[] }[] } } }>(
      'query ($key: String!) { answer(key: $key) { history(first: 5) { nodes { changes { kind } } } } }',
      { key },
    );
    expect(answer.history.nodes.map(({ changes }) => changes[0]?.kind)).toEqual(['VERSION', 'WITHDRAWN', 'VERSION']);
  });

  it('is announced to those who follow it, as gone and as back', async () => {
    const { key } = await newAnswer();
    const events = async () =>
      (await service.app.db.selectFrom('outbox').select(['type', 'payload']).orderBy('sequence').execute())
        .filter(({ payload }) => (payload as { subject?: string }).subject === `answer/${key}`)
        .map(({ type }) => type);
    await desks.withdraw(key);
    await desks.proposeReinstatement(key);
    await desks.confirmReinstatement(key);
    expect(await events()).toEqual(
      expect.arrayContaining(['answer.published', 'answer.withdrawn', 'answer.reinstated']),
    );
  });
});
