import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInLink, useSignInLink } from '../src/access/index.js';
import { createApp } from '../src/app.js';
import { exportKnowledge } from '../src/command-line/export.js';
import { importKnowledge } from '../src/command-line/import.js';
import { readConfig } from '../src/platform/config.js';
import { createLog } from '../src/platform/log.js';
import { exportedTables, leftOut } from '../src/transfer/export/tables.js';
import { tableNames } from '../src/transfer/export/tables.store.js';
import { compiledTrainer } from './support/compiled-trainer.js';
import { demoClock } from './support/demo-clock.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';
import { openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const folder = mkdtempSync(join(tmpdir(), 'univocal-export-'));
const clock = { now: () => new Date('2026-11-02T10:00:00Z') };
const first = join(folder, 'first');
let service: TestService;
let restored: TestDatabase;

const second = join(folder, 'second');
const world = { environment: {}, stdout: { write: () => true }, stderr: { write: () => true }, clock };
let saidAtRestore = '';

/** The world, and what is said in it. */
function listening() {
  const said: string[] = [];
  return { said, ...world, stdout: { write: (text: string) => said.push(text) } };
}

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api' } });
  await makeHistory(service);
  await exportKnowledge({ db: service.app.db, clock, sourceLocale: 'en' }, first, world);
  restored = await openTestDatabase('empty');
  const heard = listening();
  expect(await importKnowledge({ db: restored.db, sourceLocale: 'en' }, first, { whole: true }, heard)).toBe(0);
  saidAtRestore = heard.said.join('');
  await exportKnowledge({ db: restored.db, clock, sourceLocale: 'en' }, second, world);
}, 120_000);

afterAll(async () => {
  await service.close();
  await restored.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the demo alone does not have: a draft in review with a comment, a retirement, a suggestion, a retracted value, a gone draft. */
async function makeHistory({ app, graphql, signIn }: TestService): Promise<void> {
  const desks = openDesks({ app, graphql, signIn } as TestService);
  const as = async (by: string, mutation: string) => {
    const { errors } = await graphql(mutation, {}, await desks.token(by));
    if (errors) throw new Error(errors[0]?.message);
  };
  await desks.draft({ key: 'change-pin', body: 'A draft with "quotes", \\ and \u2028 and 𝕬 and \t.' });
  await desks.requestReview('change-pin', 1);
  await as(
    people.reviewer,
    'mutation { createComment(input: { key: "change-pin", expectedEdit: 2, field: BODY, start: 0, end: 2, text: "Why?" }) { __typename } }',
  );
  await as(people.editor, 'mutation { retireAnswer(key: "card-linking", reason: "Gone.") { state } }');
  await as(people.agent, 'mutation { suggestEdit(input: { key: "change-pin", body: "Else.", reason: "So." }) { id } }');
}

/** Every file of a folder with its hash. */
function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${relative(path, file)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
}

describe('an export', () => {
  it('leaves out no table of the database but those that it names with a reason', async () => {
    const names = await tableNames(restored.db);
    expect([...exportedTables, ...Object.keys(leftOut)].sort()).toEqual([...names].sort());
  });

  it('imported into an empty database and exported again is the same, byte for byte', () => {
    expect(filesIn(second)).toEqual(filesIn(first));
    expect(filesIn(first).length).toBeGreaterThan(exportedTables.length + 100);
    expect(readFileSync(join(first, 'tables', 'draft.jsonl'), 'utf8')).toContain('𝕬');
  });

  it('holds no secret', () => {
    const all = exportedTables.map((name) => readFileSync(join(first, 'tables', `${name}.jsonl`), 'utf8')).join('\n');
    for (const secret of Object.values(service.app.keys)) expect(all).not.toContain(secret);
    expect(all).not.toContain('token_hash');
    expect(all).not.toContain('private_jwk');
  });

  it('is written into a new folder only', async () => {
    await expect(exportKnowledge({ db: restored.db, clock, sourceLocale: 'en' }, first, world)).rejects.toThrow(
      'is not empty',
    );
  });

  it('gives back an audit trail that is whole', () => {
    expect(saidAtRestore).toMatch(/The audit trail is whole: \d{3,} entries/);
  });

  it('lets numbering go on where it stood, so that no number of the past is given twice', async () => {
    const { rows } = await sql<{ next: number }>`
      select nextval(pg_get_serial_sequence('draft', 'id')) as next`.execute(restored.db);
    const versions = await restored.db
      .selectFrom('answer_version')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    // Every version was a draft once.
    expect(rows[0]?.next).toBeGreaterThan(versions.count);
  });
});

describe('a database that was restored', () => {
  it('answers every read as the one it came from, at any instant', async () => {
    const environment = {
      DATABASE_URL: restored.url,
      DATA_DIR: mkdtempSync(join(folder, 'data-')),
      PORT: '0',
      SEED: 'demo',
      ROLES: 'api',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'test',
    };
    const app = await createApp(readConfig(environment), {
      log: createLog('silent'),
      clock: demoClock(),
      train: compiledTrainer(),
    });
    try {
      const copy = openDesks({
        ...service,
        app,
        signIn: async (account) => {
          return (await useSignInLink(app.services, await createSignInLink(app.services, account)))?.session ?? '';
        },
      });
      const ask = async (url: string, token: string, query: string) => {
        const reply = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query }),
        });
        return reply.text();
      };
      const token = await service.signIn(people.editor);
      const otherToken = await copy.token(people.editor);
      for (const query of reads()) {
        const here = await ask(service.url, token, query);
        expect(here, query).not.toContain('"errors"');
        expect(await ask(app.doors.url, otherToken, query), query).toBe(here);
      }
    } finally {
      await app.close();
    }
  }, 60_000);

  it('is never restored over what is there', async () => {
    await expect(
      importKnowledge({ db: restored.db, sourceLocale: 'en' }, first, { whole: true }, world),
    ).rejects.toThrow('is not empty');
  });
});

/** Lists, single reads, history and facts, now and at twenty instants of the demo's eighteen months. */
function reads(): readonly string[] {
  const key = 'change-pin';
  const dates = Array.from(
    { length: 20 },
    (_, n) => new Date(Date.parse('2025-05-06T03:00:00Z') + n * 27 * 86_400_000),
  );
  const fields = 'key title version { number hash recordedAt }';
  return [
    `{ answers(first: 100) { totalCount nodes { ${fields} } } }`,
    '{ facts { key value { text validFrom recordedAt } } }',
    '{ topics { key name owner { key } } snapshot { sequence } }',
    `{ answer(key: "${key}") { ${fields} draft { edit state body comments { text } } phrasings } }`,
    ...dates.map((at, n) => {
      const known = dates[(n * 7) % dates.length] ?? at;
      const asOf = `{ validAt: "${at.toISOString()}", knownAt: "${known.toISOString()}" }`;
      return `{ answers(first: 100, asOf: ${asOf}) { totalCount nodes { ${fields} } } fact(key: "card.delivery.express", asOf: ${asOf}) { value { text } } }`;
    }),
    `{ answerHistory(key: "${key}") { at snapshotSequence contentHashBefore contentHashAfter changes { kind before after } } }`,
  ];
}

describe('a folder that is no whole export', () => {
  /** A copy of the export with something done to it, and the sentence with which it is refused. */
  async function refusal(change: (path: string) => void): Promise<string> {
    const path = mkdtempSync(join(folder, 'changed-'));
    cpSync(first, path, { recursive: true });
    change(path);
    const database = await openTestDatabase('empty');
    try {
      await importKnowledge({ db: database.db, sourceLocale: 'en' }, path, { whole: true }, world);
      return 'it was taken';
    } catch (error) {
      expect(await database.db.selectFrom('team').select('id').execute()).toEqual([]);
      return (error as Error).message;
    } finally {
      await database.close();
    }
  }
  const manifest = (path: string, change: (text: string) => string) => {
    const file = join(path, 'manifest.json');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };

  it('is refused as a whole, with the file that is wrong', async () => {
    const lastRow = join('tables', 'phrasing.jsonl');
    expect(await refusal((path) => appendFileSync(join(path, lastRow), '{"id":99999}\n'))).toContain('phrasing.jsonl');
    expect(await refusal((path) => unlinkSync(join(path, lastRow)))).toContain('phrasing.jsonl is missing');
    expect(await refusal((path) => writeFileSync(join(path, lastRow), ''))).toContain('was changed or cut off');
    expect(await refusal((path) => manifest(path, (text) => text.replace('export/1', 'export/2')))).toContain(
      'this version reads univocal-export/1',
    );
    expect(
      await refusal((path) => manifest(path, (text) => text.replace('"name": "team"', '"name": "session"'))),
    ).toContain('does not take: session');
    expect(await refusal((path) => manifest(path, (text) => text.replace('"email"', '"e-mail"')))).toContain(
      'does not know: team.e-mail',
    );
    expect(
      await refusal((path) => {
        unlinkSync(join(path, lastRow));
        symlinkSync('/etc/passwd', join(path, lastRow));
      }),
    ).toContain('no ordinary file');
  }, 60_000);
});

it('what an export shows as Markdown is known again, word for word', async () => {
  const heard = listening();
  const code = await importKnowledge(
    { db: service.app.db, sourceLocale: 'en' },
    join(first, 'answers'),
    { format: 'markdown', as: people.admin },
    heard,
  );
  expect(heard.said.join('')).toMatch(/^Plan \d+: (\d+) rows read; 0 new, 0 changed, \1 unchanged\.\n$/);
  expect(code).toBe(0);
});
