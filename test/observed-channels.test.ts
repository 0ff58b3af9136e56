import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChannels, type CheckOptions } from '../src/command-line/check.js';
import { type EmptyBank, openEmptyBank } from './support/empty-bank.js';
import { people } from './support/test-service.js';

const { admin, reviewer } = people;
let bank: EmptyBank;
let site: Server;
let siteUrl: string;
let folder: string;
let fee = '£5';

const page = () =>
  `<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"What does a card cost?","acceptedAnswer":{"text":"<p>A new card costs ${fee} and comes by post.</p>"}}]}</script><main><h2 id="fee">Costs</h2><p>A new card costs ${fee} and comes by post.</p><h2 id="time">Time</h2><p>A new card takes 3 days.</p></main>`;

beforeAll(async () => {
  site = createServer((request, response) => {
    const found = request.url === '/faq.html';
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html' }).end(found ? page() : 'none');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  folder = mkdtempSync(join(tmpdir(), 'univocal-observed-'));
  bank = await openEmptyBank('2026-11-02T10:00:00Z', {
    OBSERVED_ALLOWED_HOSTS: new URL(siteUrl).host,
    OBSERVED_FOLDER: folder,
  });
  for (const [key, question, body] of [
    ['card-fee', 'What does a new card cost?', 'A new card costs £5 and comes by post.'],
    ['card-time', 'How long does a new card take?', 'A new card takes 3 days.'],
  ] as const) {
    await bank.desks.create({ key, topic: 'cards', audience: 'PUBLIC' });
    await bank.desks.published({
      key,
      question,
      title: question,
      body,
      short: body,
      changeNote: 'Written.',
      significance: 'MAJOR',
    });
    await bank.ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
      key,
      text: question,
    });
  }
}, 60_000);

afterAll(async () => {
  await bank.service.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

const faq = (more: object = {}) => ({
  key: 'faq',
  name: 'Old FAQ',
  locales: ['en'],
  site: {
    base: siteUrl,
    pages: [
      { answer: 'card-fee', page: 'faq.html', anchor: 'fee' },
      { answer: 'card-time', page: 'faq.html', anchor: 'time' },
    ],
  },
  ...more,
});
const register = (input: object, by: string = admin) =>
  bank.ask<{ registerObservedChannel: object }>(
    'mutation ($input: ObservedChannelInput!) { registerObservedChannel(input: $input) { channel { key name mode } site { base pages { answer page anchor } } file { path } } }',
    { input },
    by,
  );
const attempt = (input: object, by: string = admin) =>
  bank.ask<{ tryObservedChannel: Tried }>(
    `query ($input: ObservedChannelInput!) { tryObservedChannel(input: $input) {
      report { byChannel { channel { name } rate { agreeing compared } failed } cells { state text address failure probe { key } } }
      findings { kind tier channel { name } canonical { text } observed { text } suggestedFix { becomes } } } }`,
    { input },
    by,
  );

interface Tried {
  readonly report: {
    readonly byChannel: readonly object[];
    readonly cells: readonly { readonly state: string; readonly failure: string | null }[];
  };
  readonly findings: readonly object[];
}

describe('an observed channel', () => {
  it('shows what would be read and found before it is registered, and keeps nothing', async () => {
    fee = '£7';
    const { tryObservedChannel: tried } = await attempt(faq());
    expect(tried.report.cells).toEqual([
      {
        state: 'CONTRADICTS',
        text: 'A new card costs £7 and comes by post.',
        address: `${siteUrl}faq.html#fee`,
        failure: null,
        probe: { key: 'card-fee' },
      },
      expect.objectContaining({ state: 'SAME', text: 'A new card takes 3 days.' }),
    ]);
    expect(tried.findings).toEqual([
      {
        kind: 'money',
        tier: 'ALERT',
        channel: { name: 'Old FAQ' },
        canonical: { text: '£5' },
        observed: { text: '£7' },
        suggestedFix: { becomes: 'A new card costs £5 and comes by post.' },
      },
    ]);
    expect(tried.report.byChannel).toEqual([
      { channel: { name: 'Old FAQ' }, rate: { agreeing: 1, compared: 2 }, failed: 0 },
    ]);
    const kept = await bank.ask<{ findings: { totalCount: number } }>('{ findings { totalCount } }', {}, reviewer);
    expect(kept.findings.totalCount).toBe(0);
  });

  it('says what cannot be read: a page that is gone, an anchor that is gone, a host that is not ours to read', async () => {
    const at = (site: object) => ({ ...faq(), site: { ...faq().site, ...site } });
    const failures = async (input: object) =>
      (await attempt(input)).tryObservedChannel.report.cells.map(({ failure }) => failure);
    const [gone] = await failures(at({ pages: [{ answer: 'card-fee', page: 'gone.html' }] }));
    expect(gone).toBe('The page answered with status 404.');
    const [moved] = await failures(at({ pages: [{ answer: 'card-fee', page: 'faq.html', anchor: 'moved' }] }));
    expect(moved).toBe('The page has no place named moved any more.');
    const [unmatched] = await failures(at({ pages: [{ answer: 'card-fee', page: 'faq.html', selector: '.gone' }] }));
    expect(unmatched).toBe('Nothing on the page matches the selector .gone any more.');
    const [inside] = await failures(at({ base: 'http://127.0.0.1:1/' }));
    expect(inside).toContain('127.0.0.1');
  });

  it('is read at a place that a selector, a heading or a question of the structured data names', async () => {
    fee = '£5';
    const read = async (place: object) => {
      const pages = [{ answer: 'card-fee', page: 'faq.html', ...place }];
      const { tryObservedChannel: tried } = await attempt(faq({ site: { base: siteUrl, pages } }));
      return tried.report.cells;
    };
    const same = { state: 'SAME', text: 'A new card costs £5 and comes by post.' };
    expect(await read({ selector: '#fee + p' })).toMatchObject([same]);
    expect(await read({ heading: 'Costs' })).toMatchObject([{ ...same, address: `${siteUrl}faq.html#:~:text=Costs` }]);
    expect(await read({ jsonLd: 'What does a card cost?' })).toMatchObject([same]);
  });

  it.each([
    [{ selector: 'p:nonsense' }, 'pages.card-fee.selector is no CSS selector'],
    [
      { selector: 'p', heading: 'Costs' },
      'pages.card-fee names its place by selector and by heading: give one of them only',
    ],
  ])('is refused, registered or tried, for a place that is none: %o', async (place, sentence) => {
    const input = faq({ site: { base: siteUrl, pages: [{ answer: 'card-fee', page: 'faq.html', ...place }] } });
    await expect(register(input)).rejects.toThrow(sentence);
    await expect(attempt(input)).rejects.toThrow(sentence);
  });

  it.each([
    [{ site: null }, 'Give site, file, macros, mails or graphql, and only one of them.'],
    [{ key: 'Old FAQ' }, 'key must be made of at most 40 lower-case letters, digits and hyphens.'],
    [{ key: 'webchat' }, 'key may not be webchat: that is a channel of our own.'],
    [{ locales: [] }, 'locales must name at least one language.'],
    [{ site: { base: 'ftp://example.org/', pages: [] } }, 'The channel’s source is not understood: base'],
    [
      { site: { base: 'https://example.org/', pages: [{ answer: 'nothing', page: 'a' }] } },
      'The map names "nothing", which is no answer.',
    ],
  ])('is refused with a sentence: %o', async (input, sentence) => {
    await expect(register(faq(input))).rejects.toThrow(sentence);
  });

  it('is registered by administrators alone', async () => {
    await expect(register(faq(), reviewer)).rejects.toThrow('FORBIDDEN');
    await expect(attempt(faq(), reviewer)).rejects.toThrow('FORBIDDEN');
  });

  it('is listed with its map, asked by the next sweep, and looked at no more once it is removed', async () => {
    fee = '£5';
    writeFileSync(join(folder, 'script.md'), '# Script\n\n## Costs\n\nA new card costs £5 and comes by post.\n');
    await register({
      key: 'script',
      name: 'Phone script',
      locales: ['en'],
      file: { path: 'script.md', sections: [{ answer: 'card-fee', heading: 'costs' }] },
    });
    const list = () =>
      bank.ask<{ observedChannels: readonly { readonly channel: { readonly key: string } }[] }>(
        '{ observedChannels { channel { key } file { path sections { answer heading } } } }',
        {},
        reviewer,
      );
    expect((await list()).observedChannels.find(({ channel }) => channel.key === 'script')).toEqual({
      channel: { key: 'script' },
      file: { path: 'script.md', sections: [{ answer: 'card-fee', heading: 'costs' }] },
    });
    expect(await bank.ask('mutation { removeObservedChannel(key: "script") }', {}, admin)).toEqual({
      removeObservedChannel: true,
    });
    expect((await list()).observedChannels.filter(({ channel }) => channel.key === 'script')).toEqual([]);
    expect(await bank.ask('mutation { removeObservedChannel(key: "webchat") }', {}, admin)).toEqual({
      removeObservedChannel: false,
    });
  });
});

describe('the figures of the checker', () => {
  it('say nothing of what is not known before the first sweep', async () => {
    const { service } = bank;
    const headers = { authorization: `Bearer ${service.app.keys.operator}` };
    const text = await (await fetch(`${service.url}/metrics`, { headers })).text();
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
      'univocal_oldest_drift_seconds 0',
    ]);
  });
});

describe('univocal check --local', () => {
  async function check(local: readonly string[], more: Partial<CheckOptions> = {}) {
    let printed = '';
    const out = { write: (text: string) => (printed += text), columns: 120 };
    const { service } = bank;
    const options = { url: service.url, key: service.app.keys.operator, failOn: 'alert', timeout: 60, local } as const;
    const code = await checkChannels({ ...options, ...more }, { environment: {}, stdout: out, stderr: out });
    return { code, printed };
  }

  beforeAll(() => register(faq()));

  it('reads a server on this machine before the site goes live', async () => {
    fee = '£9';
    const { code, printed } = await check([`faq=${siteUrl}`]);
    expect(printed).toContain('£9');
    expect(code).toBe(1);
    fee = '£5';
    expect((await check([`faq=${siteUrl}`])).code).toBe(0);
  });

  it('reads a folder as a site is built into it', async () => {
    const built = join(folder, 'build');
    mkdirSync(built);
    writeFileSync(join(built, 'faq.html'), page().replace('3 days', '4 days'));
    const { code, printed } = await check([`faq=${built}`]);
    expect(printed).toContain('4 days');
    expect(code).toBe(1);
  });

  it.each([
    ['faq', '--local must be a channel and a place'],
    ['fax=./build', '--local names fax; the channels that are looked at are faq'],
    ['faq=./no-such-folder', 'There is no folder ./no-such-folder.'],
  ])('refuses %s with a sentence and code 2', async (local, sentence) => {
    const { code, printed } = await check([local]);
    expect(printed).toContain(sentence);
    expect(code).toBe(2);
  });
});
