import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, staff, system } from '../src/access/index.js';
import { readSnapshot } from '../src/knowledge/compile-snapshot.js';
import { createAnswer, createFact, createTopic } from '../src/knowledge/index.js';
import { systemClock } from '../src/platform/clock.js';
import { connectDatabase, type Database } from '../src/platform/database/database.js';
import { homeOf, startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.js';
import { migrate } from '../src/platform/database/migrate.js';
import { createLog } from '../src/platform/log.js';
import { type Bundle, bundleProgram } from './support/bundle-program.js';
import { type Program, startProgram } from './support/program.js';
import { type Acknowledged, checkWhole } from './support/publication-record.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const answers = ['left', 'right'] as const;
const rounds = 12;
let bundle: Bundle;

beforeAll(async () => {
  bundle = await bundleProgram('test/support/publish-until-killed.ts', { packages: true });
});

afterAll(() => bundle.remove());

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

/** Two writers in one process, ready to go. */
function writers(url: string): Program {
  return startProgram(bundle, {}, [url, ...answers]);
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
  }, 120_000);
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
  }, 120_000);
});
