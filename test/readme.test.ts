import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { welcome } from '../src/command-line/welcome.js';
import { manualClock } from '../src/platform/clock.js';
import { readConfig } from '../src/platform/config.js';
import { projectRoot } from '../src/platform/paths.js';
import { firstQuery } from '../src/web/index.js';
import { documentPaths, type Example, examplesIn, readCurl, readDocument } from './support/documents.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const printedAddress = 'http://127.0.0.1:4000';

describe('the documents', () => {
  let service: TestService;

  beforeAll(async () => {
    // The day that the README speaks of: its tariff changes in April 2027.
    service = await startTestService('demo', { clock: manualClock(new Date('2026-11-23T09:00:00Z')) });
  });

  afterAll(() => service.close());

  // It has long: two of the examples train a matcher.
  it('print what their commands and queries answer', async () => {
    expect(examplesIn(readDocument('README.md')).length, 'examples found').toBeGreaterThan(5);
    const shell = await shellAfterStart(service);
    for (const path of documentPaths()) {
      for (const example of examplesIn(readDocument(path))) {
        const reply =
          example.kind === 'curl' ? await runCurl(service, shell, example.text) : await runGraphql(service, example);
        const where = `${path}: ${example.text.slice(0, 80)}`;
        expect((reply as { errors?: unknown }).errors, where).toBeUndefined();
        if (example.answer !== null) expect(asPrinted(reply, example.answer), where).toEqual(example.answer);
      }
    }
  }, 240_000);

  it('ask first what the query page opens with', () => {
    const [first] = examplesIn(readDocument('README.md'));
    const { query } = JSON.parse(readCurl(first?.text ?? '', {}).body ?? '') as { query: string };
    const uncommented = firstQuery.replaceAll(/^#.*\n/gm, '');
    expect(onOneLine(query)).toBe(onOneLine(uncommented));
  });

  it('link to files that are there', () => {
    const missing = documentPaths().flatMap((path) =>
      [...readDocument(path).matchAll(/\]\(([^)#:]+)\)/g)]
        .map(([, target = '']) => join(dirname(path), target))
        .filter((target) => !existsSync(join(projectRoot, target))),
    );
    expect(missing).toEqual([]);
  });

  it('give a reason for every dependency, and for no other', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(readDocument('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const reasons = [...readDocument('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| .{5,} \|$/gm)].map(
      ([, name]) => name,
    );
    expect(reasons.sort()).toEqual(
      Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }).sort(),
    );
  });
});

describe('the settings', () => {
  it('are all in .env.example, which gives their defaults', () => {
    expect([...exampleSettings().keys()].sort()).toEqual(settingNames());
    expect(readConfig(Object.fromEntries(exampleSettings()))).toEqual(readConfig({}));
  });

  it('are all explained in docs/configuration.md, with the same defaults', () => {
    const rows = [
      ...readDocument('docs/configuration.md').matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)` )?\| .{5,} \|$/gm),
    ];
    expect(new Map(rows.map(([, name = '', value = '']) => [name, value]))).toEqual(exampleSettings());
  });

  it('of docker-compose.yml are known and start every role', () => {
    const { services } = parse(readDocument('docker-compose.yml'), { merge: true }) as {
      services: Record<string, ComposeService>;
    };
    const ours = Object.entries(services).filter(([, { environment }]) => environment?.['ROLES']);
    expect(ours.map(([name, { environment }]) => [name, composedConfig(environment ?? {}).roles])).toEqual([
      ['api', ['api']],
      ['worker', ['api', 'worker']],
      ['bots', ['bots']],
    ]);
    for (const [name, { environment = {}, secrets = [] }] of ours) {
      expect(
        Object.keys(environment)
          .map((key) => key.replace(/_FILE$/, ''))
          .filter((key) => !settingNames().includes(key)),
        name,
      ).toEqual([]);
      expect(
        Object.keys(environment)
          .filter((key) => key.endsWith('_FILE'))
          .map(secretOf)
          .sort(),
        name,
      ).toEqual([...secrets].sort());
    }
  });
});

/** The shell variables of someone who has just started the service: the links of its first screen. */
async function shellAfterStart({ app }: TestService): Promise<Record<string, string>> {
  const screen = await welcome(app);
  const linkOf = (role: string) => new RegExp(`^ +${role} +(\\S+)$`, 'm').exec(screen)?.[1] ?? '';
  return { EDITOR_LINK: linkOf('editor'), REVIEWER_LINK: linkOf('reviewer') };
}

/** Runs the command against the test service and keeps in `shell` what the reader is told to keep. */
async function runCurl(service: TestService, shell: Record<string, string>, command: string): Promise<unknown> {
  const { url, method, headers, body } = readCurl(command, shell);
  const reply = await fetch(url.replace(printedAddress, service.url), {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const content = (await reply.json()) as { token?: string; data?: { stateFact?: { statement?: string } } };
  const [, person] = /\$(\w+)_LINK/.exec(command) ?? [];
  if (person && content.token) shell[`${person}_TOKEN`] = content.token;
  if (content.data?.stateFact?.statement) shell['STATEMENT'] = content.data.stateFact.statement;
  return content;
}

async function runGraphql(service: TestService, { text, as }: Example): Promise<unknown> {
  const token = as === null ? null : await service.signIn(people[as as keyof typeof people]);
  const { data, errors } = await service.graphql(text, {}, token);
  return errors ? { data, errors } : { data };
}

/** Numbers that count what has happened in an installation. */
const counters = new Set(['snapshotSequence', 'statement']);

/** The reply with "…" where the printed answer has it; equal to the printed answer if and only if it says the same. */
function asPrinted(reply: unknown, printed: unknown): unknown {
  if (typeof reply === 'string' && typeof printed === 'string') return fits(reply, printed) ? printed : reply;
  if (Array.isArray(reply) && Array.isArray(printed))
    return reply.map((item, place) => asPrinted(item, printed[place]));
  if (!isRecord(reply) || !isRecord(printed)) return reply;
  return Object.fromEntries(
    Object.entries(reply).map(([key, value]) => [
      key,
      counters.has(key) && typeof value === typeof printed[key] ? printed[key] : asPrinted(value, printed[key]),
    ]),
  );
}

function fits(text: string, printed: string): boolean {
  const parts = printed.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Every setting, found by what readConfig looks for. */
function settingNames(): readonly string[] {
  const asked = new Set<string>();
  const environment = new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) });
  readConfig(environment);
  return [...asked].filter((name) => !name.endsWith('_FILE')).sort();
}

function exampleSettings(): Map<string, string> {
  const lines = readDocument('.env.example').matchAll(/^# ([A-Z_]+)=(.*)$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value.replace(/^'(.*)'$/, '$1')]));
}

interface ComposeService {
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
}

const composeVariables: Readonly<Record<string, string>> = { BOT_APP_ID: 'an-app', BOT_TENANT_ID: 'a-tenant' };
const composeSecrets: Readonly<Record<string, string>> = {
  'database-url': 'postgres://univocal:secret@postgres:5432/univocal',
  'service-secret': 'a secret of at least thirty-two characters',
  'redis-url': 'redis://redis:6379',
  'smtp-url': 'smtps://mail.example.org',
  'bot-app-password': 'a client secret',
};

/** The configuration of a container: variables as `docker compose` fills them in, secrets as files. */
function composedConfig(environment: Readonly<Record<string, string>>): ReturnType<typeof readConfig> {
  const folder = mkdtempSync(join(tmpdir(), 'univocal-compose-'));
  for (const [name, value] of Object.entries(composeSecrets)) writeFileSync(join(folder, name), `${value}\n`);
  const filled = Object.entries(environment).map(([key, value]) => {
    const given = value.replace(
      /\$\{(\w+):-([^}]*)\}/g,
      (_, name: string, otherwise: string) => composeVariables[name] ?? otherwise,
    );
    return [key, given.replace('/run/secrets', folder)];
  });
  try {
    return readConfig(Object.fromEntries(filled) as Record<string, string>);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secretOf(setting: string): string {
  return setting
    .replace(/_FILE$/, '')
    .toLowerCase()
    .replaceAll('_', '-');
}
