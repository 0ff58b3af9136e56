import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, system } from '../src/access/index.js';
import { verifyAudit, type VerifyOptions } from '../src/command-line/verify-audit.js';
import { record, storedTrail, verifyTrail } from '../src/platform/audit/index.js';
import { systemClock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { openTestDatabase } from './support/test-database.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
  const ctx = { ...service.app.services, actor: system };
  for (const [key, role] of [
    ['test-manager', 'MANAGER'],
    ['test-admin', 'ADMIN'],
    ['leaving', 'ADMIN'],
  ] as const)
    await createAccount(ctx, { key, role, name: `Person ${key}`, email: `${key}@larkhaven.example`, team: 'care' });
});

afterAll(() => service.close());

interface Entry {
  readonly sequence: number;
  readonly account: string | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: string;
}

async function trail(args: string, by = 'test-manager'): Promise<readonly Entry[]> {
  const { data, errors } = await service.graphql<{ auditTrail: { nodes: Entry[] } }>(
    `{ auditTrail(${args}) { nodes { sequence account actor action subject details } } }`,
    {},
    await desks.token(by),
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.auditTrail.nodes;
}

async function verify(options: VerifyOptions, url: string): Promise<{ code: number; told: string }> {
  let told = '';
  const stream = { write: (text: string) => (told += text) };
  const code = await verifyAudit(options, { environment: { DATABASE_URL: url }, stdout: stream, stderr: stream });
  return { code, told };
}

/** What nobody but a superuser can do, and what must show. */
async function tamper(db: Database, change: ReturnType<typeof sql>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`alter table audit_entry disable trigger user`.execute(tx);
    await change.execute(tx);
    await sql`alter table audit_entry enable trigger user`.execute(tx);
  });
}

async function addEntries(db: Database, count: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (let i = 0; i < count; i += 1)
      await record(tx, {
        actor: system,
        at: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, i)),
        action: 'test.done',
        subject: `test/${i}`,
        details: { number: i, words: 'é "quoted" \u2028 \ud83d\ude00' },
      });
  });
}

describe('the audit trail', () => {
  it('tells each step of an answer’s life with who took it', async () => {
    const key = 'audited-answer';
    await desks.create({ key, topic: 'cards' });
    await desks.published({ key, question: 'Audited?', title: 'Audited', body: 'It is audited.', short: 'Yes.' });
    const entries = [...(await trail(`subject: "answer/${key}"`))].reverse();
    expect(entries.map(({ action, account }) => [action, account])).toEqual([
      ['answer.created', people.editor],
      ['draft.saved', people.editor],
      ['draft.in-review', people.editor],
      ['draft.approved', people.reviewer],
      ['answer.published', people.reviewer],
    ]);
    expect(JSON.parse(entries.at(-1)?.details ?? '')).toMatchObject({
      version: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is found by who acted, what was done and when', async () => {
    const { data } = await service.graphql<{ facts: { key: string; owner: { key: string } }[] }>(
      '{ facts(type: MONEY) { key owner { key } } }',
    );
    const fact = data.facts.find(({ owner }) => owner.key === 'cards');
    const value = { value: 'GBP 1.50', source: 'Tariff 9', validFrom: '2031-01-01T00:00:00Z' };
    await desks.state({ ...value, key: fact?.key ?? '' }, people.editor);
    const [stated] = await trail(`actor: "${people.editor}", action: "fact.stated", first: 1`);
    expect(stated).toMatchObject({ account: people.editor, subject: `fact/${fact?.key}` });
    expect(await trail('since: "2099-01-01T00:00:00Z"')).toEqual([]);
    expect(await trail('until: "2000-01-01T00:00:00Z"')).toEqual([]);
  });

  it('is for managers and administrators only', async () => {
    for (const account of [people.agent, people.editor, people.reviewer])
      expect(codesOf(await service.graphql('{ auditTrail { totalCount } }', {}, await desks.token(account)))).toEqual([
        'FORBIDDEN',
      ]);
    expect(codesOf(await service.graphql('{ auditTrail { totalCount } }'))).toEqual(['UNAUTHENTICATED']);
    expect((await fetch(`${service.url}/audit/trail.jsonl`)).status).toBe(401);
    const headers = { authorization: `Bearer ${await desks.token(people.editor)}` };
    expect((await fetch(`${service.url}/audit/trail.jsonl`, { headers })).status).toBe(403);
  });

  it('keeps sign-ins, and neither tokens nor the names of people', async () => {
    const token = await service.signIn(people.agent);
    const entries = await trail(`subject: "account/${people.agent}", first: 2`);
    expect(entries.map(({ action }) => action)).toEqual(['session.started', 'link.created']);
    const reply = await fetch(`${service.url}/audit/trail.jsonl`, {
      headers: { authorization: `Bearer ${await desks.token('test-manager')}` },
    });
    const lines = await reply.text();
    expect(lines).not.toContain(token);
    for (const account of Object.values(people)) expect(lines).not.toContain(account);
  });

  it('has no entry for what was rolled back, and no gap', async () => {
    const { db } = service.app;
    const before = await verifyTrail(storedTrail(db));
    await expect(
      db.transaction().execute(async (tx) => {
        await record(tx, { actor: system, at: new Date(), action: 'test.undone', subject: 'test/undone' });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const after = await verifyTrail(storedTrail(db));
    expect(after).toEqual(before);
    expect(before.outcome).toBe('whole');
  });

  it('is one chain when many write at once', async () => {
    const database = await openTestDatabase();
    try {
      await Promise.all(Array.from({ length: 8 }, () => addEntries(database.db, 25)));
      expect(await verifyTrail(storedTrail(database.db))).toMatchObject({ outcome: 'whole', count: 200 });
    } finally {
      await database.close();
    }
  });

  it('refuses that an entry be changed or taken out', async () => {
    const { db } = service.app;
    for (const change of [
      sql`update audit_entry set action = 'x' where sequence = 1`,
      sql`delete from audit_entry where sequence = 1`,
      sql`truncate audit_entry`,
    ])
      await expect(change.execute(db)).rejects.toThrow('never changed');
  });
});

describe('univocal verify-audit', () => {
  it('names the one changed row of 10,000, whatever was changed in it', async () => {
    const database = await openTestDatabase();
    const { db, url } = database;
    try {
      await addEntries(db, 10_000);
      const whole = await verify({}, url);
      expect(whole).toEqual({ code: 0, told: expect.stringContaining('10000 entries') });
      const changes = {
        7_003: sql`update audit_entry set details = replace(details, '7002', '7001') where sequence = 7003`,
        6_002: sql`update audit_entry set at = at + interval '1 millisecond' where sequence = 6002`,
        5_001: sql`update audit_entry set actor = 'nobody' where sequence = 5001`,
        4_000: sql`delete from audit_entry where sequence = 4000`,
        // Its own hash made to fit: then the next one does not follow.
        3_001: sql`update audit_entry set subject = 'x', hash = encode(sha256(convert_to('["' || previous_hash || '",3000,"'
          || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","system","SYSTEM","test.done","x",'
          || to_json(details)::text || ']', 'UTF8')), 'hex') where sequence = 3000`,
      };
      for (const [sequence, change] of Object.entries(changes).reverse()) {
        await tamper(db, change);
        expect(await verify({}, url)).toEqual({ code: 1, told: expect.stringContaining(`at entry ${sequence}:`) });
      }
    } finally {
      await database.close();
    }
  });

  it('finds that the end was cut off when it is given an earlier head', async () => {
    const database = await openTestDatabase();
    try {
      await addEntries(database.db, 20);
      const verdict = await verifyTrail(storedTrail(database.db));
      const head = { sequence: 20, hash: verdict.outcome === 'whole' ? verdict.head : '' };
      await tamper(database.db, sql`delete from audit_entry where sequence > 15`);
      expect((await verify({}, database.url)).code).toBe(0);
      expect(await verify({ head }, database.url)).toEqual({ code: 1, told: expect.stringContaining('entry 16') });
    } finally {
      await database.close();
    }
  });

  it('verifies an export without the database', async () => {
    const headers = { authorization: `Bearer ${await desks.token('test-manager')}` };
    const text = await (await fetch(`${service.url}/audit/trail.jsonl`, { headers })).text();
    const folder = mkdtempSync(join(tmpdir(), 'univocal-audit-'));
    try {
      const file = join(folder, 'trail.jsonl');
      writeFileSync(file, text);
      expect((await verify({ file }, '')).code).toBe(0);
      writeFileSync(file, text.replace('"action":"answer.created"', '"action":"answer.invented"'));
      expect((await verify({ file }, '')).code).toBe(1);
      writeFileSync(file, 'no trail\n');
      expect((await verify({ file }, '')).code).toBe(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('erasing a person', () => {
  it('makes the trail forget who it was and leaves the chain whole', async () => {
    await desks.token('leaving');
    const [before] = await trail('actor: "leaving", first: 1');
    expect(before?.account).toBe('leaving');
    const erase = 'mutation { eraseAuditPerson(key: "leaving") }';
    expect(await desks.refusals(erase, 'test-manager')).toEqual(['FORBIDDEN']);
    const admin = await desks.token('test-admin');
    expect((await service.graphql(erase, {}, admin)).data).toEqual({ eraseAuditPerson: true });
    expect((await service.graphql(erase, {}, admin)).data).toEqual({ eraseAuditPerson: false });
    const entries = await trail(`actor: "${before?.actor}"`);
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ account }) => account))).toEqual(new Set([null]));
    expect((await verifyTrail(storedTrail(service.app.db))).outcome).toBe('whole');
    const { rows } = await sql<{ text: string }>`select row(p.*)::text as text from audit_person p`.execute(
      service.app.db,
    );
    expect(rows.some(({ text }) => text.includes('leaving'))).toBe(false);
  });

  it('leaves nothing to guess it from: the salt is gone too', async () => {
    const { rows } = await sql<{ left: number }>`
      select count(*)::int as left from audit_person where key is null and salt is not null`.execute(service.app.db);
    expect(rows[0]?.left).toBe(0);
  });

  it('gives a later deed of the same account a new reference', async () => {
    const database = await openTestDatabase();
    const { db } = database;
    try {
      const deed = { actor: { role: 'EDITOR', name: 'again' }, action: 'test.done', subject: 'test/1' };
      const write = () => db.transaction().execute((tx) => record(tx, { ...deed, at: systemClock.now() }));
      await write();
      await sql`update audit_person set key = null, salt = null, erased_at = now()`.execute(db);
      await write();
      const actors: string[] = [];
      for await (const { actor } of storedTrail(db)) actors.push(actor);
      expect(new Set(actors).size).toBe(2);
    } finally {
      await database.close();
    }
  });
});
