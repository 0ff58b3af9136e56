import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadTemplates } from '../seed/load-templates.js';
import { system } from '../src/access/index.js';
import { saveTemplate } from '../src/channels/index.js';
import type { Probe } from '../src/consistency/index.js';
import { closeMissedFindings } from '../src/consistency/finding.store.js';
import { sweepById } from '../src/consistency/sweep.store.js';
import { stabilityRate } from '../src/consistency/stability/asked-otherwise.js';
import { askedOtherwiseToo } from '../src/consistency/stability/stability-sample.js';
import { lastAskedOtherwiseIn } from '../src/consistency/stability/asked-otherwise.store.js';
import { stabilityOf } from '../src/consistency/stability/stability.js';
import { typedInHaste } from '../src/consistency/stability/typed-in-haste.js';
import { lexiconNamed } from '../src/consistency/lexicon/lexicons.js';
import { type EmptyBank, openEmptyBank } from './support/empty-bank.js';
import { smallBank } from './support/small-bank.js';
import { people } from './support/test-service.js';

let bank: EmptyBank;

const keys = ['card-lost', 'change-address', 'close-account'];

interface Way {
  readonly words: string;
  readonly outcome: string;
  readonly answer: string | null;
}

interface Cell {
  readonly probe: { readonly key: string };
  readonly channel: { readonly key: string };
  readonly same: number;
  readonly asked: number;
  readonly ways: readonly Way[];
}

interface Stability {
  readonly rate: { readonly agreeing: number; readonly compared: number; readonly low: number | null };
  readonly cells: readonly Cell[];
}

beforeAll(async () => {
  bank = await openEmptyBank('2026-11-02T10:00:00Z');
  const { services } = bank.service.app;
  for (const template of loadTemplates().filter(({ key, locale }) => key === 'reply-to-question' && locale === 'en'))
    await saveTemplate({ ...services, actor: system }, template);
  for (const key of keys) {
    const [question = '', ...phrasings] = smallBank.flatMap((one) => (one.answerKey === key ? [one.text] : []));
    await bank.desks.create({ key, topic: 'cards', audience: 'PUBLIC' });
    const body = `We answer this for ${key} in the app, under Help.`;
    const text = { title: key, body, short: body, changeNote: 'Written.', significance: 'MAJOR' };
    await bank.desks.published({ key, question, ...text });
    for (const phrasing of phrasings) await addPhrasing(key, phrasing);
  }
  await bank.service.app.caughtUp();
}, 120_000);

afterAll(() => bank.service.close());

beforeEach(() => bank.clock.advance(60_000));

async function addPhrasing(key: string, text: string): Promise<void> {
  await bank.ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
    key,
    text,
  });
}

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await bank.service.graphql<Data>(query, variables, bank.service.app.keys.operator);
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}

async function sweep(part = ''): Promise<{ readonly id: string; readonly stability: Stability }> {
  bank.clock.advance(60_000);
  const { runSweep } = await ask<{ runSweep: { id: string } }>(`mutation { runSweep${part} { id } }`);
  const query = `query ($id: ID!) { sweep(id: $id) { id state failure stability { rate { agreeing compared low }
    cells { probe { key } channel { key } same asked ways { words outcome answer } } } } }`;
  for (;;) {
    const { sweep: seen } = await ask<{ sweep: { id: string; state: string; failure: string; stability: Stability } }>(
      query,
      runSweep,
    );
    if (seen.state === 'FAILED') throw new Error(seen.failure);
    if (seen.state === 'DONE') return seen;
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

const otherwise = async (state = 'OPEN') =>
  (
    await ask<{
      findings: { nodes: readonly { tier: string; severity: string; claim: string; channel: { key: string } }[] };
    }>(
      `{ findings(first: 50, state: [${state}], tier: [INFO]) { nodes { kind tier severity claim channel { key } } } }`,
    )
  ).findings.nodes;

const lost = ({ cells }: Stability) =>
  cells.find(({ probe, channel }) => probe.key === 'card-lost' && channel.key === 'webchat');
const wordsOf = (stability: Stability) => lost(stability)?.ways[0]?.words ?? '';

/** As the web chat leaves it that answers otherwise, or cannot be asked, with these words: the next sweep takes another answer over. */
async function leave(id: string, words: string, outcome: 'OTHER' | 'FAILED'): Promise<void> {
  await bank.service.app.db
    .updateTable('asked_otherwise')
    .set({ outcome, answer_key: outcome === 'OTHER' ? 'close-account' : null })
    .where('sweep_id', '=', Number(id))
    .where('channel_key', '=', 'webchat')
    .where('words', '=', words)
    .execute();
}

describe('a sweep', () => {
  it('puts each question to each bot in two other ways that are nobody’s phrasing, and tells how many answers hold', async () => {
    const { stability } = await sweep();
    expect([...new Set(stability.cells.map(({ channel }) => channel.key))].sort()).toEqual([
      'social',
      'social-reply',
      'webchat',
    ]);
    expect(stability.cells).toHaveLength(9);
    const phrasings = new Set(smallBank.map(({ text }) => text.toLowerCase()));
    for (const { ways } of stability.cells) {
      expect(ways).toHaveLength(2);
      for (const { words } of ways) expect(phrasings).not.toContain(words.toLowerCase());
      expect(ways[0]?.words).toMatch(/^Hello, quick question: .+ Thank you!$/);
    }
    expect(stability.rate.compared).toBe(3);
  });

  it('leaves no trace of it in the question log', async () => {
    const { stability } = await sweep();
    expect(stability.cells).not.toEqual([]);
    const bots = ['webchat', 'social', 'social-reply'];
    expect(
      await bank.service.app.db.selectFrom('inquiry').select('question').where('channel_key', 'in', bots).execute(),
    ).toEqual([]);
  });

  it('takes over what the bots did while they answer by the same, and asks anew when something is published', async () => {
    const first = await sweep();
    const asked = () =>
      bank.service.app.db.selectFrom('asked_otherwise').select(['sweep_id', 'at']).orderBy('at', 'desc').execute();
    const before = await asked();
    const second = await sweep();
    expect(second.stability).toEqual(first.stability);
    expect((await asked())[0]?.at).toEqual(before[0]?.at);
    await addPhrasing('card-lost', 'The card has gone missing');
    await bank.service.app.caughtUp();
    await sweep();
    expect((await asked())[0]?.at).not.toEqual(before[0]?.at);
  });

  it('finds, beside the contradictions, where a bot gave another answer, until it is asked anew and gives its own', async () => {
    const { id, stability } = await sweep();
    const words = wordsOf(stability);
    await leave(id, words, 'OTHER');
    expect((await sweep()).stability.rate).toMatchObject({ agreeing: 2, compared: 3 });
    const claim = `Asked “${words}”, the bot gives the answer close-account instead of card-lost.`;
    const finding = { kind: 'asked-otherwise', tier: 'INFO', severity: 'SEV4', claim, channel: { key: 'webchat' } };
    expect(await otherwise()).toEqual([finding]);
    expect(await ask('{ findings(tier: [ALERT, POSSIBLE]) { totalCount } findingTimes { drift { count } } }')).toEqual({
      findings: { totalCount: 0 },
      findingTimes: { drift: { count: 0 } },
    });
    await sweep('(channels: ["help"])');
    expect(await otherwise()).toEqual([finding]);
    await addPhrasing('card-lost', 'My bag is gone and the card was in it');
    await bank.service.app.caughtUp();
    expect((await sweep()).stability.rate).toMatchObject({ agreeing: 3, compared: 3 });
    expect(await otherwise()).toEqual([]);
    expect(await otherwise('FIXED')).toContainEqual(finding);
  });

  it('closes no such finding when the bot could not be asked in one of the ways, and asks it anew', async () => {
    const { db } = bank.service.app;
    const first = await sweep();
    const words = wordsOf(first.stability);
    await leave(first.id, words, 'OTHER');
    const second = await sweep();
    expect(await otherwise()).toHaveLength(1);
    await leave(second.id, words, 'FAILED');
    await db
      .updateTable('finding')
      .set({ last_sweep_id: Number(first.id) })
      .where('kind', '=', 'asked-otherwise')
      .execute();
    const swept = await sweepById(db, Number(second.id));
    if (!swept) throw new Error('the sweep is gone');
    await db.transaction().execute((tx) => closeMissedFindings(tx, swept, { moment: bank.clock.now(), unjudged: [] }));
    expect(await otherwise()).toHaveLength(1);
    const { stability } = await sweep();
    expect(lost(stability)?.ways.map(({ words: way }) => way)).toContain(words);
    expect(await otherwise()).toEqual([]);
  });

  it('that ends after a later one does not bring back what that has asked anew', async () => {
    const { db } = bank.service.app;
    const older = await sweep();
    await sweep();
    await leave(older.id, wordsOf(older.stability), 'OTHER');
    const { rate } = await stabilityOf({ db }, Number(older.id));
    expect(rate).toMatchObject({ agreeing: 2, compared: 3 });
    expect(await db.transaction().execute((tx) => lastAskedOtherwiseIn(tx, Number(older.id)))).toEqual([]);
  });

  it('of a part that has no bot asks nobody otherwise', async () => {
    const { stability } = await sweep('(channels: ["help"])');
    expect(stability).toEqual({ rate: { agreeing: 0, compared: 0, low: null }, cells: [] });
  });

  it('shows its stability to nobody who may not read findings', async () => {
    const { errors } = await bank.service.graphql(
      '{ sweep(id: 1) { stability { rate { share } } } }',
      {},
      await bank.desks.token(people.agent),
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('the sample', () => {
  const probes = (count: number) =>
    Array.from(
      { length: count },
      (_, id): Probe => ({
        id,
        key: `q-${id}`,
        question: '?',
        locale: 'en',
        audience: 'PUBLIC',
        scope: {},
        expects: `q-${id}`,
      }),
    );

  it('is everything where there are few, and never more than 200', () => {
    expect(askedOtherwiseToo(probes(200), 5)).toHaveLength(200);
    for (const count of [201, 999, 10_000]) {
      const sample = askedOtherwiseToo(probes(count), 3);
      expect(sample.length).toBeLessThanOrEqual(200);
      expect(sample.length).toBeGreaterThan(90);
    }
  });

  it('comes round to every question, none twice in a round', () => {
    const all = probes(1_050);
    const round = Array.from({ length: 6 }, (_, sweeps) => askedOtherwiseToo(all, sweeps)).flat();
    expect(round.map(({ id }) => id).sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
  });
});

describe('a question typed in haste', () => {
  it.each([
    ['en', 'How can I get the money of my account back?', 'how get money of acocunt back'],
    ['en', 'Why can I not use the card?', 'why not use card'],
    ['en', 'Which of the cards is free, and only for students?', 'which of cards free and only for stuednts'],
    ['de', 'Warum kann ich die Karte nicht sperren?', 'warum karte nicht spreren'],
    ['en', 'Is it free?', null],
  ])('in %s keeps what denies, limits and asks: %s', (language, question, hasty) => {
    const lexicon = lexiconNamed(language)?.lexicon;
    if (!lexicon) throw new Error(`${language} has no lexicon`);
    expect(typedInHaste(question, lexicon)).toBe(hasty);
  });
});

describe('the rate', () => {
  const [probe] = [{ id: 1, key: 'q', question: '?', locale: 'en', audience: 'PUBLIC', scope: {}, expects: 'a' }];
  const way = (outcome: 'SAID' | 'OFFERED' | 'OTHER' | 'SILENT' | 'FAILED') => ({
    words: outcome,
    outcome,
    answer: null,
  });
  const cell = (channel: string, ...outcomes: readonly Parameters<typeof way>[0][]) => ({
    probe,
    channel,
    answersCanonical: true,
    ways: outcomes.map(way),
  });

  it('counts a question once however many bots there are, and it holds only where all hold it', () => {
    expect(stabilityRate([cell('webchat', 'SAID', 'OFFERED'), cell('social', 'SAID', 'SAID')])).toMatchObject({
      agreeing: 1,
      compared: 1,
    });
    expect(stabilityRate([cell('webchat', 'SAID', 'SAID'), cell('social', 'SAID', 'SILENT')])).toMatchObject({
      agreeing: 0,
      compared: 1,
    });
  });

  it('does not count what could not be asked', () => {
    expect(stabilityRate([cell('webchat', 'FAILED', 'FAILED')])).toMatchObject({ compared: 0, share: null });
    expect(stabilityRate([cell('webchat', 'FAILED', 'SAID')])).toMatchObject({ agreeing: 1, compared: 1 });
  });

  it('is broken by a canonical question that its answer is not given to', () => {
    expect(stabilityRate([{ ...cell('webchat', 'SAID'), answersCanonical: false }])).toMatchObject({
      agreeing: 0,
      compared: 1,
    });
  });
});
