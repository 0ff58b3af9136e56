import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTemplates } from '../seed/load-templates.js';
import { system } from '../src/access/index.js';
import { probeEnvironment } from '../src/app/register-jobs.js';
import { allChannels, limitsOf, registerObservedChannel, saveTemplate } from '../src/channels/index.js';
import { openProbes } from '../src/consistency/probes/open-probes.js';
import { type Desks, openDesks } from './support/editing.js';
import { type EmptyBank, openEmptyBank } from './support/empty-bank.js';

let bank: EmptyBank;
let desks: Desks;
let folder: string;

interface Cell {
  readonly at: string;
  readonly state: string;
  readonly text: string;
  readonly version: number | null;
  readonly probe: { readonly key: string };
  readonly channel: { readonly key: string; readonly mode: string };
}

interface Swept {
  readonly id: string;
  readonly state: string;
  readonly cellsTotal: number;
  readonly cellsDone: number;
  readonly failure: string | null;
  readonly answers: readonly string[] | null;
  readonly channels: readonly string[] | null;
}

async function publish(key: string, question: string, body: string): Promise<number> {
  const text = { title: question, body, short: body, changeNote: 'Written.', significance: 'MAJOR' };
  const { snapshotSequence } = await desks.published({ key, question, ...text });
  return snapshotSequence;
}

/** Asks as the operator, whose key does not end when the clock is moved. */
async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { service } = bank;
  const { data, errors } = await service.graphql<Data>(query, variables, service.app.keys.operator);
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}

async function ended(id: string): Promise<Swept> {
  for (;;) {
    const { sweep } = await ask<{ sweep: Swept }>(
      'query ($id: ID!) { sweep(id: $id) { id state cellsTotal cellsDone failure answers channels } }',
      { id },
    );
    if (sweep.state !== 'QUEUED' && sweep.state !== 'RUNNING') return sweep;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function sweep(part = ''): Promise<Swept> {
  bank.clock.advance(60_000);
  const { runSweep } = await ask<{ runSweep: Swept }>(`mutation { runSweep${part} { id } }`);
  return ended(runSweep.id);
}

async function cellsOf({ id }: Swept): Promise<readonly Cell[]> {
  const { observations } = await ask<{ observations: { nodes: readonly Cell[] } }>(
    'query ($sweep: ID!) { observations(sweep: $sweep, first: 100) { nodes { at state text version probe { key } channel { key mode } } } }',
    { sweep: id },
  );
  return observations.nodes;
}

const named = (cells: readonly Cell[], mode: string, probe?: string) =>
  cells.filter(({ channel, probe: { key } }) => channel.mode === mode && (probe ?? key) === key);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'univocal-observed-'));
  says('£5');
  bank = await openEmptyBank('2026-11-02T10:00:00Z', { OBSERVED_FOLDER: folder });
  desks = bank.desks;
  const { db, services } = bank.service.app;
  for (const template of loadTemplates().filter(({ key, locale }) => key === 'reply-to-question' && locale === 'en'))
    await saveTemplate({ ...services, actor: system }, template);
  const observed = { mode: 'OBSERVED', audience: 'PUBLIC', locales: ['en'] } as const;
  await registerObservedChannel(
    { db, clock: bank.clock, actor: system },
    { ...observed, key: 'script', name: 'Phone script', kind: 'file', limits: limitsOf.file },
    { kind: 'file', path: 'script.md', sections: { 'card-fee': 'costs' } },
    9,
  );
  for (const [key, question, body] of [
    ['card-fee', 'What does a new card cost?', 'A new card costs £5 and comes by post.'],
    ['card-time', 'How long does a new card take?', 'A new card takes 3 days.'],
  ] as const) {
    await desks.create({ key, topic: 'cards', audience: 'PUBLIC' });
    await publish(key, question, body);
    await bank.ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
      key,
      text: question,
    });
  }
  await bank.service.app.caughtUp();
}, 60_000);

afterAll(async () => {
  await bank.service.close();
  rmSync(folder, { recursive: true, force: true });
});

function says(fee: string): void {
  writeFileSync(join(folder, 'script.md'), `# Script\n\n## Costs\n\nA new card costs ${fee} and comes by post.\n`);
}

describe('a cell of a governed channel', () => {
  it('is taken over while nothing has changed that it is made of', async () => {
    const first = await cellsOf(await sweep());
    expect(named(first, 'GOVERNED').map(({ state }) => state)).toEqual(Array(12).fill('SAME'));
    const again = await cellsOf(await sweep());
    expect(named(again, 'GOVERNED')).toEqual(named(first, 'GOVERNED'));
  });

  it('is asked anew when its answer changes, and the others are not', async () => {
    const before = await cellsOf(await sweep());
    await publish('card-time', 'How long does a new card take?', 'A new card takes 4 days.');
    const after = await cellsOf(await sweep());
    expect(named(after, 'GOVERNED', 'card-fee')).toEqual(named(before, 'GOVERNED', 'card-fee'));
    const [old, fresh] = [before, after].map((cells) =>
      named(cells, 'GOVERNED', 'card-time').map(({ version }) => version),
    );
    expect(fresh).toEqual(old?.map((version) => (version ?? 0) + 1));
  });

  it('is asked anew when the template of the mail changes, wherever it is used', async () => {
    const before = await cellsOf(await sweep());
    const { services } = bank.service.app;
    const [template] = loadTemplates().filter(({ key, locale }) => key === 'reply-to-question' && locale === 'en');
    if (!template) throw new Error('there is no template');
    await saveTemplate({ ...services, actor: system }, { ...template, subject: `${template.subject} again` });
    const after = await cellsOf(await sweep());
    for (const [place, cell] of named(after, 'GOVERNED').entries())
      expect(cell.at > (named(before, 'GOVERNED')[place]?.at ?? '')).toBe(true);
  });

  it('is asked anew after a day, however equal', async () => {
    const before = named(await cellsOf(await sweep()), 'GOVERNED');
    bank.clock.advance(25 * 3_600_000);
    // Whoever was signed in no longer is.
    desks = openDesks(bank.service);
    for (const [place, cell] of named(await cellsOf(await sweep()), 'GOVERNED').entries())
      expect(cell.at > (before[place]?.at ?? '')).toBe(true);
  });
});

describe('a sweep over a part', () => {
  it('asks only what is named, and leaves the report of the last whole one as it is', async () => {
    const whole = await sweep();
    const part = await sweep('(answers: ["card-fee"], channels: ["webchat", "script"])');
    expect(part).toMatchObject({ state: 'DONE', failure: null, cellsTotal: 2, cellsDone: 2, answers: ['card-fee'] });
    const report = 'query ($sweep: ID) { consistency(sweep: $sweep) { sweep { id } } }';
    expect(await ask(report)).toEqual({ consistency: { sweep: { id: whole.id } } });
    expect(await ask(report, { sweep: part.id })).toEqual({ consistency: null });
  });

  it.each([
    ['(channels: ["fax"])', 'channels names "fax", which there is not.'],
    ['(answers: ["card-fee", "nothing"])', 'answers names "nothing", which there is not.'],
    ['(answers: [])', 'answers must name 1 to 1000 of them, or be left out for all.'],
  ])('refuses %s with a sentence', async (part, sentence) => {
    await expect(ask(`mutation { runSweep${part} { id } }`)).rejects.toThrow(sentence);
  });
});

describe('what is published', () => {
  interface Found {
    readonly kind: string;
    readonly state: string;
    readonly channel: { readonly key: string };
  }
  const findings = async () =>
    (
      await ask<{ findings: { nodes: readonly Found[] } }>(
        '{ findings(first: 50) { nodes { kind state channel { key } } } }',
      )
    ).findings.nodes;

  /** The sweeps that a published state started have ended. */
  async function rechecked(snapshotSequence: number): Promise<readonly string[]> {
    const { db } = bank.service.app;
    for (;;) {
      const sweeps = await db
        .selectFrom('sweep')
        .select(['id', 'state', 'channels'])
        .where('snapshot_sequence', '=', snapshotSequence)
        .orderBy('id')
        .execute();
      if (sweeps.length === 2 && sweeps.every(({ state }) => state === 'DONE'))
        return sweeps.map(({ channels }) => (channels ?? []).join(' '));
      if (sweeps.some(({ state }) => state === 'FAILED')) throw new Error(JSON.stringify(sweeps));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  it('has the channels asked about it at once: who still says the old value is found, and forgiven when it says the new one', async () => {
    await sweep();
    expect(await findings()).toEqual([]);
    const channels = await rechecked(
      await publish('card-fee', 'What does a new card cost?', 'A new card costs £7 and comes by post.'),
    );
    expect(channels).toEqual(expect.arrayContaining(['script', expect.stringContaining('webchat')]));
    expect(await findings()).toEqual([{ kind: 'money', state: 'OPEN', channel: { key: 'script' } }]);
    says('£7');
    await sweep('(channels: ["script"])');
    await sweep('(channels: ["script"])');
    expect(await findings()).toEqual([{ kind: 'money', state: 'FIXED', channel: { key: 'script' } }]);
  });
});

describe('asked without the network', () => {
  it('a channel says what it says over it', async () => {
    const { app } = bank.service;
    const probes = openProbes(probeEnvironment(app));
    try {
      for (const channel of (await allChannels(app.db)).filter(({ mode }) => mode === 'GOVERNED')) {
        const probe = probes.of(channel);
        for (const [expects, text] of [
          ['card-fee', 'What does a new card cost?'],
          ['card-time', 'How long does a new card take?'],
          ['card-fee', 'Which gannets sing at night?'],
        ] as const) {
          const question = { question: text, locale: 'en', expects, scope: {} };
          const wire = await probe?.probe({ ...question, byWire: true });
          const inProcess = await probe?.probe({ ...question, byWire: false });
          expect({ ...inProcess, address: null, evidence: null }, `${channel.key}: ${text}`).toEqual({
            ...wire,
            address: null,
            evidence: null,
          });
        }
      }
    } finally {
      await probes.close();
    }
  });
});
