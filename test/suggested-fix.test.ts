import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggestedFix } from '../src/consistency/index.js';
import { compare } from '../src/consistency/compare.js';
import { type EmptyBank, openEmptyBank } from './support/empty-bank.js';
import { type ObservedSite, openSite } from './support/sweep-world.js';
import { people } from './support/test-service.js';

const { admin } = people;
let bank: EmptyBank;
let site: ObservedSite;
let folder: string;

interface Fix {
  readonly kind: string;
  readonly place: string;
  readonly was: string | null;
  readonly becomes: string;
  readonly patch: string | null;
  readonly link: string | null;
  readonly mends: boolean;
}

interface Found {
  readonly kind: string;
  readonly state: string;
  readonly probe: { readonly key: string };
  readonly channel: { readonly key: string };
  readonly suggestedFix: Fix;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'univocal-observed-'));
  site = await openSite();
  bank = await openEmptyBank('2026-11-02T10:00:00Z', {
    OBSERVED_ALLOWED_HOSTS: new URL(site.url).host,
    OBSERVED_FOLDER: folder,
  });
  for (const [key, question, body] of [
    ['card-fee', 'What does a new card cost?', 'A new card costs £5 and comes by post.'],
    [
      'card-time',
      'How long does a new card take?',
      'A new card takes 3 working days. You must activate it in the app.',
    ],
  ] as const) {
    await bank.desks.create({ key, topic: 'cards', audience: 'PUBLIC' });
    const text = { question, title: question, body, short: body, changeNote: 'Written.', significance: 'MAJOR' };
    await bank.desks.published({ key, ...text });
    await ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
      key,
      text: question,
    });
  }
  await register({ key: 'script', file: { path: 'phone script.md', sections } });
  await register({
    key: 'faq',
    site: { base: site.url, pages: [{ answer: 'card-fee', page: 'faq.html', anchor: 'fee' }] },
  });
  await bank.service.app.caughtUp();
}, 120_000);

afterAll(async () => {
  await bank.service.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const sections = [
  { answer: 'card-fee', heading: 'costs' },
  { answer: 'card-time', heading: 'how-long' },
];

function register(channel: object): Promise<object> {
  return ask(
    'mutation ($input: ObservedChannelInput!) { registerObservedChannel(input: $input) { channel { key } } }',
    { input: { name: 'Of others', locales: ['en'], ...channel } },
    admin,
  );
}

const ask: EmptyBank['ask'] = (query, variables, by) => bank.ask(query, variables, by);

/** Sweeps over everything; gives the findings that are seen on a channel now. */
async function seenOn(channel: string): Promise<readonly Found[]> {
  bank.clock.advance(60_000);
  const { runSweep } = await ask<{ runSweep: { id: string } }>(
    'mutation { runSweep(channels: ["script", "faq"]) { id } }',
    {},
    admin,
  );
  for (;;) {
    const { sweep } = await ask<{ sweep: { state: string; failure: string | null } }>(
      'query ($id: ID!) { sweep(id: $id) { state failure } }',
      { id: runSweep.id },
      admin,
    );
    if (sweep.state === 'FAILED') throw new Error(sweep.failure ?? 'the sweep failed');
    if (sweep.state === 'DONE') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { findings } = await ask<{ findings: { nodes: readonly (Found & { lastSeenAt: string })[] } }>(
    `{ findings(first: 100, state: [OPEN]) { nodes { kind state lastSeenAt probe { key } channel { key }
      suggestedFix { kind place was becomes patch link mends } } } }`,
    {},
    admin,
  );
  const now = bank.clock.now().getTime();
  return findings.nodes.filter((one) => one.channel.key === channel && Date.parse(one.lastSeenAt) === now);
}

const file = () => join(folder, 'phone script.md');
const script = (fee: string, time: string, lineEnd = '\n') =>
  [
    '# Phone script',
    '',
    '## Costs',
    '',
    `Let me see. A new card costs ${fee} and comes by post.`,
    '',
    '## How long',
    '',
    `A new card takes ${time}. You must activate it in the app.`,
    '',
    '## Goodbye',
    '',
    `It was a pleasure. The shop takes ${time}.`,
    '',
  ].join(lineEnd);

describe('a suggested fix', () => {
  it.each([
    ['line feeds', '\n'],
    ['carriage returns too', '\r\n'],
  ])('of a file whose lines end in %s is a patch that patch and git take, and then nothing differs', async (_, lineEnd) => {
    site.pages.set('/faq.html', '<main><h2 id="fee">Costs</h2><p>A new card costs £5 and comes by post.</p></main>');
    writeFileSync(file(), script('four pounds', '5 working days', lineEnd));
    const found = await seenOn('script');
    expect(
      found.map(({ kind, suggestedFix: { kind: how, place, mends } }) => [kind, how, place, mends]).sort(),
    ).toEqual([
      ['duration', 'PATCH', 'phone script.md, line 9', true],
      ['money', 'PATCH', 'phone script.md, line 5', true],
    ]);
    for (const { suggestedFix } of found) {
      execFileSync('git', ['apply', '--check', '-p1'], { cwd: folder, input: suggestedFix.patch ?? '' });
      execFileSync('patch', ['-p1', '--binary'], { cwd: folder, input: suggestedFix.patch ?? '' });
    }
    const goodbye = script('£5', '3 working days', lineEnd).replace('shop takes 3', 'shop takes 5');
    expect(readFileSync(file(), 'utf8')).toBe(goodbye);
    expect(await seenOn('script')).toEqual([]);
  });

  it('of a page that others write is a link to the very words', async () => {
    writeFileSync(file(), script('£5', '3 working days'));
    site.pages.set(
      '/faq.html',
      '<main><h2 id="fee">Costs</h2><p>Well-known: it is <b>not free</b>. A new card costs £4, and comes by post.</p></main>',
    );
    const [found] = await seenOn('faq');
    expect(found?.suggestedFix).toEqual({
      kind: 'LINK',
      place: `${site.url}/faq.html#fee`,
      was: 'A new card costs £4, and comes by post.',
      becomes: 'A new card costs £5, and comes by post.',
      patch: null,
      link: `${site.url}/faq.html#fee:~:text=A%20new%20card%20costs%20%C2%A34%2C%20and%20comes%20by%20post.&text=%C2%A34`,
      mends: true,
    });
  });

  it('of words in our own template names its line, and the words to exchange there', () => {
    const said = 'Fees & more: a new card costs £4 and comes by post.';
    const source =
      '<mj-text>Hello</mj-text>\n<mj-text>Fees &amp; more: a new card\n   costs £4 and comes by post.</mj-text>';
    const quoted = (text: string, words: string) => {
      const start = text.indexOf(words);
      return { text: words, span: { start, end: start + words.length } };
    };
    const canonical = 'A new card costs £5 and comes by post.';
    const [difference] = compare({ canonical, observed: said, locale: 'en' }).differences;
    const fix = suggestedFix(
      {
        canonical: quoted(canonical, '£5'),
        observed: quoted(said, '£4'),
        probe: {
          id: 1,
          key: 'fee',
          question: 'Fee?',
          locale: 'en',
          audience: 'PUBLIC',
          scope: {},
          expects: 'card-fee',
        },
        signature: difference?.signature ?? '',
        kind: 'money',
        channel: 'email',
      },
      {
        text: said,
        canonical,
        address: null,
        at: bank.clock.now(),
        template: { key: 'reply', locale: 'en', subject: 'Re', source },
      },
    );
    expect(fix).toMatchObject({ kind: 'REPLACEMENT', place: 'template reply (en), line 2', mends: true });
    expect(source.replace(fix?.was ?? '?', fix?.becomes ?? '')).toBe(
      '<mj-text>Hello</mj-text>\n<mj-text>Fees &amp; more: a new card costs £5 and comes by post.</mj-text>',
    );
  });
});
