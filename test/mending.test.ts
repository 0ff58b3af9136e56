import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFact, publishAnswer } from '../src/knowledge/index.js';
import { publishedConflicts, useFactInAnswer } from '../src/consistency/index.js';
import { createTeam, staff, system } from '../src/access/index.js';
import { checkMarkdown } from '../src/channels/index.js';
import { type EmptyBank, openEmptyBank } from './support/empty-bank.js';
import { openReleaseDesk, type ReleaseDesk } from './support/release-desk.js';
import { people } from './support/test-service.js';

const { admin, editor, reviewer } = people;
let bank: EmptyBank;
let desk: ReleaseDesk;
let folder: string;

interface Bound {
  readonly kind: string;
  readonly factBinding: {
    readonly literal: string;
    readonly within: string;
    readonly facts: readonly { readonly key: string; readonly embed: string }[];
    readonly newFact: { readonly key: string; readonly type: string; readonly value: string } | null;
  } | null;
}

interface Pair {
  readonly kind: string;
  readonly tier: string | null;
  readonly one: { readonly answer: string; readonly text: string };
  readonly other: { readonly answer: string; readonly text: string };
  readonly shares: readonly string[];
  readonly why: string | null;
  readonly differences: readonly { readonly kind: string }[];
}

const written = (question: string, body: string) => ({
  question,
  title: question.replace('?', ''),
  body,
  short: body,
  changeNote: 'Written.',
  significance: 'MAJOR',
});

async function publish(key: string, question: string, body: string, more: object = {}): Promise<void> {
  await desk.create({ key, topic: 'cards', audience: 'PUBLIC', ...more });
  await desk.published({ key, ...written(question, body) });
  await bank.ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
    key,
    text: question,
  });
}

async function fact(key: string, value: string): Promise<void> {
  const { db } = bank.service.app;
  await createFact({ db, clock: bank.clock, actor: system }, { key, type: 'MONEY', name: key, ownerTeam: 'cards' });
  await desk.value({ key, value, source: 'Tariff' });
}

/** What the phone script says of each answer, under a heading of its key. */
function script(says: Readonly<Record<string, string>>): void {
  const sections = Object.entries(says).map(([key, words]) => `## ${key}\n\n${words}\n`);
  writeFileSync(join(folder, 'script.md'), sections.join('\n'));
}

async function sweep(): Promise<void> {
  bank.clock.advance(60_000);
  const { runSweep } = await bank.ask<{ runSweep: { id: string } }>(
    'mutation { runSweep(channels: ["script"]) { id } }',
    {},
    admin,
  );
  for (;;) {
    const { sweep: seen } = await bank.ask<{ sweep: { state: string } }>(
      'query ($id: ID!) { sweep(id: $id) { state } }',
      { id: runSweep.id },
      admin,
    );
    if (seen.state === 'DONE') return;
    if (seen.state === 'FAILED') throw new Error('the sweep failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function bindingOf(answer: string): Promise<Bound['factBinding']> {
  const { findings } = await bank.ask<{ findings: { nodes: readonly (Bound & { probe: { expects: string } })[] } }>(
    `{ findings(first: 100, state: [OPEN]) { nodes { kind probe { expects }
      factBinding { literal within facts { key embed } newFact { key type value } } } } }`,
  );
  return findings.nodes.find(({ probe }) => probe.expects === answer)?.factBinding ?? null;
}

const use = (input: object, by?: string) =>
  bank.ask<{
    useFactInAnswer: { __typename: string; draft?: { body: string; short: string; state: string; edit: number } };
  }>(
    `mutation ($input: FactUseInput!) { useFactInAnswer(input: $input) {
      __typename ... on DraftSaved { draft { body short state edit } } } }`,
    { input },
    by,
  );

async function conflicts(locale?: string): Promise<readonly Pair[]> {
  const { publishedConflicts: found } = await bank.ask<{ publishedConflicts: { nodes: readonly Pair[] } }>(
    `query ($locale: Locale) { publishedConflicts(first: 50, locale: $locale) { nodes { kind tier shares why
      one { answer text } other { answer text } differences { kind } } } }`,
    { locale: locale ?? null },
  );
  return found.nodes;
}

const named = ({ kind, one, other }: Pair) => `${kind} ${one.answer} ${other.answer}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'univocal-observed-'));
  bank = await openEmptyBank('2026-11-02T10:00:00Z', { OBSERVED_FOLDER: folder, RECHECK_PUBLISHED_ANSWERS: '0' });
  desk = openReleaseDesk(bank.service);
  await fact('card.replacement.fee', 'GBP 5.00');
  await fact('parking.fee', 'GBP 5.00');
  await fact('gift.fee', 'GBP 3.00');
  await publish('card-copy', 'What does a spare key cost?', 'A spare key costs £5. A key ring costs £5 too.');
  await publish('gift-fee', 'What does gift wrap cost?', 'Gift wrap costs {{fact:gift.fee}} per parcel.');
  await publish('gift-days', 'How long does wrapping take?', 'A parcel is wrapped within 3 working days.');
  await publish('card-fee', 'What does a replacement card cost?', 'A replacement card costs £5. A copy costs £5 too.');
  await publish('card-days', 'How long is a card in the post?', 'A card is in the post for 3 working days.');
  await publish(
    'card-bound',
    'What is the charge when we send a card?',
    'We charge {{fact:card.replacement.fee}} when we send it.',
  );
  await bank.ask(
    'mutation ($input: ObservedChannelInput!) { registerObservedChannel(input: $input) { channel { key } } }',
    {
      input: {
        key: 'script',
        name: 'Phone script',
        locales: ['en'],
        file: {
          path: 'script.md',
          sections: ['card-fee', 'card-days', 'card-bound', 'card-copy', 'gift-fee', 'gift-days'].map((answer) => ({
            answer,
            heading: answer,
          })),
        },
      },
    },
    admin,
  );
  await bank.service.app.caughtUp();
}, 240_000);

afterAll(async () => {
  await bank.service.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a disputed value', () => {
  beforeAll(async () => {
    script({
      'card-fee': 'A replacement card costs £4. A copy costs £4 too.',
      'card-days': 'A card is in the post for 6 working days.',
      'card-bound': 'We charge £9 when we send it.',
      'card-copy': 'A spare key costs £4. A key ring costs £4 too.',
    });
    await sweep();
  }, 120_000);

  it('that the answer says in its own words names the facts that have it, the likeliest first', async () => {
    expect(await bindingOf('card-fee')).toEqual({
      literal: '£5',
      within: 'A replacement card costs £5.',
      facts: [
        { key: 'card.replacement.fee', embed: '{{fact:card.replacement.fee}}' },
        { key: 'parking.fee', embed: '{{fact:parking.fee}}' },
      ],
      newFact: null,
    });
  });

  it('that no fact has is proposed as a new one, as it would be stated', async () => {
    expect(await bindingOf('card-days')).toEqual({
      literal: '3 working days',
      within: 'A card is in the post for 3 working days.',
      facts: [],
      newFact: { key: 'card-days.duration', type: 'DURATION', value: '3 working days' },
    });
  });

  it('that comes from a fact already needs none', async () => {
    expect(await bindingOf('card-bound')).toBeNull();
  });

  it('is put into a draft for review, in the passage that was meant and in no other, and then the answer follows the fact', async () => {
    const wanted = { key: 'card-copy', fact: 'card.replacement.fee', literal: '£5', expectedEdit: 0 };
    await expect(use(wanted)).rejects.toThrow('only once in the words that within quotes');
    await expect(use({ ...wanted, literal: '£6' })).rejects.toThrow('whose value says what literal says');
    await expect(use({ ...wanted, fact: 'no.such' })).rejects.toThrow('fact must name a fact that has a value');
    const { useFactInAnswer: outcome } = await use({ ...wanted, within: 'A spare key costs £5.' });
    const body = 'A spare key costs {{fact:card.replacement.fee}}. A key ring costs £5 too.';
    expect(outcome).toEqual({ __typename: 'DraftSaved', draft: { body, short: body, state: 'DRAFT', edit: 1 } });
    expect((await use({ ...wanted, within: 'A key ring costs £5 too.' })).useFactInAnswer.__typename).toBe('Conflict');
    expect((await bindingOf('card-copy'))?.within).toBe('A spare key costs £5.');
    await desk.requestReview('card-copy', 1);
    await desk.approve('card-copy', 2);
    expect((await desk.publish('card-copy', 3)).__typename).toBe('Published');
    expect((await bindingOf('card-copy'))?.within).toBe('A key ring costs £5 too.');
  });
});

describe('a fact in the place of a value', () => {
  const wanted = { fact: 'branch.fee', literal: '£11', within: null, expectedEdit: 1 };
  const words = 'A visit costs £11.';

  beforeAll(async () => {
    await fact('branch.fee', 'GBP 11.00');
    const scope = [{ dimension: 'customer', value: 'business' }];
    await desk.value({ key: 'branch.fee', value: 'GBP 12.00', scope, source: 'Tariff' });
    await desk.create({ key: 'visit-firmsy', topic: 'cards', audience: 'PUBLIC', scope });
    await desk.draft({ key: 'visit-firmsy', ...written('What does a visit cost?', words) });
  });

  it('has the value for the people the answer is for, also where the answer was never published', async () => {
    await expect(use({ key: 'visit-firmsy', ...wanted })).rejects.toThrow('whose value says what literal says');
  });

  it('tells an editor of another team nothing of the draft', async () => {
    const { db } = bank.service.app;
    await createTeam({ db, clock: bank.clock, actor: system }, { key: 'loans', name: 'Loans', email: 'l@x.example' });
    const { snapshots } = bank.service.app.services;
    const actor = staff({ key: 'stranger', name: 'Stranger', role: 'EDITOR', team: 'loans' });
    const asked = { db, clock: bank.clock, actor, snapshot: snapshots.current() };
    await expect(
      useFactInAnswer(asked, { key: 'visit-firmsy', ...wanted, fact: 'parking.fee', literal: '£8' }),
    ).rejects.toThrow('team');
  });
});

describe('what is published', () => {
  it('is reported where two answers for the same people contradict each other, with the words that both speak of', async () => {
    await publish('lounge-hours', 'When is the lounge open?', 'Ask at the desk about the lounge.');
    await publish('lounge-price', 'What must guests pay?', 'Visitors pay £12 for the airport lounge.');
    await publish('lounge-rules', 'Which rules are there?', 'Ask at the desk about all rules.');
    expect((await conflicts()).filter(({ kind }) => kind === 'CONTRADICTION')).toEqual([]);
    // It got in before there was a gate.
    const words = 'Visitors pay £15 for the airport lounge.';
    const expectedEdit = await desk.approved({ key: 'lounge-rules', ...written('Which rules are there?', words) });
    const { services } = bank.service.app;
    const actor = staff({ key: reviewer, name: reviewer, role: 'REVIEWER', team: 'cards' });
    const ungated = { ...services, actor, gateRules: [], sourceLocale: 'en', markdownProblems: checkMarkdown };
    expect((await publishAnswer(ungated, { key: 'lounge-rules', expectedEdit })).outcome).toBe('published');
    await services.snapshots.refresh();
    const [pair, ...others] = (await conflicts()).filter(({ kind }) => kind === 'CONTRADICTION');
    expect(others).toEqual([]);
    expect(pair).toMatchObject({
      tier: 'ALERT',
      one: { answer: 'lounge-price', text: 'Visitors pay £12 for the airport lounge.' },
      other: { answer: 'lounge-rules', text: words },
      shares: ['airport', 'lounge', 'visitors'],
    });
    expect(pair?.differences.map(({ kind }) => kind)).toEqual(['money']);
    expect(await conflicts('de')).toEqual([]);
  });

  it('is reported where one answer was written twice, and not where it is for other people', async () => {
    const body = 'Open the app, tap the padlock and hold your finger on it until the card is frozen.';
    await publish('freeze', 'How do I freeze my card in the app?', body);
    await publish('freeze-again', 'How can my card be frozen with the telephone?', body);
    await publish('freeze-staff', 'How does staff freeze a card?', body, { audience: 'STAFF' });
    await publish('freeze-firm', 'How does a firm freeze its card?', body, {
      scope: [{ dimension: 'customer', value: 'business' }],
    });
    await publish('freeze-person', 'How does a person freeze a card?', body, {
      scope: [{ dimension: 'customer', value: 'personal' }],
    });
    const found = (await conflicts()).filter(({ kind }) => kind === 'DUPLICATE').map(named);
    expect(found).toContain('DUPLICATE freeze freeze-again');
    expect(found.filter((name) => name.includes('staff'))).toEqual([]);
    expect(found).not.toContain('DUPLICATE freeze-firm freeze-person');
  });

  it('shows a reader no pair of which one answer is not for that reader', async () => {
    const body = 'Staff press the red button beside the vault to close every door at once.';
    await publish('vault-one', 'How do we close the vault?', body, { audience: 'STAFF' });
    await publish('vault-two', 'How is the vault closed by us?', body, { audience: 'STAFF' });
    const open = 'The garden behind the branch is open to everybody from spring until the leaves fall.';
    await publish('garden-one', 'When may we sit in the garden?', open);
    await publish('garden-two', 'Is there a garden to sit in?', open);
    expect((await conflicts()).map(named)).toContain('DUPLICATE vault-one vault-two');
    const snapshot = bank.service.app.services.snapshots.current();
    const seen = await publishedConflicts(snapshot, { audience: 'PUBLIC' }, 'en');
    expect(seen.map(({ one }) => one.answer)).toContain('garden-one');
    expect(seen.filter(({ one }) => one.answer.startsWith('vault'))).toEqual([]);
  });
});

interface Way {
  readonly total: number;
  readonly waiting: readonly string[];
  readonly answers: readonly { readonly answer: string }[];
}

describe('the way of a release', () => {
  const minute = 60_000;
  const way = async (release: string): Promise<Way | null> =>
    (
      await bank.ask<{ releasePropagation: Way | null }>(
        'query ($release: String!) { releasePropagation(release: $release) { total waiting answers { answer } } }',
        { release },
        editor,
      )
    ).releasePropagation;
  const short = async (release: string) => {
    const { answers = [], waiting, total } = (await way(release)) ?? {};
    return { answers: answers.map(({ answer }) => answer), waiting, total };
  };
  const later = async (ms: number) => {
    bank.clock.advance(ms);
    await bank.service.app.services.snapshots.refresh();
  };

  it('is awaited until the day on which its version or value takes effect, and followed from then on', async () => {
    await fact('vase.fee', 'GBP 4.00');
    await publish('vase-fee', 'What does a vase cost?', 'A vase is sold for {{fact:vase.fee}} at the till.');
    await publish('vase-days', 'When are vases made?', 'Vases are made on every working day.');
    await later(minute);
    const soon = new Date(bank.clock.now().getTime() + 3 * minute).toISOString();
    const text = written('When are vases made?', 'Vases are made at night.');
    await desk.approved({ key: 'vase-days', ...text, effectiveFrom: soon });
    const { statement } = await desk.state({
      key: 'vase.fee',
      value: 'GBP 6.00',
      source: 'Tariff',
      validFrom: soon,
    });
    await desk.publishedRelease('vases', { answer: 'vase-days' }, { statement });
    expect(await short('vases')).toEqual({ answers: [], waiting: ['vase-days', 'vase-fee'], total: 2 });
    await later(4 * minute);
    await publish('other', 'What else is new?', 'Nothing else is new today.');
    expect(await short('vases')).toEqual({ answers: ['vase-days', 'vase-fee'], waiting: [], total: 2 });
  });

  it('is that of the answers which it changed: not for other readers, nor those that show the fact since, but those that did', async () => {
    await fact('sofa.fee', 'GBP 4.00');
    const [firms, persons] = ['business', 'personal'].map((value) => [{ dimension: 'customer', value }]);
    const sentence = 'A sofa is brought for {{fact:sofa.fee}} to the door.';
    await publish('sofa-firmsy', "What does a firm's sofa cost?", sentence, { scope: firms });
    await publish('sofa-person', "What does a person's sofa cost?", sentence, { scope: persons });
    await publish('sofa-later', 'Who brings sofas?', 'Two strong people bring it.', { scope: firms });
    await later(minute);
    const { statement } = await desk.state({ key: 'sofa.fee', value: 'GBP 9.00', scope: firms, source: 'Tariff' });
    await desk.publishedRelease('sofas', { statement });
    await later(minute);
    const since = 'Two people bring it for {{fact:sofa.fee}}.';
    await desk.published({ key: 'sofa-later', ...written('Who brings sofas?', since) });
    await desk.published({ key: 'sofa-firmsy', ...written("What does a firm's sofa cost?", 'Ask at the till.') });
    expect(await short('sofas')).toEqual({ answers: ['sofa-firmsy'], waiting: [], total: 1 });
  });

  it('counts on each channel who says the new and who still says the old, over all answers that it changed', async () => {
    const was = 'A parcel is wrapped within 3 working days.';
    script({ 'gift-fee': 'Gift wrap costs £3 per parcel.', 'gift-days': was });
    await sweep();
    bank.clock.advance(60_000);
    const days = 'A parcel is wrapped within 8 working days.';
    await desk.approved({ key: 'gift-days', ...written('How long does wrapping take?', days) });
    const { statement } = await desk.state({ key: 'gift.fee', value: 'GBP 7.00', source: 'Tariff' });
    await desk.publishedRelease('spring', { answer: 'gift-days' }, { statement });
    const way = async (release = 'spring') =>
      (
        await bank.ask<{
          releasePropagation: {
            total: number;
            waiting: readonly string[];
            answers: readonly { answer: string }[];
            channels: readonly {
              channel: { key: string };
              saysNew: number;
              saysOld: number;
              unseen: number;
              stillOld: readonly { answer: string; text: string }[];
            }[];
          } | null;
        }>(
          `query ($release: String!) { releasePropagation(release: $release) { total waiting answers { answer }
            channels { channel { key } saysNew saysOld unseen stillOld { answer text } } } }`,
          { release },
          editor,
        )
      ).releasePropagation;
    const onScript = async () => (await way())?.channels.find(({ channel }) => channel.key === 'script');
    expect(await onScript()).toMatchObject({ saysNew: 0, saysOld: 0, unseen: 2 });
    script({ 'gift-fee': 'Gift wrap costs £7 per parcel.', 'gift-days': was });
    await sweep();
    expect(await onScript()).toMatchObject({
      saysNew: 1,
      saysOld: 1,
      unseen: 0,
      stillOld: [{ answer: 'gift-days', text: was }],
    });
    const { total, waiting, answers } = (await way()) ?? {};
    expect({ total, waiting, answers }).toEqual({
      total: 2,
      waiting: [],
      answers: [{ answer: 'gift-days' }, { answer: 'gift-fee' }],
    });
    expect(await way('none-such')).toBeNull();
  });
});
