import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { homeOf } from '../src/platform/database/embedded-postgres.js';
import { readConfig } from '../src/platform/config.js';
import { isAppError } from '../src/platform/errors.js';
import { type Bundle, bundleProgram } from './support/bundle-program.js';
import { type Program, startProgram } from './support/program.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const folders: string[] = [];
const running: Program[] = [];
let bundle: Bundle;
let database: TestDatabase;

beforeAll(async () => {
  [bundle, database] = await Promise.all([bundleProgram('src/main.ts'), openTestDatabase('empty')]);
});

afterAll(async () => {
  for (const program of running) program.process.kill('SIGKILL');
  await database.close();
  bundle.remove();
  for (const folder of folders)
    for (const used of [homeOf(folder), folder]) rmSync(used, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'univocal-start-'));
  folders.push(folder);
  return folder;
}

/** The program as `npm start` runs it, compiled, without the demo and on any free port. */
function start(environment: Readonly<Record<string, string>>): Program {
  const program = startProgram(bundle, {
    SEED: 'none',
    LOG_LEVEL: 'silent',
    PORT: '0',
    OBSERVED_SITE: 'off',
    ...environment,
  });
  running.push(program);
  return program;
}

/** What a start in vain says; fails unless that is one line and exit code 1. */
async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
  const program = start(environment);
  expect(await program.ended()).toBe(1);
  const { out, err } = program.output();
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(out + err).not.toMatch(/ {4}at |node_modules|Error:|canary/);
  return err.trim();
}

async function takenPort(): Promise<{ readonly port: string; close(): void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: String(typeof address === 'object' ? address?.port : 0), close: () => server.close() };
}

describe('a start in vain', { timeout: 60_000 }, () => {
  it('names every setting that is wrong, at once and in one line', async () => {
    const sentence = await refusal({
      PORT: 'eighty',
      ROLES: 'api,wizard',
      TIME_ZONE: 'Mars/Olympus',
      DATABASE_URL: 'mysql://root:canary@db/x',
      LOG_LEVEL: 'silent',
    });
    for (const name of ['PORT', 'ROLES', 'TIME_ZONE', 'DATABASE_URL'])
      expect(sentence).toContain(`${name} is not valid`);
  });

  it('says which port is taken, and by which setting to choose another', async () => {
    const taken = await takenPort();
    const shared = { DATABASE_URL: database.url, DATA_DIR: newFolder() };
    expect(await refusal({ ...shared, PORT: taken.port })).toBe(
      `PORT: port ${taken.port} is in use by another program. Stop that one or set another PORT.`,
    );
    taken.close();
  });

  it('says that a folder cannot be written', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: join(file, 'data') })).toMatch(/^DATA_DIR: .* cannot be written/);
  });

  it('says that a database cannot be reached, without its password', async () => {
    const free = await takenPort();
    free.close();
    const wrong = Object.assign(new URL(inject('postgresUrl')), { password: 'canary' }).href;
    const none = Object.assign(new URL(inject('postgresUrl')), { pathname: '/none-such' }).href;
    const [unreachable, refused, missing] = await Promise.all(
      [`postgres://me:canary@127.0.0.1:${free.port}/x`, wrong, none].map((url) =>
        refusal({ DATABASE_URL: url, DATA_DIR: newFolder() }),
      ),
    );
    expect(unreachable).toBe(
      'DATABASE_URL: the database cannot be reached (ECONNREFUSED). Check host, port, name, user and password.',
    );
    expect(refused).toContain('DATABASE_URL: the database cannot be reached (28P01)');
    expect(missing).toContain('DATABASE_URL: the database cannot be reached (3D000)');
  });
});

describe('a setting', () => {
  const faults: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['a port that is none', { PORT: '65536' }, /^PORT is not valid: .*\.$/],
    ['a port with a fraction', { PORT: '80.5' }, /^PORT is not valid/],
    ['a role that does not exist', { ROLES: 'api,wizard' }, /^ROLES is not valid/],
    ['no role', { ROLES: ' ' }, /^ROLES is not valid/],
    ['a time zone that does not exist', { TIME_ZONE: 'Europe/Atlantis' }, /^TIME_ZONE is not valid/],
    ['an address that is none', { DATABASE_URL: 'localhost' }, /^DATABASE_URL is not valid/],
    [
      'an address of another database',
      { DATABASE_URL: 'mysql://root:canary@localhost/x' },
      /^DATABASE_URL is not valid/,
    ],
    ['an address of another protocol', { PUBLIC_URL: 'ftp://help.example' }, /^PUBLIC_URL is not valid/],
    ['a mail server that is none', { SMTP_URL: 'https://canary:canary@mail.example' }, /^SMTP_URL is not valid/],
    ['a seed that does not exist', { SEED: 'bank' }, /^SEED is not valid/],
    ['a level that does not exist', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is not valid/],
    ['a language that is none', { DEFAULT_LOCALE: 'English' }, /^DEFAULT_LOCALE is not valid/],
    ['a secret that is too short', { SERVICE_SECRET: 'canary' }, /^SERVICE_SECRET is not valid: at least 32/],
    ['a search engine that does not exist', { SEARCH: 'lucene' }, /^SEARCH is not valid/],
    [
      'a search engine without its address and keys',
      { SEARCH: 'meilisearch' },
      /^SEARCH=meilisearch needs MEILI_URL and MEILI_SEARCH_KEY and MEILI_INDEX_KEY\.$/,
    ],
    [
      'a search engine without the key of the one who writes',
      { SEARCH: 'meilisearch', MEILI_URL: 'http://search.example:7700', MEILI_SEARCH_KEY: 'canary' },
      /^SEARCH=meilisearch needs MEILI_INDEX_KEY\.$/,
    ],
    [
      'a search engine of which the searcher could write',
      {
        SEARCH: 'meilisearch',
        MEILI_URL: 'http://search.example:7700',
        MEILI_SEARCH_KEY: 'canary',
        MEILI_INDEX_KEY: 'canary',
      },
      /^MEILI_SEARCH_KEY and MEILI_INDEX_KEY must be two keys/,
    ],
    [
      'a search engine with a password in its address',
      { MEILI_URL: 'http://me:canary@search.example:7700' },
      /^MEILI_URL is not valid/,
    ],
    [
      'half of the bot’s credentials',
      { BOT_APP_ID: 'canary' },
      /^BOT_APP_ID, BOT_APP_PASSWORD and BOT_TENANT_ID go together/,
    ],
    [
      'two thirds of the bot’s credentials',
      { BOT_APP_ID: 'canary', BOT_APP_PASSWORD: 'canary' },
      /^BOT_APP_ID, BOT_APP_PASSWORD and BOT_TENANT_ID go together/,
    ],
    ['a hub without its network', { BOT_HUBS: 'msteams/28:one, canary' }, /^BOT_HUBS is not valid/],
    [
      'production without a secret',
      { NODE_ENV: 'production', BOT_APP_ID: 'a', BOT_APP_PASSWORD: 'b', BOT_TENANT_ID: 'c' },
      /^SERVICE_SECRET must be set in production/,
    ],
    [
      'production with a bot that anyone may speak to',
      { NODE_ENV: 'production', SERVICE_SECRET: 's'.repeat(32) },
      /^BOT_APP_ID, BOT_APP_PASSWORD and BOT_TENANT_ID must be set in production/,
    ],
    [
      'a process without the API that does not know where it is',
      { ROLES: 'worker' },
      /^API_URL must be set when ROLES leaves out api/,
    ],
    [
      'a file that cannot be read',
      { SERVICE_SECRET_FILE: '/none/canary' },
      /^SERVICE_SECRET_FILE names a file that cannot be read/,
    ],
  ];

  it.each(faults)('is refused by its name, never with its value: %s', (_, environment, sentence) => {
    let said = '';
    try {
      readConfig(environment);
    } catch (error) {
      said = isAppError(error) && error.code === 'BAD_SETTING' ? error.message : `not ours: ${String(error)}`;
    }
    expect(said).toMatch(sentence);
    expect(said).not.toContain('canary');
  });

  it('that holds a secret is taken from a file as well, and does not print', () => {
    const file = join(newFolder(), 'secret');
    writeFileSync(file, `${'k'.repeat(40)}\n`);
    const config = readConfig({
      SERVICE_SECRET_FILE: file,
      DATABASE_URL: 'postgres://me:hidden-word@db/x',
      SMTP_URL: 'smtp://me:hidden-word@mail',
    });
    expect(config.serviceSecret?.reveal()).toBe('k'.repeat(40));
    expect(JSON.stringify(config) + String(config.serviceSecret)).not.toMatch(/kkkk|hidden-word/);
  });
});

describe('a start with nothing but a folder', () => {
  const postmaster = (folder: string) =>
    Number(readFileSync(join(homeOf(folder), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const lives = (pid: number) =>
    existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const addressIn = (program: Program) => /GraphQL +(http:\S+)/.exec(program.output().out)?.[1] ?? '';
  const ask = async (program: Program, query: string, token?: string) => {
    const reply = await fetch(addressIn(program), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query }),
    });
    return (await reply.json()) as { data: unknown };
  };
  const ready = async (folder: string) => {
    const program = start({ DATA_DIR: folder });
    await program.says('Stop: Ctrl-C');
    return program;
  };

  it('creates its database, keeps it, shares it with nobody, ends it on Ctrl-C, and comes back after a kill of itself or of both', async () => {
    const folder = newFolder();
    const first = await ready(folder);
    const secret = readFileSync(join(folder, 'service.secret'), 'utf8');
    const operator = readFileSync(join(folder, 'operator.key'), 'utf8');
    expect(await ask(first, '{ viewer { role } }', operator)).toEqual({ data: { viewer: { role: 'OPERATOR' } } });
    expect(first.output().out).not.toContain(secret);
    const server = postmaster(folder);

    expect(await refusal({ DATA_DIR: folder })).toMatch(
      new RegExp(`^DATA_DIR: .* is in use by another Univocal \\(process ${first.process.pid}\\)`),
    );
    expect(await ask(first, '{ viewer { role } }')).toEqual({ data: { viewer: { role: 'ANONYMOUS' } } });

    first.process.kill('SIGKILL');
    await first.ended();
    expect(lives(server)).toBe(true);

    const second = await ready(folder);
    expect(postmaster(folder)).toBe(server);
    expect(readFileSync(join(folder, 'service.secret'), 'utf8')).toBe(secret);
    expect(await ask(second, '{ viewer { role } }', operator)).toEqual({ data: { viewer: { role: 'OPERATOR' } } });
    second.process.kill('SIGINT');
    expect(await second.ended()).toBe(0);
    expect(lives(server)).toBe(false);
    expect(existsSync(join(folder, 'service.pid'))).toBe(false);

    const third = await ready(folder);
    expect(await ask(third, '{ viewer { role } }', operator)).toEqual({ data: { viewer: { role: 'OPERATOR' } } });
    const killed = postmaster(folder);
    third.process.kill('SIGKILL');
    process.kill(killed, 'SIGKILL');
    await third.ended();
    const file = join(homeOf(folder), 'postgres', 'postmaster.pid');
    // Its number has gone to another program, as after a restart of the machine.
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(killed), String(process.pid)));

    const fourth = await ready(folder);
    expect(await ask(fourth, '{ viewer { role } }', operator)).toEqual({ data: { viewer: { role: 'OPERATOR' } } });
    const last = postmaster(folder);
    fourth.process.kill('SIGTERM');
    expect(await fourth.ended()).toBe(0);
    expect(fourth.output().err).toBe('');
    expect(lives(last)).toBe(false);
  }, 120_000);

  it('leaves nothing running when Ctrl-C comes during the start', async () => {
    const folder = newFolder();
    const program = start({ DATA_DIR: folder });
    await program.says('Starting Univocal');
    program.process.kill('SIGINT');
    expect(await program.ended()).toBe(0);
    expect(existsSync(join(homeOf(folder), 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(folder, 'service.pid'))).toBe(false);
  }, 120_000);
});
