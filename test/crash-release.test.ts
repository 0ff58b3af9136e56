import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, staff, system } from '../src/access/index.js';
import { createAnswer, createFact, createTopic } from '../src/knowledge/index.js';
import { systemClock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { type Bundle, bundleProgram } from './support/bundle-program.js';
import { type Program, startProgram } from './support/program.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const kills = 50;
/** The kills fall evenly into what a publication takes on this machine at this moment, and half as much again behind it. */
const latest = 1.5;

let bundle: Bundle;
let database: TestDatabase;

beforeAll(async () => {
  bundle = await bundleProgram('test/support/release-until-killed.ts', { packages: true });
  database = await openTestDatabase('empty');
  await openOrganisation(database.db);
});

afterAll(async () => {
  await database.close();
  bundle.remove();
});

async function openOrganisation(db: Database): Promise<void> {
  const ctx = { db, clock: systemClock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  const teams = { ownerTeam: 'cards', authorityTeam: 'cards' };
  const topic = { key: 'cards', name: 'Cards', parentKey: null, demandClass: 'SELF_SERVE' } as const;
  await createTopic(ctx, { ...topic, ...teams, serviceLevelHours: 1 });
  const editor = { ...ctx, actor: staff({ key: 'editor', name: 'editor', role: 'EDITOR', team: 'cards' }) };
  for (const key of ['left', 'right'])
    await createAnswer(editor, { key, topic: 'cards', audience: 'PUBLIC', scope: {}, mustSay: [], related: [] });
  await createFact(editor, { key: 'left.count', type: 'COUNT', name: 'Count', ownerTeam: 'cards' });
}

const releaser = () => startProgram(bundle, {}, [database.url]);

interface Published {
  readonly key: string;
  readonly sequence: number;
}

/** Lets the program publish one release, kills it at this share of the same time into its second, and gives what it was told. */
async function killedAfter(program: Program, share: number): Promise<readonly Published[]> {
  await program.says('ready');
  program.process.stdin?.write('go\n');
  await program.says(`publishing r-${program.process.pid}-2`);
  const [, tookMs] = /^published \S+ \d+ in (\d+) ms$/m.exec(program.output().out) ?? [];
  await sleep(share * Number(tookMs));
  program.process.kill('SIGKILL');
  await program.ended();
  expect(program.output().err).toBe('');
  return [...program.output().out.matchAll(/^published (\S+) (\d+) in/gm)].map(([, key = '', sequence]) => ({
    key,
    sequence: Number(sequence),
  }));
}

/** The instants at which each kind of change was recorded, and the switches that made them; all of them in one view of the database. */
function readRecord(db: Database) {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => ({
      switches: await tx
        .selectFrom('snapshot_switch')
        .selectAll()
        .where('reason', '!=', 'topic.created')
        .orderBy('sequence')
        .execute(),
      events: await tx.selectFrom('outbox').selectAll().where('type', '=', 'release.published').execute(),
      releases: await tx.selectFrom('release').selectAll().where('state', '=', 'PUBLISHED').execute(),
      versions: await tx.selectFrom('answer_version').select(['answer_id', 'recorded_at']).execute(),
      values: await tx.selectFrom('fact_value').select('recorded_at').where('continues', 'is', null).execute(),
      phrasings: await tx.selectFrom('phrasing').select('added_at').execute(),
      translations: await tx.selectFrom('translation').select('recorded_at').execute(),
    }));
}

/** Fails unless every release is there with all of its five changes, or with none, and all that was acknowledged is there. */
async function checkAllOrNothing(acknowledged: readonly Published[]): Promise<number> {
  const record = await readRecord(database.db);
  const moments = record.switches.map(({ moment }) => moment.getTime());
  const times = (dates: readonly Date[]) => dates.map((date) => date.getTime()).sort((a, b) => a - b);
  expect(record.switches.map(({ reason }) => reason)).toEqual(moments.map(() => 'release.published'));
  expect(record.releases.map(({ snapshot_sequence }) => snapshot_sequence).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
    record.switches.map(({ sequence }) => sequence),
  );
  expect(record.events).toHaveLength(moments.length);
  for (const answer of new Set(record.versions.map(({ answer_id }) => answer_id)))
    expect(
      times(record.versions.filter(({ answer_id }) => answer_id === answer).map(({ recorded_at }) => recorded_at)),
    ).toEqual(moments);
  expect(record.versions).toHaveLength(2 * moments.length);
  expect(times(record.values.map(({ recorded_at }) => recorded_at))).toEqual(moments);
  expect(times(record.phrasings.map(({ added_at }) => added_at))).toEqual(moments);
  expect(times(record.translations.map(({ recorded_at }) => recorded_at))).toEqual(moments);
  for (const { key, sequence } of acknowledged)
    expect(record.releases.find((release) => release.key === key)?.snapshot_sequence).toBe(sequence);
  return moments.length;
}

describe('a release whose publication is killed', () => {
  it(`is there as a whole or not at all, at any of ${kills} moments`, { timeout: 300_000 }, async () => {
    const acknowledged: Published[] = [];
    let begun = 0;
    let next: Program | null = releaser();
    for (let kill = 0; next; kill += 1) {
      const program: Program = next;
      // Evenly spread, in an order that jumps about.
      const share = ((kill * 17) % kills) * (latest / kills);
      // The next one starts up meanwhile; it touches nothing before it is told to go.
      next = kill + 1 < kills ? releaser() : null;
      acknowledged.push(...(await killedAfter(program, share)));
      begun += [...program.output().out.matchAll(/^publishing /gm)].length;
      const published = await checkAllOrNothing(acknowledged);
      expect(published).toBeLessThanOrEqual(begun);
    }
    const published = await checkAllOrNothing(acknowledged);
    // Some were killed in time and some were not, else the kills have tried nothing.
    expect(published).toBeGreaterThan(kills);
    expect(published).toBeLessThan(begun);
  });
});
