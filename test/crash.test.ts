import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, staff, system } from '../src/access/index.js';
import { createAnswer, createFact, createTopic, readSnapshot } from '../src/knowledge/index.js';
import { systemClock } from '../src/platform/clock.js';
import { connectDatabase, type Database } from '../src/platform/database/database.js';
import { homeOf, startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { migrate } from '../src/platform/database/migrate.js';
import { createLog } from '../src/platform/log.js';
import { type Program, startProgram } from './support/program.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const answers = ['left', 'right'] as const;
const rounds = 12;

/** Two answers and two facts, for two writers who get in each other's way only where they must. */
async function openOrganisation(db: Database): Promise<void> {
  const ctx = { db, clock: systemClock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  await createTopic(ctx, {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    ownerTeam: 'cards',
    authorityTeam: 'cards',
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 1,
  });
  const editor = { ...ctx, actor: staff({ key: 'editor', name: 'Editor', role: 'EDITOR', team: 'cards' }) };
  for (const key of answers) {
    await createAnswer(editor, { key, topic: 'cards', audience: 'PUBLIC', scope: {}, mustSay: [], related: [] });
    await createFact(editor, { key: `${key}.count`, type: 'COUNT', name: 'Count', ownerTeam: 'cards' });
  }
}

interface Acknowledged {
  readonly kind: 'version' | 'value';
  readonly key: string;
  readonly id: number;
  readonly sequence: number;
}

/** Two writers in one process, ready to go. */
function writers(url: string): Program {
  return startProgram('test/support/publish-until-killed.ts', {}, [url, ...answers]);
}

/** Lets the writers go until each was acknowledged a version, and then for a moment more; kills them; gives what they were told. */
async function killAfter(
  program: Program,
  moment: number,
  alsoKill: () => void = () => undefined,
): Promise<readonly Acknowledged[]> {
  await program.says('ready');
  program.process.stdin?.write('go\n');
  await Promise.all(answers.map((key) => program.says(`version ${key}`)));
  await sleep(moment);
  alsoKill();
  program.process.kill('SIGKILL');
  await program.ended();
  return [...program.output().out.matchAll(/^(version|value) (\w+) (\d+) (\d+)$/gm)].map(
    ([, kind, key = '', id, sequence]) => ({
      kind: kind as Acknowledged['kind'],
      key,
      id: Number(id),
      sequence: Number(sequence),
    }),
  );
}

/** Kills the whole server at one moment, as a power cut would: a postmaster alone leaves others behind that still write to disk. */
function killServer(postmaster: number): void {
  process.kill(postmaster, 'SIGSTOP');
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  for (const one of [...children.map(Number), postmaster]) process.kill(one, 'SIGKILL');
}

/** Fails unless all that was acknowledged is there, and all that is there is whole. Gives how much is there. */
async function checkWhole(db: Database, acknowledged: readonly Acknowledged[]): Promise<number> {
  const now = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => ({
      switches: await tx.selectFrom('snapshot_switch').selectAll().orderBy('sequence').execute(),
      events: await tx.selectFrom('outbox').selectAll().orderBy('sequence').execute(),
      versions: await tx
        .selectFrom('answer_version')
        .innerJoin('answer', 'answer.id', 'answer_version.answer_id')
        .select(['answer.key', 'number', 'answer_version.recorded_at'])
        .orderBy('answer_version.id')
        .execute(),
      values: await tx
        .selectFrom('fact_value')
        .select(['id', 'fact_id', 'recorded_at', 'retracted_at', 'continues', 'valid_to'])
        .execute(),
      statements: await tx.selectFrom('fact_statement').selectAll().execute(),
      drafts: await tx
        .selectFrom('draft')
        .innerJoin('answer', 'answer.id', 'draft.answer_id')
        .select(['answer.key', 'based_on', 'state'])
        .execute(),
      transitions: await tx
        .selectFrom('draft_transition')
        .innerJoin('answer', 'answer.id', 'draft_transition.answer_id')
        .select(['answer.key', 'from_state', 'to_state'])
        .orderBy('draft_transition.id')
        .execute(),
    }));
  const sequences = now.switches.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, i) => i + 1));
  expect(now.events.map(({ sequence }) => sequence)).toEqual(sequences);
  expect(now.events.map(({ payload }) => (payload as { snapshotSequence: number }).snapshotSequence)).toEqual(
    sequences,
  );
  const momentOf = new Map(now.switches.map((one) => [one.sequence, one.moment.getTime()]));

  for (const key of answers) {
    const versions = now.versions.filter((version) => version.key === key);
    expect(versions.map(({ number }) => number)).toEqual(versions.map((_, i) => i + 1));
    const switches = now.switches.filter(({ reason, subject }) => reason === 'answer.published' && subject === key);
    expect(switches.map(({ moment }) => moment)).toEqual(versions.map(({ recorded_at }) => recorded_at));
    const transitions = now.transitions.filter((transition) => transition.key === key);
    expect(transitions.filter(({ to_state }) => to_state === 'PUBLISHED')).toHaveLength(versions.length);
    transitions
      .slice(1)
      .forEach((transition, i) => expect(transition.from_state ?? 'PUBLISHED').toBe(transitions[i]?.to_state));
    const draft = now.drafts.find((one) => one.key === key);
    expect(draft ? draft.state : 'PUBLISHED').toBe(transitions.at(-1)?.to_state ?? 'PUBLISHED');
    if (draft) expect(draft.based_on ?? 0).toBe(versions.length);
  }

  const published = now.values.filter(({ continues }) => continues === null);
  expect(now.statements.filter(({ state }) => state === 'PUBLISHED')).toHaveLength(published.length);
  expect(now.switches.filter(({ reason }) => reason === 'fact.published').map(({ moment }) => moment)).toEqual(
    published.map(({ recorded_at }) => recorded_at).sort((a, b) => a.getTime() - b.getTime()),
  );
  for (const fact of new Set(now.values.map(({ fact_id }) => fact_id)))
    expect(
      now.values.filter((value) => value.fact_id === fact && value.retracted_at === null && value.valid_to === null),
    ).toHaveLength(1);

  for (const { kind, key, id, sequence } of acknowledged) {
    const kept =
      kind === 'version'
        ? now.versions.find((version) => version.key === key && version.number === id)
        : published.find((value) => value.id === id);
    expect(kept?.recorded_at.getTime(), `${kind} ${key} ${id}`).toBe(momentOf.get(sequence));
  }
  return now.versions.length + published.length;
}

describe('publishing that is killed', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase('empty');
    await openOrganisation(database.db);
  });

  afterAll(() => database.close());

  it('leaves all that was acknowledged and nothing half, at any moment', async () => {
    const acknowledged: Acknowledged[] = [];
    let next: Program | null = writers(database.url);
    for (let round = 0; next; round += 1) {
      const program: Program = next;
      next = round + 1 < rounds ? writers(database.url) : null;
      acknowledged.push(...(await killAfter(program, (round * 37) % 61)));
      expect(program.output().err).toBe('');
      const there = await checkWhole(database.db, acknowledged);
      expect(there).toBeLessThanOrEqual(acknowledged.length + answers.length * (round + 1));
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(answers.length * rounds);
    const { moment, sequence } = await database.db
      .selectFrom('snapshot_switch')
      .selectAll()
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const snapshot = await readSnapshot(
      database.db,
      { validAt: moment, knownAt: moment },
      { sequence, sourceLocale: 'en' },
    );
    for (const key of answers) {
      const last = Math.max(
        ...acknowledged.filter((one) => one.kind === 'version' && one.key === key).map(({ id }) => id),
      );
      expect(snapshot.answers.get(key)?.version.number).toBeGreaterThanOrEqual(last);
    }
  }, 60_000);
});

describe('a database that is killed with its writers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'univocal-crash-'));
  const home = homeOf(join(folder, 'database'));

  afterAll(() => {
    for (const used of [home, folder]) rmSync(used, { recursive: true, force: true });
  });

  it('comes back with all that was acknowledged', async () => {
    const log = createLog('silent');
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < 3; round += 1) {
      const postgres = await startEmbeddedPostgres(join(folder, 'database'));
      const { db, close } = connectDatabase(postgres.url, log);
      await migrate(db);
      if (round === 0) await openOrganisation(db);
      await checkWhole(db, acknowledged);
      await close();
      const server = Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
      acknowledged.push(...(await killAfter(writers(postgres.url), 40 * round, () => killServer(server))));
    }
    const postgres = await startEmbeddedPostgres(join(folder, 'database'));
    const { db, close } = connectDatabase(postgres.url, log);
    await checkWhole(db, acknowledged);
    expect(acknowledged.length).toBeGreaterThanOrEqual(answers.length * 3);
    await close();
    await postgres.stop();
  }, 60_000);
});
