import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type CheckOptions, checkChannels } from '../../src/command-line/check.js';
import { type EmptyBank, openEmptyBank } from './empty-bank.js';
import { people } from './test-service.js';

/** A channel that was tried, as the tests read it. */
export interface TriedCell {
  readonly state: string;
  readonly text: string | null;
  readonly address: string | null;
  readonly failure: string | null;
  readonly version: number | null;
}
export interface TriedFinding {
  readonly kind: string;
  readonly tier: string;
  readonly claim: string;
}
export interface Tried {
  readonly cells: readonly TriedCell[];
  readonly findings: readonly TriedFinding[];
}

/** A bank that answers what a new card costs (£5) and how long it takes (3 days), with a folder for files of others. */
export interface CardBank extends EmptyBank {
  readonly folder: string;
  try(channel: object): Promise<Tried>;
  register(channel: object): Promise<object>;
  /** Runs a sweep over all channels to its end, and gives the cells of one. */
  sweep(channel: string): Promise<readonly TriedCell[]>;
  /** Runs `univocal check --local`. */
  checkLocal(local: string): Promise<{ readonly code: number; readonly printed: string }>;
  close(): Promise<void>;
}

const answers = [
  ['card-fee', 'What does a new card cost?', 'A new card costs £5 and comes by post.'],
  ['card-time', 'How long does a new card take?', 'A new card takes 3 days.'],
] as const;
const { admin, reviewer } = people;
const cell = 'state text address failure version';

/** Opens it; whoever opens it closes it. */
export async function openCardBank(environment: Readonly<Record<string, string>> = {}): Promise<CardBank> {
  const folder = mkdtempSync(join(tmpdir(), 'univocal-observed-'));
  const bank = await openEmptyBank('2026-11-02T10:00:00Z', { OBSERVED_FOLDER: folder, ...environment });
  for (const [key, question, body] of answers) {
    await bank.desks.create({ key, topic: 'cards', audience: 'PUBLIC' });
    await publishCard(bank, key, body, question);
    await bank.ask('mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }', {
      key,
      text: question,
    });
  }
  return {
    ...bank,
    folder,
    try: async (channel) => {
      const { tryObservedChannel: tried } = await bank.ask<{
        tryObservedChannel: { report: { cells: readonly TriedCell[] }; findings: readonly TriedFinding[] };
      }>(
        `query ($input: ObservedChannelInput!) { tryObservedChannel(input: $input, first: 20) {
          report { cells { ${cell} } } findings { kind tier claim } } }`,
        { input: inputOf(channel) },
        admin,
      );
      return { cells: tried.report.cells, findings: tried.findings };
    },
    register: async (channel) => {
      const { registerObservedChannel } = await bank.ask<{ registerObservedChannel: object }>(
        `mutation ($input: ObservedChannelInput!) { registerObservedChannel(input: $input) {
          channel { key } site { base } file { path } macros { path macros { answer macro } } mails { path mails { answer mail } }
          graphql { url query text version locale answers { answer key } } } }`,
        { input: inputOf(channel) },
        admin,
      );
      return registerObservedChannel;
    },
    sweep: (channel) => sweptCells(bank, channel),
    checkLocal: (local) => checkedLocal(bank, { local: [local] }),
    close: async () => {
      await bank.service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Publishes new words for an answer of the bank. */
export async function publishCard(bank: EmptyBank, key: string, body: string, question = key): Promise<void> {
  const words = { question, title: question, body, short: body };
  await bank.desks.published({ key, ...words, changeNote: 'Written.', significance: 'MAJOR' });
}

function inputOf(channel: object): object {
  return { key: 'others', name: 'Of others', locales: ['en'], ...channel };
}

async function sweptCells({ ask }: EmptyBank, channel: string): Promise<readonly TriedCell[]> {
  const { runSweep } = await ask<{ runSweep: { id: string } }>('mutation { runSweep { id } }', {}, reviewer);
  const state = async () => {
    const asked = 'query ($id: ID!) { sweep(id: $id) { state failure } }';
    return (await ask<{ sweep: { state: string; failure: string | null } }>(asked, runSweep, reviewer)).sweep;
  };
  await expect.poll(state, { timeout: 90_000, interval: 250 }).toEqual({ state: 'DONE', failure: null });
  const { consistency } = await ask<{
    consistency: { cells: readonly (TriedCell & { readonly channel: { readonly key: string } })[] };
  }>(`query ($id: ID!) { consistency(sweep: $id) { cells { ${cell} channel { key } } } }`, runSweep, reviewer);
  return consistency.cells.filter((one) => one.channel.key === channel);
}

async function checkedLocal({ service }: EmptyBank, more: Partial<CheckOptions>) {
  let printed = '';
  const out = { write: (text: string) => (printed += text), columns: 120 };
  const options = {
    url: service.url,
    key: service.app.keys.operator,
    failOn: 'alert',
    timeout: 60,
    local: [],
  } as const;
  const code = await checkChannels({ ...options, ...more }, { environment: {}, stdout: out, stderr: out });
  return { code, printed };
}
