import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LintSurroundings, LintText } from '../src/knowledge/lint/lint-rule.js';
import { lintRules, lintText } from '../src/knowledge/lint/lint-text.js';
import { codesOf, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const good: LintText = {
  locale: 'en',
  question: 'How much is a new card?',
  title: 'Price of a new card',
  body: 'A new card costs {{fact:card.fee}}. Order it in the app.\n\n## Delivery\n\nIt comes by post. See [delivery](answer:card-delivery) or [the post](https://post.example/where).',
  short: 'It costs {{fact:card.fee}}.',
};
const around: LintSurroundings = {
  retiredTerms: [
    { term: 'Giro account', useInstead: 'current account', locale: null },
    { term: 'Handy', useInstead: 'Mobiltelefon', locale: 'de' },
  ],
  mustSay: ['by post'],
  linkTargets: new Set(['card-delivery']),
};

interface Case {
  readonly rule: string;
  readonly says: string;
  readonly text: Partial<LintText>;
  /** What the rule points at; null = it has nothing to say. */
  readonly at: string | null;
}

const repeat = (words: string, times: number) => Array.from({ length: times }, () => words).join(' ');
const office =
  'Notwithstanding contractual considerations, organisational representatives systematically evaluate documentation. ';
const german = 'Vertragsrechtliche Rahmenbedingungen berücksichtigen organisatorische Zuständigkeitsregelungen. ';
const spanish =
  'Determinadas consideraciones administrativas condicionan posteriormente procedimientos institucionales. ';
const arabic = 'المستندات والاستمارات والمعلومات والاستفسارات المتعلقة بالمعاملات المصرفية ';
const passive =
  'The form is sent by post. The card was blocked by us. The fee is quickly refunded. You order a card. You wait.';
const passiveGerman =
  'Das Formular wird per Post gesendet. Die Karte wurde von uns gesperrt und ersetzt. Der Betrag wird bald erstattet. Sie warten. Sie rufen an.';
const passiveSpanish =
  'El formulario es enviado por correo. La tarjeta fue bloqueada. El importe será devuelto pronto. Usted espera. Usted llama.';

const cases: readonly Case[] = [
  { rule: 'must-say', says: 'the clause is there', text: {}, at: null },
  { rule: 'must-say', says: 'the clause was lost', text: { body: 'It costs a lot.' }, at: '' },
  { rule: 'dead-link', says: 'answer and page are there', text: {}, at: null },
  { rule: 'dead-link', says: 'no such answer', text: { body: 'See [it](answer:gone) by post.' }, at: 'answer:gone' },
  { rule: 'dead-link', says: 'in the short form, too', text: { short: 'See [it](answer:gone).' }, at: 'answer:gone' },
  { rule: 'dead-link', says: 'not encrypted', text: { body: '[it](http://a.example/)' }, at: 'http://a.example/' },
  {
    rule: 'dead-link',
    says: 'no host that could be one',
    text: { body: '[it](https://localhost)' },
    at: 'https://localhost',
  },
  { rule: 'dead-link', says: 'no address at all', text: { body: 'See [it]() by post.' }, at: '' },
  { rule: 'dead-link', says: 'another scheme', text: { body: '[it](javascript:alert)' }, at: 'javascript:alert' },
  {
    rule: 'dead-link',
    says: 'telephone, mail and facts',
    text: { body: '[a](tel:+441) [b](mailto:a@b.c) [c]({{fact:url}})' },
    at: null,
  },
  { rule: 'required-part', says: 'all is there', text: {}, at: null },
  { rule: 'required-part', says: 'no title', text: { title: ' ' }, at: '' },
  { rule: 'required-part', says: 'no short form', text: { short: '' }, at: '' },
  {
    rule: 'required-part',
    says: 'a short form that is long',
    text: { short: `It costs ${'x'.repeat(320)}.` },
    at: 'xxxxxxxxx.',
  },
  {
    rule: 'required-part',
    says: 'a question in reply',
    text: { body: 'Is your card lost? Order another.' },
    at: 'Is your card lost?',
  },
  {
    rule: 'required-part',
    says: 'a heading first',
    text: { body: '## New cards\n\nThey cost a lot.' },
    at: 'New cards',
  },
  { rule: 'required-part', says: 'points first', text: { body: '- One.\n- Two.' }, at: 'One.' },
  { rule: 'required-part', says: 'steps first', text: { body: '1. Open the app.\n2. Tap **Order**.' }, at: null },
  {
    rule: 'required-part',
    says: 'courtesies first',
    text: { body: 'Thank you for asking. It costs a lot.' },
    at: 'Thank you for asking.',
  },
  {
    rule: 'required-part',
    says: 'courtesies in German',
    text: { locale: 'de', body: 'Vielen Dank für Ihre Frage. Sie kostet viel.' },
    at: 'Vielen Dank für Ihre Frage.',
  },
  {
    rule: 'retired-term',
    says: 'in any case of letters, over the end of a line',
    text: { body: 'Open a giro\naccount by post.' },
    at: 'giro\naccount',
  },
  { rule: 'retired-term', says: 'in a longer word', text: { body: 'Giro accountancy is another thing.' }, at: null },
  {
    rule: 'retired-term',
    says: 'in an address',
    text: { locale: 'de', body: '[x](https://a.example/Handy)' },
    at: null,
  },
  { rule: 'retired-term', says: 'retired in another language', text: { body: 'This is handy.' }, at: null },
  {
    rule: 'retired-term',
    says: 'retired in this language',
    text: { locale: 'de-AT', body: 'Mit dem Handy.' },
    at: 'Handy',
  },
  {
    rule: 'image-alt-text',
    says: 'no words',
    text: { body: 'Look: ![](https://a.example/x.png)' },
    at: '![](https://a.example/x.png)',
  },
  {
    rule: 'image-alt-text',
    says: "a file's name",
    text: { body: '![shot-1.png](https://a.example/x)' },
    at: '![shot-1.png](https://a.example/x)',
  },
  { rule: 'image-alt-text', says: 'words', text: { body: '![The card, front side](https://a.example/x)' }, at: null },
  {
    rule: 'heading-order',
    says: 'level by level',
    text: { body: 'A.\n\n## B\n\nC.\n\n### D\n\nE.\n\n## F\n\nG.' },
    at: null,
  },
  { rule: 'heading-order', says: 'a level left out', text: { body: 'A.\n\n## B\n\nC.\n\n#### D\n\nE.' }, at: '#### D' },
  { rule: 'heading-order', says: 'the level of the title', text: { body: 'A.\n\n# B\n\nC.' }, at: '# B' },
  { rule: 'heading-order', says: 'nothing beneath', text: { body: 'A.\n\n## B\n\n## C\n\nD.' }, at: '## B' },
  { rule: 'long-sentence', says: 'thirty words', text: { body: `${repeat('word', 30)}.` }, at: null },
  {
    rule: 'long-sentence',
    says: 'thirty-one words',
    text: { body: `So. ${repeat('word', 31)}. So.` },
    at: `${repeat('word', 31)}.`,
  },
  {
    rule: 'long-sentence',
    says: 'short items of a long list',
    text: { body: `All of these:\n\n${repeat('\n- many short words', 30)}` },
    at: null,
  },
  {
    rule: 'long-sentence',
    says: 'a shorter limit in German',
    text: { locale: 'de', body: `${repeat('Wort', 27)}.` },
    at: `${repeat('Wort', 27)}.`,
  },
  {
    rule: 'hard-to-read',
    says: 'plain English',
    text: { body: repeat('You can order a new card in the app and we send it to your home.', 4) },
    at: null,
  },
  { rule: 'hard-to-read', says: 'office English', text: { body: office.repeat(6) }, at: office.repeat(6) },
  { rule: 'hard-to-read', says: 'too short to be measured', text: { body: office }, at: null },
  {
    rule: 'hard-to-read',
    says: 'plain German',
    text: { locale: 'de', body: repeat('Sie können in der App eine neue Karte holen.', 5) },
    at: null,
  },
  { rule: 'hard-to-read', says: 'office German', text: { locale: 'de', body: german.repeat(8) }, at: german.repeat(8) },
  {
    rule: 'hard-to-read',
    says: 'plain Spanish',
    text: { locale: 'es', body: repeat('Puede pedir una tarjeta nueva en la app.', 6) },
    at: null,
  },
  {
    rule: 'hard-to-read',
    says: 'office Spanish',
    text: { locale: 'es', body: spanish.repeat(6) },
    at: spanish.repeat(6),
  },
  {
    rule: 'hard-to-read',
    says: 'one long sentence of long words in Arabic',
    text: { locale: 'ar', body: arabic.repeat(6) },
    at: arabic.repeat(6),
  },
  { rule: 'passive-voice', says: 'most of it', text: { body: passive }, at: 'is sent' },
  {
    rule: 'passive-voice',
    says: 'a passive here and there',
    text: { body: `${passive} You pay. You get it. You sign. You call. We help.` },
    at: null,
  },
  {
    rule: 'passive-voice',
    says: 'most of it in German',
    text: { locale: 'de', body: passiveGerman },
    at: 'wird per Post gesendet',
  },
  {
    rule: 'passive-voice',
    says: 'most of it in Spanish',
    text: { locale: 'es', body: passiveSpanish },
    at: 'es enviado',
  },
  {
    rule: 'jargon',
    says: 'an English office',
    text: { body: 'Call us prior to travelling, by post.' },
    at: 'prior to',
  },
  { rule: 'jargon', says: 'a German one', text: { locale: 'de', body: 'Zahlen Sie mittels Karte.' }, at: 'mittels' },
  {
    rule: 'jargon',
    says: 'a Spanish one',
    text: { locale: 'es', body: 'Llame a los efectos de cancelar.' },
    at: 'a los efectos de',
  },
  {
    rule: 'jargon',
    says: 'an Arabic one',
    text: { locale: 'ar', body: 'العقد المذكور أعلاه ساري.' },
    at: 'المذكور أعلاه',
  },
  { rule: 'jargon', says: 'plain words', text: {}, at: null },
];

describe('a rule', () => {
  it.each(cases)('$rule points at what it means: $says', ({ rule, text, at }) => {
    const whole = { ...good, ...text };
    const [first] = lintText(whole, around).issues.filter((issue) => issue.rule === rule);
    if (at === null) expect(first).toBeUndefined();
    else expect(first && whole[first.field].slice(first.start, first.end)).toContain(at);
  });

  it('has cases of both kinds', () => {
    for (const { name } of lintRules) {
      const own = cases.filter(({ rule }) => rule === name);
      expect(own.some(({ at }) => at === null) || lintText(good, around).issues.length === 0, name).toBe(true);
      expect(
        own.some(({ at }) => at !== null),
        name,
      ).toBe(true);
    }
  });

  it('never fails, and never points outside of the text', () => {
    const piece = fc.constantFrom(
      '## ',
      '- ',
      '[x](',
      ')',
      '![',
      '](',
      '{{fact:a.b}}',
      '| ',
      '\n',
      '. ',
      'was sent ',
      'Wort ',
      '؟',
    );
    const words = fc
      .array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 30 })
      .map((all) => all.join(''));
    const locale = fc.constantFrom('en', 'de', 'es', 'ar', 'fr-CA');
    const any = fc.record({ locale, question: words, title: words, body: words, short: words });
    fc.assert(
      fc.property(any, (text) => {
        const { score, issues } = lintText(text, around);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const { field, start, end } of issues) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text[field].length);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the score', () => {
  it('is 100 without a remark, and loses a third of a rule’s share for each', () => {
    expect(lintText(good, around).score).toBe(100);
    const total = lintRules.reduce((sum, { weight }) => sum + weight, 0);
    const dead = (count: number) => `${good.body} ${repeat('[x](answer:gone)', count)}`;
    const weight = lintRules.find(({ name }) => name === 'dead-link')?.weight ?? 0;
    for (const [count, thirds] of [
      [1, 1],
      [2, 2],
      [3, 3],
      [9, 3],
    ] as const)
      expect(lintText({ ...good, body: dead(count) }, around).score).toBe(
        Math.round(100 * (1 - (weight * thirds) / 3 / total)),
      );
  });

  it('goes by the weights that are set, and a rule of weight 0 is silent', () => {
    const text = { ...good, body: `${good.body} [x](answer:gone)` };
    const only = Object.fromEntries(lintRules.map(({ name }) => [name, name === 'dead-link' ? 1 : 0]));
    expect(lintText(text, around, only).score).toBe(67);
    expect(lintText(text, around, { 'dead-link': 0 })).toEqual({ score: 100, issues: [] });
    expect(lintText(text, around, Object.fromEntries(lintRules.map(({ name }) => [name, 0]))).score).toBe(100);
  });
});

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(() => service.close());

async function as<Data>(account: string | null, query: string, variables: object = {}): Promise<Data> {
  const token = account === null ? null : await service.signIn(account);
  const { data, errors } = await service.graphql<Data>(query, variables, token);
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data;
}

interface LintView {
  readonly score: number;
  readonly issues: readonly { readonly rule: string; readonly message: string; readonly suggestion: string | null }[];
}

const fields = '{ score issues { rule field start end message suggestion } }';

async function lint(input: object, by: string = people.editor): Promise<LintView> {
  const { lint: found } = await as<{ lint: LintView }>(
    by,
    `query ($input: LintTextInput!) { lint(input: $input) ${fields} }`,
    { input },
  );
  return found;
}

interface SettingOutcome {
  readonly __typename: string;
  readonly setting?: { readonly number: number };
  readonly actual?: number;
  readonly theirs?: { readonly retiredTerms: readonly { readonly term: string }[] };
}

const outcome =
  '{ __typename ... on LintSettingSaved { setting { number } } ... on LintSettingConflict { actual theirs { retiredTerms { term } } } }';

async function number(): Promise<number> {
  return (await as<{ lintSetting: { number: number } }>(people.editor, '{ lintSetting { number } }')).lintSetting
    .number;
}

async function setTerms(terms: readonly object[], expectedVersion: number): Promise<SettingOutcome> {
  const query = `mutation ($terms: [RetiredTermInput!]!, $expectedVersion: Int!) { setRetiredTerms(terms: $terms, expectedVersion: $expectedVersion) ${outcome} }`;
  return (await as<{ setRetiredTerms: SettingOutcome }>(people.reviewer, query, { terms, expectedVersion }))
    .setRetiredTerms;
}

describe('a text', { timeout: 60_000 }, () => {
  it('is looked at while it is written, with what its answer must say and may link to', async () => {
    const desks = openDesks(service);
    await desks.create({ key: 'linted-card', topic: 'cards', mustSay: ['Your money is safe.'] });
    const text = { key: 'linted-card', question: 'Q?', title: 'T', short: 'S.' };
    const { issues } = await lint({ ...text, body: 'See [staff](answer:staff-goodwill-refund).' });
    expect(issues.map(({ rule }) => rule)).toEqual(['must-say', 'dead-link']);
    const body = 'Your money is safe. See [the other](answer:change-pin).';
    expect(await lint({ ...text, body })).toEqual({ score: 100, issues: [] });
  });

  it('of a draft and of a version shows its remarks, and only staff see those of a version', async () => {
    const desks = openDesks(service);
    const key = 'linted-draft';
    const words = { question: 'Q?', title: 'T', short: 'Call prior to noon.' };
    await desks.create({ key, topic: 'cards' });
    await desks.published({ key, ...words, body: 'Call us.' });
    await desks.draft({ key, body: 'Is it so? Call us.' });
    await service.app.services.snapshots.refresh();
    const query = `{ answer(key: "${key}") { draft { lint ${fields} } version { lint ${fields} } } }`;
    type Both = { answer: { draft: { lint: LintView } | null; version: { lint: LintView | null } } };
    const { answer } = await as<Both>(people.editor, query);
    expect(answer.draft?.lint.issues.map(({ rule }) => rule)).toEqual(['required-part', 'jargon']);
    expect(answer.version.lint?.issues).toEqual([
      {
        rule: 'jargon',
        field: 'SHORT',
        start: 5,
        end: 13,
        message: '“prior to” is the word of an office: say “before”.',
        suggestion: 'before',
      },
    ]);
    expect((await as<Both>(null, query)).answer).toEqual({ draft: null, version: { lint: null } });
  });

  it('is measured against the terms that the organisation has retired', async () => {
    const body = { question: 'Q?', title: 'T', short: 'S.', body: 'Use your Quandle card.' };
    expect((await lint(body)).issues).toEqual([]);
    const before = await number();
    const saved = await setTerms([{ term: 'quandle card', useInstead: 'debit card' }], before);
    expect(saved).toMatchObject({ __typename: 'LintSettingSaved', setting: { number: before + 1 } });
    const [issue] = (await lint(body)).issues;
    expect(issue).toMatchObject({ rule: 'retired-term', suggestion: 'debit card' });
    expect(await setTerms([], before)).toMatchObject({
      __typename: 'LintSettingConflict',
      actual: before + 1,
      theirs: { retiredTerms: [{ term: 'quandle card' }] },
    });
    await setTerms([], before + 1);
    expect((await lint(body)).issues).toEqual([]);
  });

  it('is scored by the weights that the organisation has set', async () => {
    const text = { question: 'Q?', title: 'T', short: 'S.', body: 'Call prior to noon.' };
    const set = async (weights: object[]) =>
      as(
        people.reviewer,
        `mutation ($weights: [LintWeightInput!]!, $expectedVersion: Int!) { setLintWeights(weights: $weights, expectedVersion: $expectedVersion) ${outcome} }`,
        { weights, expectedVersion: await number() },
      );
    const { score } = await lint(text);
    await set([{ rule: 'jargon', weight: 10 }]);
    expect((await lint(text)).score).toBeLessThan(score);
    await set([{ rule: 'jargon', weight: 0 }]);
    expect(await lint(text)).toEqual({ score: 100, issues: [] });
    await expect(set([{ rule: 'jargon', weight: 11 }])).rejects.toThrow('The weight of jargon must be from 0 to 10.');
    await expect(set([{ rule: 'grammar', weight: 1 }])).rejects.toThrow('weights must name rules: must-say, dead-link');
    await set([]);
    expect((await lint(text)).score).toBe(score);
  });

  it('has terms that are words, each named once', async () => {
    const now = await number();
    const twice = { term: 'Quandle', useInstead: 'card' };
    await expect(setTerms([twice, { ...twice, term: 'quandle' }], now)).rejects.toThrow('terms names “quandle” twice.');
    await expect(setTerms([{ ...twice, term: ' ' }], now)).rejects.toThrow('term must not be empty.');
    await expect(setTerms([{ ...twice, useInstead: '' }], now)).rejects.toThrow('useInstead must not be empty.');
  });

  it('is linted for those who may read drafts', async () => {
    const query = '{ lint(input: { body: "It is so." }) { score } }';
    const token = await service.signIn(people.agent);
    expect(codesOf(await service.graphql(query, {}, token))).toEqual(['FORBIDDEN']);
    expect(codesOf(await service.graphql(query))).toEqual(['UNAUTHENTICATED']);
  });
});

it('the answers of the demo bank are well written, and no rule has something to say about most of them', async () => {
  const found: LintView[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    type Page = {
      answers: { pageInfo: { endCursor: string | null }; nodes: { key: string; version: { lint: LintView } }[] };
    };
    const { answers }: Page = await as<Page>(
      people.editor,
      'query ($after: String) { answers(first: 50, after: $after) { pageInfo { endCursor } nodes { key version { lint { score issues { rule message suggestion } } } } } }',
      { after },
    );
    found.push(...answers.nodes.filter(({ key }) => !key.startsWith('linted-')).map(({ version }) => version.lint));
    after = answers.pageInfo.endCursor;
  }
  expect(found.length).toBeGreaterThan(100);
  expect(found.reduce((sum, { score }) => sum + score, 0) / found.length).toBeGreaterThan(90);
  expect(new Set(found.map(({ score }) => score)).size).toBeGreaterThan(1);
  for (const { name } of lintRules) {
    const fired = found.filter(({ issues }) => issues.some(({ rule }) => rule === name)).length;
    expect(fired / found.length, name).toBeLessThanOrEqual(0.6);
  }
});
