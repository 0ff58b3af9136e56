import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../src/access/index.js';
import { asked, codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';
import { translated } from './support/translating.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = {
  question: 'May I fold my card?',
  title: 'Folding a card',
  body: 'Do not fold it. A new one takes {{fact:card.delivery.standard}}. See [PIN](answer:change-pin).',
  short: 'No.',
};
const german = {
  question: 'Darf ich meine Karte falten?',
  title: 'Eine Karte falten',
  body: 'Bitte nicht falten. Eine neue dauert {{fact:card.delivery.standard}}. Siehe [PIN](answer:change-pin).',
  short: 'Nein.',
};
let counter = 0;

/** A published answer, for each test its own. */
async function newAnswer(text: object = {}): Promise<string> {
  counter += 1;
  const key = `folded-card-${counter}`;
  await desks.create({ key, topic: 'cards' });
  await desks.published({ ...asked(key, words), ...text });
  return key;
}

/** Proposed by one and published by another. */
function translate(key: string, input: object = {}): Promise<void> {
  return desks.translated({ ...asked(key, german), locale: 'de', ...input });
}

/** Proposed by one; gives the sentence with which it is refused. */
async function refusal(key: string, input: object = {}): Promise<string> {
  return desks.proposeTranslation({ ...asked(key, german), locale: 'de', ...input }).then(
    () => 'it was not refused',
    (error: Error) => error.message,
  );
}

/** What a pipeline does that publishes without a person: one service account proposes, the service publishes. */
function byMachine(key: string): Promise<void> {
  const pipeline = { ...system, name: 'translation-pipeline' };
  const ctx = { ...service.app.services, actor: pipeline };
  return translated(ctx, { ...ctx, actor: system }, { ...asked(key, german), locale: 'de', machine: true }).then(() =>
    service.app.services.snapshots.refresh().then(() => undefined),
  );
}

interface TranslationView {
  readonly locale: string;
  readonly status: string;
  readonly reviewer: string | null;
  readonly sourceVersion: number | null;
  readonly currentVersion: number;
  readonly sourceChanges: readonly {
    part: string;
    translation: string;
    segments: readonly { kind: string; text: string }[];
  }[];
}

async function translationOf(key: string, locale = 'de'): Promise<TranslationView | undefined> {
  const { data } = await service.graphql<{ answer: { translations: readonly TranslationView[] } }>(
    `query ($key: String!, $locale: Locale!) { answer(key: $key) { translations(locales: [$locale]) {
      locale status reviewer sourceVersion currentVersion sourceChanges { part translation segments { kind text } } } } }`,
    { key, locale },
    await desks.token(people.agent),
  );
  return data.answer.translations[0];
}

describe('a translation', () => {
  it('is missing until it is published, then current', async () => {
    const key = await newAnswer();
    expect(await translationOf(key)).toMatchObject({ status: 'MISSING', sourceVersion: null, currentVersion: 1 });
    await desks.proposeTranslation({ ...asked(key, german), locale: 'de' });
    expect(await translationOf(key)).toMatchObject({ status: 'MISSING', sourceVersion: null });
    await desks.publishTranslation(key, 'de', 1);
    expect(await translationOf(key)).toMatchObject({ status: 'CURRENT', sourceVersion: 1, currentVersion: 1 });
  });

  it('stays current while its source is reworded, and is outdated when its source means something else', async () => {
    const key = await newAnswer();
    await translate(key);
    await desks.published({ key, short: 'Please do not.', significance: 'MINOR' });
    expect(await translationOf(key)).toMatchObject({ status: 'CURRENT', sourceVersion: 1, currentVersion: 2 });
    await desks.published({ key, short: 'You may.', significance: 'MAJOR' });
    expect(await translationOf(key)).toMatchObject({ status: 'OUTDATED', sourceVersion: 1, currentVersion: 3 });
    await desks.published({ key, short: 'You may, gently.', significance: 'MINOR' });
    expect(await translationOf(key)).toMatchObject({ status: 'OUTDATED', sourceVersion: 1, currentVersion: 4 });
    await translate(key);
    expect(await translationOf(key)).toMatchObject({ status: 'CURRENT', sourceVersion: 4, currentVersion: 4 });
  });

  it('that a machine made says so while no person has read it', async () => {
    const key = await newAnswer();
    await byMachine(key);
    expect(await translationOf(key)).toMatchObject({ status: 'MACHINE', reviewer: null });
    await translate(key);
    expect(await translationOf(key)).toMatchObject({ status: 'CURRENT', reviewer: people.reviewer });
    await byMachine(key);
    expect(await translationOf(key)).toMatchObject({ status: 'MACHINE' });
    await desks.published({ key, short: 'You may.', significance: 'MAJOR' });
    expect(await translationOf(key)).toMatchObject({ status: 'OUTDATED' });
  });

  it("that a machine made is a person's word once a person has read and published it", async () => {
    const key = await newAnswer();
    await translate(key, { machine: true });
    expect(await translationOf(key)).toMatchObject({ status: 'CURRENT', reviewer: people.reviewer });
  });

  it('is shown beside what changed in its source', async () => {
    const key = await newAnswer();
    await translate(key);
    expect((await translationOf(key))?.sourceChanges).toEqual([]);
    await desks.published({ key, short: 'No. Never.', significance: 'MAJOR' });
    const { sourceChanges = [] } = (await translationOf(key)) ?? {};
    expect(sourceChanges).toMatchObject([{ part: 'short', translation: 'Nein.' }]);
    const text = (...kinds: string[]) =>
      sourceChanges[0]?.segments.flatMap((segment) => (kinds.includes(segment.kind) ? [segment.text] : [])).join('');
    expect(text('SAME', 'REMOVED')).toBe('No.');
    expect(text('SAME', 'ADDED')).toBe('No. Never.');
  });

  it.each([
    [
      'loses a fact',
      { body: 'Siehe [PIN](answer:change-pin).' },
      'body: It lacks the fact {{fact:card.delivery.standard}}',
    ],
    [
      'adds a fact',
      { short: '{{fact:card.delivery.express}}' },
      'short: It has the fact {{fact:card.delivery.express}}',
    ],
    ['breaks an embed', { title: 'Karte {{fakt:x}}' }, 'title: {{fakt:x}} is no fact'],
    [
      'leads elsewhere',
      { body: german.body.replace('change-pin', 'lost-card') },
      'body: It lacks the link to answer:change-pin',
    ],
    ['holds HTML', { short: '<b>Nein.</b>' }, 'short: HTML is not allowed'],
    ['is empty in a part', { title: ' ' }, 'title: It is empty.'],
  ])('is refused when it %s', async (_, input, message) => {
    const key = await newAnswer();
    expect(await refusal(key, input)).toContain(`BAD_INPUT ${message}`);
    expect(await translationOf(key)).toMatchObject({ status: 'MISSING' });
  });
});

interface Served {
  readonly title: string;
  readonly localeServed: string;
  readonly isFallback: boolean;
  readonly rendition: { readonly locale: string; readonly localeAsked: string; readonly isFallback: boolean };
}

describe('the languages that a reader names', () => {
  const fields = 'title localeServed isFallback rendition { locale localeAsked isFallback }';
  const serve = async (key: string, locales: readonly string[]): Promise<Served> => {
    const { data } = await service.graphql<{ answer: Served }>(
      `query ($key: String!, $locales: [Locale!]) { answer(key: $key, locales: $locales) { ${fields} } }`,
      { key, locales },
    );
    return data.answer;
  };

  it('are tried in turn, each by its shorter and shorter forms, then the source', async () => {
    const key = await newAnswer();
    await translate(key);
    const cases: readonly (readonly [readonly string[], string, boolean])[] = [
      [['de-AT-1996'], 'de', false],
      [['DE'], 'de', false],
      [['fr', 'de-CH', 'en'], 'de', true],
      [['es', 'en', 'de'], 'en', true],
      [['en-GB'], 'en', false],
      [['pt-BR', 'ja'], 'en', true],
      [[], 'en', false],
    ];
    for (const [asked, served, isFallback] of cases) {
      const found = await serve(key, asked);
      expect(found, asked.join()).toMatchObject({
        title: served === 'de' ? german.title : words.title,
        localeServed: served,
        isFallback,
        rendition: { locale: served, localeAsked: asked[0] ?? 'en', isFallback },
      });
    }
  });

  it('count for asking a question, too', async () => {
    const { data } = await service.graphql<{ ask: { rendition: Served['rendition'] }[] }>(
      `{ ask(question: "How long does a new card take to arrive?", locale: "en", locales: ["pt", "de"]) {
        ... on Answered { rendition { locale localeAsked isFallback } } } }`,
    );
    expect(data.ask[0]?.rendition).toEqual({ locale: 'de', localeAsked: 'pt', isFallback: true });
  });

  it('are at most ten', async () => {
    const locales = Array.from({ length: 11 }, () => 'de');
    const reply = await service.graphql(
      'query ($locales: [Locale!]) { answer(key: "change-pin", locales: $locales) { key } }',
      { locales },
    );
    expect(codesOf(reply)).toEqual(['BAD_INPUT']);
  });

  it('decide what a list is sorted by and what its filter looks at, fallbacks included', async () => {
    const [a, b, c] = [
      await newAnswer({ title: 'Zebra crossing' }),
      await newAnswer({ title: 'Middle way' }),
      await newAnswer({ title: 'Apple tree' }),
    ];
    await translate(a, { title: 'Ähre am Weg' });
    const list = async (args: string): Promise<readonly string[]> => {
      const { data } = await service.graphql<{ answers: { nodes: readonly { key: string }[] } }>(
        `query ($keys: [String!]) { answers(keys: $keys, ${args}) { nodes { key } } }`,
        { keys: [a, b, c] },
      );
      return data.answers.nodes.map(({ key }) => key);
    };
    expect(await list('sort: TITLE')).toEqual([c, b, a]);
    expect(await list('sort: TITLE, locales: ["fr", "de"]')).toEqual([a, c, b]);
    expect(await list('titleContains: "ÄHRE", locale: "de-AT"')).toEqual([a]);
    expect(await list('titleContains: "zebra", locale: "de"')).toEqual([]);
    expect(await list('titleContains: "apple", locale: "de"')).toEqual([c]);
    expect(await list('translation: { locale: "de", statuses: [MISSING] }')).toEqual([b, c]);
    expect(await list('translation: { locale: "de", statuses: [CURRENT, OUTDATED] }')).toEqual([a]);
  });
});
