import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desks, openDesks, type Step } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = {
  question: 'May I frame my card?',
  title: 'Framing a card',
  body: 'Do not frame it. A new one takes {{fact:card.delivery.standard}}.',
  short: 'No.',
};
const german = {
  locale: 'de',
  title: 'Eine Karte rahmen',
  body: 'Bitte nicht rahmen. Eine neue dauert {{fact:card.delivery.standard}}.',
  short: 'Nein.',
};
let counter = 0;

/** Two answers may not answer one question, in German either. */
const inGerman = (key: string) => ({ key, ...german, question: `Darf ich meine Karte rahmen, fragt ${key}?` });

/** A published answer, for each test its own. */
async function newAnswer(input: object = {}): Promise<string> {
  counter += 1;
  const key = `framed-card-${counter}`;
  await desks.create({ key, topic: 'cards', ...input });
  // Two answers may not answer one question.
  await desks.published({ key, ...words, question: `May I frame my card ${counter}?` });
  return key;
}

async function send<Data>(query: string, variables: object, by: string): Promise<Data> {
  const { data, errors } = await service.graphql<Data>(query, variables, await desks.token(by));
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data;
}

function publish(key: string, expectedEdit: number, by: string, sourceVersion: number | null = null): Promise<Step> {
  return send<{ publishTranslation: Step }>(
    `mutation ($key: String!, $expectedEdit: Int!, $sourceVersion: Int) {
      publishTranslation(key: $key, locale: "de", expectedEdit: $expectedEdit, sourceVersion: $sourceVersion) { __typename
        ... on TranslationPublished { key snapshotSequence } ... on Blocked { obstacles }
        ... on TranslationConflict { message expected actual theirs { edit } } } }`,
    { key, expectedEdit, sourceVersion },
    by,
  ).then(({ publishTranslation }) => publishTranslation);
}

function giveBack(key: string, expectedEdit: number, note = 'Say "rahmen lassen".', by: string = people.reviewer) {
  return send<{ returnTranslation: Step }>(
    `mutation ($key: String!, $expectedEdit: Int!, $note: String!) {
      returnTranslation(key: $key, locale: "de", expectedEdit: $expectedEdit, note: $note) { __typename
        ... on TranslationSaved { draft { edit state } } ... on TranslationConflict { expected actual } } }`,
    { key, expectedEdit, note },
    by,
  ).then(({ returnTranslation }) => returnTranslation);
}

interface DraftView {
  readonly edit: number;
  readonly state: string;
  readonly sourceVersion: number;
  readonly translator: string;
  readonly contributors: readonly string[];
  readonly reviewer: string | null;
  readonly note: string;
  readonly beside: {
    readonly newestVersion: number;
    readonly parts: readonly {
      readonly part: string;
      readonly source: string;
      readonly newestSource: string;
      readonly target: string;
      readonly published: string | null;
      readonly sourceChanges: readonly { readonly kind: string; readonly text: string }[];
    }[];
  };
}

async function draftOf(key: string, by: string = people.reviewer): Promise<DraftView | null> {
  const { translationDraft } = await send<{ translationDraft: DraftView | null }>(
    `query ($key: String!) { translationDraft(key: $key, locale: "de") { edit state sourceVersion translator contributors
      reviewer note beside { newestVersion parts { part source newestSource target published sourceChanges { kind text } } } } }`,
    { key },
    by,
  );
  return translationDraft;
}

async function served(key: string): Promise<{ title: string; status: string; reviewer: string | null }> {
  const { answer } = await send<{
    answer: { title: string; translations: { status: string; reviewer: string | null }[] };
  }>(
    'query ($key: String!) { answer(key: $key, locale: "de") { title translations(locales: ["de"]) { status reviewer } } }',
    { key },
    people.agent,
  );
  const { status = '', reviewer = null } = answer.translations[0] ?? {};
  return { title: answer.title, status, reviewer };
}

describe('a translation', () => {
  it('is served once a second person has published it, who is kept with it', async () => {
    const key = await newAnswer();
    await desks.proposeTranslation(inGerman(key));
    expect(await served(key)).toEqual({ title: words.title, status: 'MISSING', reviewer: null });
    expect(await publish(key, 1, people.reviewer)).toMatchObject({ __typename: 'TranslationPublished', key });
    expect(await served(key)).toEqual({ title: german.title, status: 'CURRENT', reviewer: people.reviewer });
    expect(await draftOf(key)).toBeNull();
  });

  it('is published by nobody who wrote part of it', async () => {
    const key = await newAnswer();
    await desks.proposeTranslation(inGerman(key), 0, people.reviewer);
    await desks.proposeTranslation({ ...inGerman(key), short: 'Nein!' }, 1, people.editor);
    const refused = 'FORBIDDEN You wrote part of this translation: somebody else must publish it.';
    await expect(publish(key, 2, people.reviewer)).rejects.toThrow(refused);
    expect(await draftOf(key)).toMatchObject({
      translator: people.editor,
      contributors: [people.reviewer, people.editor],
    });
    expect(await publish(key, 2, people.otherReviewer)).toMatchObject({ __typename: 'TranslationPublished' });
  });

  it('is published and returned by those who may review under its topic only', async () => {
    const key = await newAnswer();
    await desks.proposeTranslation(inGerman(key));
    await expect(publish(key, 1, people.otherEditor)).rejects.toThrow('FORBIDDEN Your role, editor');
    await expect(publish(key, 1, people.reviewerElsewhere)).rejects.toThrow('belongs to the team cards');
    await expect(giveBack(key, 1, 'No.', people.reviewerElsewhere)).rejects.toThrow('belongs to the team cards');
    expect((await served(key)).status).toBe('MISSING');
  });

  it('that was returned says why, and is published only after it was proposed again', async () => {
    const key = await newAnswer();
    await desks.proposeTranslation(inGerman(key));
    await expect(giveBack(key, 1, ' ')).rejects.toThrow('BAD_INPUT note must not be empty.');
    expect(await giveBack(key, 1)).toMatchObject({ draft: { edit: 2, state: 'RETURNED' } });
    expect(await draftOf(key)).toMatchObject({ reviewer: people.reviewer, note: 'Say "rahmen lassen".' });
    expect(await publish(key, 2, people.otherReviewer)).toMatchObject({
      obstacles: [`It was returned by ${people.reviewer}: it must be proposed again first.`],
    });
    await expect(giveBack(key, 2)).rejects.toThrow('BAD_INPUT');
    await desks.proposeTranslation({ ...inGerman(key), title: 'Eine Karte rahmen lassen' }, 2);
    expect(await draftOf(key)).toMatchObject({ state: 'PROPOSED', reviewer: null, note: '' });
    await publish(key, 3, people.reviewer);
    expect((await served(key)).title).toBe('Eine Karte rahmen lassen');
  });

  it('is overwritten, returned and published by nobody who has not seen it, and shows what is there', async () => {
    const key = await newAnswer();
    await desks.proposeTranslation(inGerman(key));
    const late = await desks.proposeTranslation({ ...inGerman(key), body: `${german.body} Danke.` }, 0);
    expect(late).toMatchObject({ __typename: 'TranslationConflict', expected: 0, actual: 1, theirs: { edit: 1 } });
    expect(await giveBack(key, 7)).toMatchObject({ __typename: 'TranslationConflict', expected: 7, actual: 1 });
    expect(await publish(key, 7, people.reviewer)).toMatchObject({
      __typename: 'TranslationConflict',
      message: 'The translation is at edit 1, not 7: read it again.',
    });
    expect(await publish(await newAnswer(), 3, people.reviewer)).toMatchObject({ actual: 0, theirs: null });
  });

  it('whose source has changed meanwhile is published only by naming the version that it translates', async () => {
    const key = await newAnswer();
    await desks.proposeTranslation(inGerman(key));
    await desks.published({ key, short: 'You may.', significance: 'MAJOR' });
    expect(await publish(key, 1, people.reviewer)).toMatchObject({
      __typename: 'Blocked',
      obstacles: [expect.stringContaining('The source has changed since: it translates version 1, the newest is 2.')],
    });
    expect(await publish(key, 1, people.reviewer, 2)).toMatchObject({ __typename: 'Blocked' });
    expect(await publish(key, 1, people.reviewer, 1)).toMatchObject({ __typename: 'TranslationPublished' });
    expect((await served(key)).status).toBe('OUTDATED');
  });

  it('may be of an earlier version, which a minor change has not outdated', async () => {
    const key = await newAnswer();
    await desks.published({ key, short: 'No!', significance: 'MINOR' });
    await expect(desks.proposeTranslation({ ...inGerman(key), sourceVersion: 9 })).rejects.toThrow(
      `BAD_INPUT sourceVersion names no version of ${key}: 9.`,
    );
    await desks.proposeTranslation({ ...inGerman(key), sourceVersion: 1 });
    expect(await publish(key, 1, people.reviewer, 1)).toMatchObject({ __typename: 'TranslationPublished' });
    expect((await served(key)).status).toBe('CURRENT');
    await expect(desks.proposeTranslation({ ...inGerman(key), locale: 'en' })).rejects.toThrow('BAD_INPUT locale');
  });

  it('is read beside its source, what changed in that since, and what is published', async () => {
    const key = await newAnswer();
    await desks.translated(inGerman(key));
    await desks.proposeTranslation({ ...inGerman(key), title: 'Karten rahmen' });
    await desks.published({ key, title: 'Framing any card', significance: 'MAJOR' });
    const { sourceVersion, beside } = (await draftOf(key)) as DraftView;
    expect([sourceVersion, beside.newestVersion]).toEqual([1, 2]);
    const title = beside.parts.find(({ part }) => part === 'title');
    expect(title).toMatchObject({
      source: 'Framing a card',
      newestSource: 'Framing any card',
      target: 'Karten rahmen',
      published: german.title,
    });
    const text = (...kinds: string[]) =>
      title?.sourceChanges.flatMap((one) => (kinds.includes(one.kind) ? [one.text] : [])).join('');
    expect(text('SAME', 'REMOVED')).toBe('Framing a card');
    expect(text('SAME', 'ADDED')).toBe('Framing any card');
    expect(text('ADDED')).toBe('any');
    expect(beside.parts.find(({ part }) => part === 'body')?.sourceChanges).toMatchObject([{ kind: 'SAME' }]);
  });
});

describe('the queue of translations', () => {
  async function queue(status: string | null, locale = 'de') {
    const { translationQueue } = await send<{
      translationQueue: {
        totalCount: number;
        nodes: readonly { status: string; since: string; answer: { key: string }; draft: { state: string } | null }[];
      };
    }>(
      `query ($status: TranslationTaskKind, $locale: Locale!) { translationQueue(locale: $locale, status: $status, first: 100) {
        totalCount nodes { status since answer { key } draft { state } } } }`,
      { status, locale },
      people.editor,
    );
    return translationQueue.nodes;
  }
  const stateOf = async (key: string) => (await queue(null)).filter(({ answer }) => answer.key === key);

  it('has an answer once, by what is to be done next, until nothing is', async () => {
    const key = await newAnswer();
    expect(await stateOf(key)).toMatchObject([{ status: 'MISSING', draft: null }]);
    await desks.proposeTranslation(inGerman(key));
    expect(await stateOf(key)).toMatchObject([{ status: 'PROPOSED', draft: { state: 'PROPOSED' } }]);
    await giveBack(key, 1);
    expect(await stateOf(key)).toMatchObject([{ status: 'MISSING', draft: { state: 'RETURNED' } }]);
    await desks.proposeTranslation(inGerman(key), 2);
    await publish(key, 3, people.reviewer);
    expect(await stateOf(key)).toEqual([]);
    await desks.published({ key, short: 'You may.', significance: 'MAJOR' });
    expect(await stateOf(key)).toMatchObject([{ status: 'OUTDATED', draft: null }]);
  });

  it('puts first what waits for a person, then what is wrong, then what is not there; the longest first', async () => {
    const [first, second] = [await newAnswer(), await newAnswer()];
    await desks.proposeTranslation(inGerman(second));
    await desks.proposeTranslation(inGerman(first));
    const all = await queue(null);
    const order = ['PROPOSED', 'OUTDATED', 'MACHINE', 'MISSING'];
    const places = all.map(({ status }) => order.indexOf(status));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(all.map(({ answer }) => answer.key)).size).toBe(all.length);
    const proposed = (await queue('PROPOSED')).map(({ answer }) => answer.key);
    expect(proposed.indexOf(second)).toBeLessThan(proposed.indexOf(first));
    const missing = await queue('MISSING');
    expect(missing.length).toBeGreaterThan(2);
    expect(new Set(missing.map(({ status }) => status))).toEqual(new Set(['MISSING']));
  });
});
