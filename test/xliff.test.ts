import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXliff } from '../src/knowledge/translations/read-xliff.js';
import { writeXliff } from '../src/knowledge/translations/write-xliff.js';
import { unitNames } from '../src/knowledge/translations/xliff.js';
import { asked, codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = {
  question: 'May I wash my card?',
  title: 'Washing a card',
  body: 'Do **not** wash it & do not dry it: "1 < 2".\n\n- It costs {{fact:card.replacement.fee#amount}}\n- See [PIN](answer:change-pin)',
  short: 'No, do not wash it.',
};
let counter = 0;

async function newAnswer(text: object = {}): Promise<string> {
  counter += 1;
  const key = `washed-card-${counter}`;
  await desks.create({ key, topic: 'cards', mustSay: ['wash it'] });
  await desks.published({ ...asked(key, words), body: words.body.replace('#amount', ''), ...text });
  return key;
}

async function fileOf(keys: readonly string[], locale = 'de', by: string = people.editor): Promise<string> {
  const { data, errors } = await service.graphql<{ translationFile: { content: string; answers: number } }>(
    'query ($keys: [String!]!, $locale: Locale!) { translationFile(keys: $keys, locale: $locale) { name content answers } }',
    { keys, locale },
    await desks.token(by),
  );
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  expect(data.translationFile.answers).toBe(keys.length);
  return data.translationFile.content;
}

interface Imported {
  readonly dryRun: boolean;
  readonly answers: readonly { key: string; version: number; status: string }[];
  readonly problems: readonly { answer: string; unit: string | null; message: string }[];
  readonly proposed: number;
}

async function take(content: string, options: object = {}, by: string = people.editor) {
  return service.graphql<{ importTranslations: Imported }>(
    `mutation ($content: String!, $dryRun: Boolean, $machine: Boolean) {
      importTranslations(content: $content, dryRun: $dryRun, machine: $machine) {
        dryRun answers { key version status } problems { answer unit message } proposed } }`,
    { content, ...options },
    await desks.token(by),
  );
}

async function imported(content: string, options: object = { dryRun: false }): Promise<Imported> {
  const { data, errors } = await take(content, options);
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data.importTranslations;
}

/** Taken in, then read and published by a second person, each answer by itself. */
async function published(content: string): Promise<Imported> {
  const outcome = await imported(content);
  for (const { key, version, status } of outcome.answers)
    if (status === 'NEW' || status === 'CHANGED') await publish(key, version);
  return outcome;
}

async function publish(key: string, sourceVersion = 1): Promise<void> {
  const { data } = await service.graphql<{ translationDraft: { edit: number } }>(
    'query ($key: String!) { translationDraft(key: $key, locale: "de") { edit } }',
    { key },
    await desks.token(people.reviewer),
  );
  const outcome = await desks.publishTranslation(key, 'de', data.translationDraft.edit, sourceVersion);
  expect(outcome).toMatchObject({ __typename: 'TranslationPublished', key });
}

/** A translator who writes every word in capitals, and leaves alone what a tool keeps from him. */
function translated(file: string): string {
  return file.replace(
    /<source xml:space="preserve">([\s\S]*?)<\/source>(?:<target[\s\S]*?<\/target>)?<\/segment>/g,
    (_, source) => {
      const target = String(source).replace(
        /(<[^>]*>|&[a-z]+;|\]\([^)]*\))|([^<&\]]+)/g,
        (__, kept, text) => kept ?? String(text).toUpperCase(),
      );
      return `<source xml:space="preserve">${source}</source><target xml:space="preserve">${target}</target></segment>`;
    },
  );
}

async function german(key: string): Promise<{ status: string; title: string; body: string }> {
  const { data } = await service.graphql<{
    answer: { title: string; rendition: { text: string }; translations: readonly { status: string }[] };
  }>(
    `query ($key: String!) { answer(key: $key, locale: "de") { title rendition(channel: "webchat") { text }
      translations(locales: ["de"]) { status } } }`,
    { key },
  );
  const { title, rendition, translations } = data.answer;
  return { status: translations[0]?.status ?? '', title, body: rendition.text };
}

describe('a file for translators', () => {
  it('holds each part with notes, and each fact as a placeholder that shows its value', async () => {
    const key = await newAnswer();
    const file = await fileOf([key]);
    expect(file).toContain('<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"');
    expect(file).toContain('version="2.0" srcLang="en" trgLang="de"');
    expect(file).toContain(`<file id="${key}" original="${key}/versions/1">`);
    expect([...file.matchAll(/<unit id="(\w+)"/g)].map(([, id]) => id)).toEqual([...unitNames]);
    expect(file).toMatch(/<ph id="1" dataRef="d1" disp="£[\d.]+" type="other" canCopy="yes" canDelete="no"\/>/);
    expect(file).toContain('<data id="d1">{{fact:card.replacement.fee}}</data>');
    expect(file).toContain('<note>It must say, in your words: "wash it"</note>');
    expect(file).not.toContain('<target');
  });

  it('offers what stands, and of what its source has left behind only a candidate beside the old source', async () => {
    const key = await newAnswer();
    await published(translated(await fileOf([key])));
    expect(await fileOf([key])).toContain('<target xml:space="preserve">WASHING A CARD</target>');
    await desks.published({ key, title: 'Washing any card', significance: 'MAJOR' });
    const file = await fileOf([key]);
    expect(file).toContain(
      '<mtc:match ref="#s1"><source xml:space="preserve">Washing a card</source><target xml:space="preserve">WASHING A CARD</target></mtc:match>',
    );
    expect(readXliff(file).answers[0]?.units.get('title')).toEqual({ source: 'Washing any card', target: null });
  });

  it('is for those who write, of answers that there are, in another language than the source', async () => {
    const key = await newAnswer();
    await expect(fileOf([key], 'de', people.agent)).rejects.toThrow('FORBIDDEN');
    await expect(fileOf([key], 'en')).rejects.toThrow('BAD_INPUT');
    await expect(fileOf(['none-such'])).rejects.toThrow('BAD_INPUT keys names no published answer');
    await expect(fileOf([])).rejects.toThrow('BAD_INPUT');
  });
});

describe('a file that translators send back', () => {
  it('is only tried unless it is said otherwise, then proposed as a whole to a second person', async () => {
    const [a, b] = [await newAnswer(), await newAnswer()];
    const file = translated(await fileOf([a, b]));
    const tried = await imported(file, {});
    expect(tried).toMatchObject({
      dryRun: true,
      answers: [
        { key: a, version: 1, status: 'NEW' },
        { key: b, version: 1, status: 'NEW' },
      ],
      problems: [],
      proposed: 0,
    });
    expect((await german(a)).status).toBe('MISSING');
    const done = await imported(file);
    expect(done.proposed).toBe(2);
    expect(await imported(file)).toMatchObject({
      answers: [{ status: 'UNCHANGED' }, { status: 'UNCHANGED' }],
      proposed: 0,
    });
    for (const key of [a, b]) {
      expect((await german(key)).status).toBe('MISSING');
      await publish(key);
      expect(await german(key)).toMatchObject({
        status: 'CURRENT',
        title: 'WASHING A CARD',
        body: expect.stringMatching(/DO \*\*NOT\*\* WASH IT & DO NOT DRY IT[\s\S]*IT COSTS [\d.,]+\s€?£?/),
      });
    }
    expect(await imported(file)).toMatchObject({
      answers: [{ status: 'UNCHANGED' }, { status: 'UNCHANGED' }],
      proposed: 0,
    });
  });

  it('comes back equal: what was taken in is what the next file offers', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    await published(file);
    const again = await fileOf([key]);
    const units = (content: string) => [...(readXliff(content).answers[0]?.units ?? [])];
    expect(units(again)).toEqual(units(file));
    expect((await imported(again)).answers).toMatchObject([{ status: 'UNCHANGED' }]);
  });

  it('proposes nothing while one unit of it is wrong, and says which', async () => {
    const [a, b] = [await newAnswer(), await newAnswer()];
    const file = translated(await fileOf([a, b]));
    const at = file.indexOf(`<file id="${b}"`);
    const broken =
      file.slice(0, at) +
      file
        .slice(at)
        .replace(/(<target[^>]*>[^<]*)<ph [^>]*\/>/, '$1')
        .replace('PIN](answer:change-pin)</target>', 'PIN](answer:lost-card)</target>')
        .replace(
          '<target xml:space="preserve">NO, DO NOT WASH IT.</target>',
          '<target xml:space="preserve"># &lt;b>NO, DO NOT WASH IT.</target>',
        );
    const outcome = await imported(broken);
    expect(outcome.answers).toMatchObject([
      { key: a, status: 'NEW' },
      { key: b, status: 'REFUSED' },
    ]);
    const said = outcome.problems.map(({ answer, unit, message }) => `${answer} ${unit}: ${message}`);
    expect(said).toEqual(
      expect.arrayContaining([
        `${b} body: It lacks the fact {{fact:card.replacement.fee}}, which the source has.`,
        `${b} body: It lacks the link to answer:change-pin, which the source has.`,
        `${b} body: It has the link to answer:lost-card, which the source has not.`,
        `${b} short: HTML is not allowed: use Markdown.`,
      ]),
    );
    expect(outcome.proposed).toBe(0);
    for (const key of [a, b]) await expect(publish(key)).rejects.toThrow();
    expect([(await german(a)).status, (await german(b)).status]).toEqual(['MISSING', 'MISSING']);
  });

  it('is refused where its source is not what the version says, or half of an answer is missing', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    const problems = async (content: string) =>
      (await imported(content)).problems.map(({ unit, message }) => `${unit}: ${message}`);
    expect(await problems(file.replace('>Washing a card<', '>Washing every card<'))).toEqual([
      expect.stringContaining('title: Its source is not what the version says'),
    ]);
    expect(await problems(file.replace('<target xml:space="preserve">NO, DO NOT WASH IT.</target>', ''))).toEqual([
      expect.stringContaining('short: It is not translated'),
    ]);
    expect(await problems(file.replace('/versions/1"', '/versions/7"'))).toEqual([
      expect.stringContaining('There is no version 7'),
    ]);
    expect(await problems(file.replace('<unit id="short"', '<unit id="long"'))).toContainEqual(
      expect.stringContaining('long: There is no such unit'),
    );
    expect((await imported(await fileOf([key]))).answers).toMatchObject([{ status: 'UNTRANSLATED' }]);
  });

  it('translates the version it was made from, so that it comes in outdated when the source has moved on', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    await desks.published({ key, short: 'Never wash it.', significance: 'MAJOR' });
    expect((await published(file)).problems).toEqual([]);
    expect((await german(key)).status).toBe('OUTDATED');
  });

  it('of a machine says so to the one who reads it, until a person sends it', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    const machine = async () =>
      (
        await service.graphql<{ translationDraft: { machine: boolean } }>(
          `{ translationDraft(key: "${key}", locale: "de") { machine } }`,
          {},
          await desks.token(people.reviewer),
        )
      ).data.translationDraft.machine;
    await imported(file, { dryRun: false, machine: true });
    expect(await machine()).toBe(true);
    expect((await imported(file)).answers).toMatchObject([{ status: 'NEW' }]);
    expect(await machine()).toBe(false);
    await publish(key);
    expect((await german(key)).status).toBe('CURRENT');
    expect((await imported(file, { dryRun: false, machine: true })).answers).toMatchObject([{ status: 'UNCHANGED' }]);
  });

  it("takes the place of its sender's own proposal, and of nobody else's", async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    await imported(file);
    const shorter = file.replace('>NO, DO NOT WASH IT.</target>', '>NIE.</target>');
    expect(await imported(shorter)).toMatchObject({ answers: [{ status: 'NEW' }], proposed: 1 });
    const { data } = await take(file, { dryRun: false }, people.otherEditor);
    expect(data.importTranslations).toMatchObject({
      proposed: 0,
      problems: [{ answer: key, message: expect.stringContaining(`${people.editor} has proposed a translation`) }],
    });
  });

  it('is taken in by the team that owns the topic only', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    const { data } = await take(file, { dryRun: false }, people.editorElsewhere);
    expect(data.importTranslations).toMatchObject({
      proposed: 0,
      problems: [{ answer: key, unit: null, message: expect.stringContaining('belongs to the team cards') }],
    });
    expect(codesOf(await take(file, {}, people.agent))).toEqual(['FORBIDDEN']);
  });

  it('is refused when it is no safe, well-formed XLIFF 2', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key]));
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;
    const refused: Readonly<Record<string, string>> = {
      'a document type': file.replace('?>\n', `?>\n${bomb}\n`),
      'an entity': file.replace('NO, DO', '&xxe;'),
      'a file reference': file.replace('?>\n', `?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd">\n`),
      'an open tag': file.replace('</xliff>', ''),
      'another format': '<html><body>Hello</body></html>',
      'an old version': file.replace('version="2.0" srcLang', 'version="1.2" srcLang'),
      'no language': file.replace(' trgLang="de"', ''),
      'the source language': file.replace(' trgLang="de"', ' trgLang="en"'),
      'a deep nest': file.replace('NO, DO', `${'<mrk>'.repeat(200)}NO${'</mrk>'.repeat(200)}`),
      'no XML': 'no',
    };
    for (const [what, content] of Object.entries(refused)) {
      expect(codesOf(await take(content, { dryRun: false })), what).toEqual(['BAD_INPUT']);
    }
  });

  it('may have been cut into segments and marked by a tool', async () => {
    const key = await newAnswer();
    const file = translated(await fileOf([key])).replace(
      /<segment id="s1" state="initial"><source xml:space="preserve">Washing a card<\/source><target xml:space="preserve">WASHING A CARD<\/target><\/segment>/,
      '<segment id="a"><source>Washing</source><target>WASHING</target></segment><ignorable><source xml:space="preserve"> </source></ignorable>' +
        '<segment id="b"><source>a card</source><target><mrk id="m" type="term">A</mrk> <sm id="n"/>CARD<em startRef="n"/></target></segment>',
    );
    expect((await published(file)).problems).toEqual([]);
    expect((await german(key)).title).toBe('WASHING A CARD');
  });

  it('holds any words unchanged, whatever XML thinks of them', () => {
    const embed = fc.constantFrom('{{fact:a.b}}', '{{fact:a.b#words}}', '{{fact:c}}');
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          embed,
          fc.constantFrom('\n', '\t', '\r', ' ', ']]>', '&amp;', '<', '{{'),
        ),
      )
      .map((pieces) => pieces.join(''))
      .filter((one) => one.isWellFormed() && !one.includes('\u0000'));
    const unit = fc.record({ source: text, target: fc.option(text.filter((one) => one.trim() !== '')) });
    fc.assert(
      fc.property(fc.tuple(unit, unit, unit, unit), (units) => {
        const written = writeXliff(
          {
            sourceLocale: 'en',
            targetLocale: 'de',
            answers: [
              {
                key: 'a-b',
                version: 3,
                units: units.map((one, i) => ({ ...one, name: unitNames[i] ?? 'short', notes: ['n'], earlier: null })),
              },
            ],
          },
          () => String,
        );
        const [read] = readXliff(written).answers;
        expect(read?.faults).toEqual([]);
        expect(read?.named).toEqual({ key: 'a-b', version: 3 });
        expect(unitNames.map((name) => read?.units.get(name))).toEqual(units);
      }),
      { numRuns: 300 },
    );
  });
});
