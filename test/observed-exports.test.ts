import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../src/platform/paths.js';
import { type CardBank, openCardBank } from './support/card-bank.js';

const samples = join(projectRoot, 'test', 'samples');
let bank: CardBank;

beforeAll(async () => {
  bank = await openCardBank();
  cpSync(join(samples, 'macros'), join(bank.folder, 'macros'), { recursive: true });
  cpSync(join(samples, 'mails'), join(bank.folder, 'mails'), { recursive: true });
}, 60_000);

afterAll(() => bank.close());

const macros = (path: string, places: Readonly<Record<string, string>>) => ({
  macros: { path, macros: Object.entries(places).map(([answer, macro]) => ({ answer, macro })) },
});
const mails = (path: string, places: Readonly<Record<string, string>>) => ({
  mails: { path, mails: Object.entries(places).map(([answer, mail]) => ({ answer, mail })) },
});

describe('an export of macros', () => {
  it.each([
    ['zendesk.json', 'New card fee', 'New card time'],
    ['zendesk.json', 'Cards::New card fee', '102'],
    ['chatwoot.json', 'card-fee', 'card-time'],
    ['freshdesk.json', 'Card fee', '8'],
    ['intercom.json', 'Card fee', '56'],
  ])('is read as %s has it: %s, %s', async (file, fee, time) => {
    const { cells, findings } = await bank.try(macros(`macros/${file}`, { 'card-fee': fee, 'card-time': time }));
    expect(cells.map(({ state }) => state)).toEqual(['CONTRADICTS', 'SAME']);
    // Chatwoot writes Markdown; it is compared without its marks.
    expect(cells[0]?.text?.replaceAll('*', '')).toMatch(/^A new card costs £7 and comes by post\.?$/);
    expect(cells[1]?.text).toBe('A new card takes 3 days.');
    expect(cells[0]?.address).toBe(`macros/${file}#${fee}`);
    expect(findings.map(({ kind, tier }) => [kind, tier])).toEqual([['money', 'ALERT']]);
  });

  it.each([
    ['Gone', 'ERROR', 'The file has no macro named Gone any more.'],
    ['Old card time', 'NOT_APPLICABLE', null],
    ['Close', 'NO_ANSWER', null],
    ['Note on time', 'ERROR', 'The macro writes an internal note, which customers do not see.'],
    ['Time by tier', 'ERROR', 'The macro chooses its words by a condition, which an export does not decide.'],
    ['Time from elsewhere', 'ERROR', 'The macro takes words from dynamic content, which the export does not hold.'],
    ['Twice', 'ERROR', 'The file has 2 macros named Twice: name one by its id.'],
    ['108', 'SAME', null],
    ['Moved', 'SAME', null],
  ])('has a macro %s: %s', async (macro, state, failure) => {
    const { cells } = await bank.try(macros('macros/zendesk.json', { 'card-time': macro }));
    expect(cells).toEqual([expect.objectContaining({ state, failure })]);
  });

  it('says that it is one page of several where a macro is not on it', async () => {
    const { cells } = await bank.try(macros('macros/intercom.json', { 'card-time': 'Later' }));
    expect(cells[0]?.failure).toBe('The file, one page of several, has no macro named Later any more.');
  });

  const expected =
    'expected are Zendesk’s {macros: […]}, Chatwoot’s [{short_code, content}], Freshdesk’s [{title, content}] or Intercom’s {data: [{name, body}]}.';
  it.each([
    ['{"macros": [', 'bad.json is no JSON.'],
    ['', 'bad.json is no JSON.'],
    [`${'['.repeat(50_000)}`, 'bad.json is no JSON.'],
    ['{"answers": []}', `bad.json is no export of macros: ${expected}`],
    ['[{"shortcut": "a", "content": "b"}]', `bad.json is no export of macros: ${expected}`],
    ['"macros"', `bad.json is no export of macros: ${expected}`],
    ['null', `bad.json is no export of macros: ${expected}`],
    ['[1, 2]', `bad.json is no export of macros: ${expected}`],
    ['{"macros": {"title": "a"}}', `bad.json is no export of macros: ${expected}`],
    [
      '{"macros": [{"title": "a"}, {"name": "b"}]}',
      'bad.json is no export of Zendesk: macros.1.title is not what such a file holds there.',
    ],
    [
      '{"macros": [{"title": "a", "actions": [7]}]}',
      'bad.json is no export of Zendesk: macros.0.actions.0 is not what such a file holds there.',
    ],
    [
      '[{"short_code": "a", "content": null}]',
      'bad.json is no export of Chatwoot: 0.content is not what such a file holds there.',
    ],
    [
      '[{"title": "a", "content": ["b"]}]',
      'bad.json is no export of Freshdesk: 0.content is not what such a file holds there.',
    ],
    [
      '{"data": [{"body": "b"}]}',
      'bad.json is no export of Intercom: data.0.name is not what such a file holds there.',
    ],
    ['[]', 'The file has no macro named Fee any more.'],
    ['{"macros": []}', 'The file has no macro named Fee any more.'],
    [`[{"title": "Fee", "content": "${'x'.repeat(2_000_000)}"}]`, 'bad.json is larger than 2000000 bytes.'],
    [`[{"title": "Fee", "content": "${'x'.repeat(30_000)}"}]`, 'The text is longer than 20000 characters.'],
  ])('that is malformed (case %#) is told of in one sentence', async (content, sentence) => {
    writeFileSync(join(bank.folder, 'bad.json'), content);
    const { cells } = await bank.try(macros('bad.json', { 'card-fee': 'Fee' }));
    expect(cells).toEqual([expect.objectContaining({ state: 'ERROR', failure: sentence })]);
  });

  it('is read with the mark that some systems begin a file with, and with what a customer never sees left out', async () => {
    const content = JSON.stringify([
      { title: 'Fee', content: `A new card costs £5 and comes by post. ${'{'.repeat(3_000)}` },
      { title: '__proto__', content: 'A new card takes 3 days.' },
    ]);
    writeFileSync(join(bank.folder, 'marked.json'), `\uFEFF${content}`);
    const { cells } = await bank.try(macros('marked.json', { 'card-fee': 'Fee', 'card-time': '__proto__' }));
    expect(cells.map(({ state }) => state)).toEqual(['SAME', 'SAME']);
  });

  it('is read inside its folder and nowhere else', async () => {
    symlinkSync(join(samples, 'macros', 'zendesk.json'), join(bank.folder, 'link.json'));
    const failure = async (path: string) =>
      (await bank.try(macros(path, { 'card-fee': 'New card fee' }))).cells[0]?.failure;
    const outside = 'lies outside of the folder from which files may be read.';
    expect(await failure('link.json')).toBe(`link.json ${outside}`);
    expect(await failure('../../etc/hostname')).toMatch(/outside|cannot be read/);
    expect(await failure('nowhere.json')).toBe('nowhere.json cannot be read.');
    expect(await failure('macros')).toBe('macros cannot be read.');
  });

  it('is registered with its map, swept, and checked on this machine before it is brought in', async () => {
    const channel = { key: 'desk', ...macros('macros/zendesk.json', { 'card-fee': '101', 'card-time': '103' }) };
    expect(await bank.register(channel)).toMatchObject({
      channel: { key: 'desk' },
      site: null,
      mails: null,
      graphql: null,
      macros: {
        path: 'macros/zendesk.json',
        macros: [
          { answer: 'card-fee', macro: '101' },
          { answer: 'card-time', macro: '103' },
        ],
      },
    });
    const cells = await bank.sweep('desk');
    expect(cells.map(({ state }) => state).sort()).toEqual(['CONTRADICTS', 'NOT_APPLICABLE']);
    const file = await bank.checkLocal(`desk=${join(samples, 'macros', 'zendesk.json')}`);
    expect(file.printed).toContain('£7');
    expect(file.code).toBe(1);
    expect((await bank.checkLocal(`desk=${bank.folder}`)).printed).toContain('£7');
    const none = await bank.checkLocal('desk=./no-such-file');
    expect(none.printed).toContain('There is no file or folder ./no-such-file.');
    expect(none.code).toBe(2);
  }, 120_000);
});

describe('saved mails', () => {
  it.each([
    ['card-fee.eml', 'card-time.eml'],
    ['card-fee', 'card-time'],
    ['What a new card costs – your question', 'How long a new card takes'],
  ])('are read by file name and by subject: %s, %s', async (fee, time) => {
    const { cells, findings } = await bank.try(mails('mails', { 'card-fee': fee, 'card-time': time }));
    expect(cells.map(({ state, text, address }) => [state, text, address])).toEqual([
      ['CONTRADICTS', expect.stringMatching(/^A new card costs £7 and comes by post\.?$/), 'mails/card-fee.eml'],
      ['SAME', 'A new card takes 3 days.', 'mails/card-time.eml'],
    ]);
    expect(findings.map(({ kind }) => kind)).toEqual(['money']);
  });

  it.each([
    ['mails/card-time.eml', 'card-time', 'SAME', null],
    [
      'mails',
      'parts-disagree',
      'ERROR',
      expect.stringMatching(/^The HTML part and the text part of the mail disagree\. .*5 days.*3 days/),
    ],
    ['mails', 'Card news', 'ERROR', '2 mails have the subject Card news: name the file of one.'],
    ['mails', 'same-subject-1', 'SAME', null],
    ['mails', 'empty', 'ERROR', 'The mail says nothing.'],
    ['mails', 'no-mail', 'ERROR', 'mails/no-mail.eml is no mail: it has neither sender, subject nor date.'],
    ['mails', 'gone', 'ERROR', 'There is no mail gone any more.'],
    ['letters', 'card-time', 'ERROR', 'letters cannot be read.'],
    ['..', 'card-time', 'ERROR', '.. lies outside of the folder from which files may be read.'],
  ])('in %s, the mail %s: %s', async (path, mail, state, failure) => {
    const { cells } = await bank.try(mails(path, { 'card-time': mail }));
    expect(cells).toEqual([expect.objectContaining({ state, failure })]);
  });

  it('are held to what the HTML says where the text part leaves it out', async () => {
    const { cells } = await bank.try(mails('mails', { 'card-fee': 'html-says-more' }));
    expect(cells).toEqual([expect.objectContaining({ state: 'CONTRADICTS' })]);
    expect(cells[0]?.text).toContain('£7');
  });

  it('are registered, swept, and checked on this machine', async () => {
    const channel = { key: 'mailbox', ...mails('mails', { 'card-fee': 'card-fee', 'card-time': 'card-time' }) };
    expect(await bank.register(channel)).toMatchObject({ mails: { path: 'mails' }, macros: null });
    expect((await bank.sweep('mailbox')).map(({ state }) => state).sort()).toEqual(['CONTRADICTS', 'SAME']);
    expect((await bank.checkLocal(`mailbox=${samples}`)).printed).toContain('£7');
  }, 120_000);
});
