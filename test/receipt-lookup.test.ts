import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesks } from './support/editing.js';
import { people, startSecondNode, startTestService, type TestService } from './support/test-service.js';
import { askByChat, tellByMail } from './support/told.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

interface Shown {
  readonly code: string;
  readonly document: string;
  readonly keyId: string;
}

interface Lookup {
  readonly __typename: string;
  readonly sentence?: string;
  readonly code?: string;
  readonly isCurrent?: boolean;
  readonly firstGivenAt?: string;
  readonly receipt?: { readonly answer: string; readonly version: number; readonly channel: string };
  readonly deliveries?: readonly { kind: string; channel: string; at: string; batch: number | null }[] | null;
}

async function shown(answer: string, channel = 'help', token: string | null = null): Promise<Shown> {
  const { data, errors } = await service.graphql<{ answer: { rendition: { receipt: Shown } } }>(
    'query ($answer: String!, $channel: String!) { answer(key: $answer, channel: $channel) { rendition { receipt { code document keyId } } } }',
    { answer, channel },
    token,
  );
  expect(errors).toBeUndefined();
  return data.answer.rendition.receipt;
}

async function lookup(code: string, token: string | null = null, asked = service.graphql): Promise<Lookup> {
  const { data, errors } = await asked<{ receipt: Lookup }>(
    `query ($code: String!) { receipt(code: $code) { __typename
      ... on ReceiptGiven { isCurrent firstGivenAt receipt { answer version channel } deliveries { kind channel at batch } }
      ... on ReceiptCodeMistyped { sentence }
      ... on ReceiptUnknown { code } } }`,
    { code },
    token,
  );
  expect(errors).toBeUndefined();
  return data.receipt;
}

async function verdictOn(document: string): Promise<{ verdict: string; sentence: string; receipt: object | null }> {
  const { data, errors } = await service.graphql<{ verifyReceipt: Awaited<ReturnType<typeof verdictOn>> }>(
    'query ($document: String!) { verifyReceipt(document: $document) { verdict sentence receipt { code answer } } }',
    { document },
  );
  expect(errors).toBeUndefined();
  return data.verifyReceipt;
}

/** A code with one sign changed. */
function misheard(code: string): string {
  return code.slice(0, 3) + (code[3] === 'A' ? 'C' : 'A') + code.slice(4);
}

describe('a receipt code', () => {
  it('leads to the receipt of a page that anyone may read, though nobody was told it in particular', async () => {
    const { code } = await shown('change-pin');
    expect(await lookup(code.toLowerCase().replaceAll('-', ' '))).toMatchObject({
      __typename: 'ReceiptGiven',
      isCurrent: true,
      receipt: { answer: 'change-pin', channel: 'help' },
      deliveries: null,
    });
  });

  it.each([
    'slack',
    'msteams',
    'telegram',
    'sms',
  ])('that was given on %s says that its words still hold', async (network) => {
    const { code } = await shown('change-pin', network);
    expect(await lookup(code)).toMatchObject({ isCurrent: true, receipt: { channel: network } });
  });

  it('is told as a slip when a sign is wrong, and as none of ours when it is well formed', async () => {
    const { code } = await shown('change-pin');
    expect(await lookup(misheard(code))).toEqual({
      __typename: 'ReceiptCodeMistyped',
      sentence: expect.stringContaining('One sign is wrong'),
    });
    expect(await lookup('uvaaaaaaaaaaaa')).toEqual({ __typename: 'ReceiptUnknown', code: 'UV-AAAA-AAAA-AAAA' });
  });

  it('of an answer for staff is unknown to everyone else', async () => {
    const agent = await service.signIn(people.agent);
    const { code } = await shown('staff-goodwill-refund', 'agents', agent);
    expect(await lookup(code)).toEqual({ __typename: 'ReceiptUnknown', code });
    expect((await lookup(code, agent)).__typename).toBe('ReceiptGiven');
  });

  it('shows staff where and when it was told by mail, by the bot and by an agent, and to nobody who it was', async () => {
    const desk = await service.signIn(people.agent);
    await tellByMail(service, 'change-pin', 'ada@example.org');
    const chat = await askByChat(service, 'How do I change my PIN?');
    const told = chat.replies.find(({ channelData }) => channelData?.['kind'] === 'answer')?.channelData?.['receipt'];
    const { code } = await shown('change-pin', 'agents', desk);
    const insert = `mutation { recordInsertion(code: "${code}", case: "Case 4711, Ada") { __typename } }`;
    for (let i = 0; i < 2; i++)
      expect((await service.graphql(insert, {}, desk)).data).toEqual({
        recordInsertion: { __typename: 'InsertionRecorded' },
      });
    expect((await lookup((await shown('change-pin', 'email')).code, desk)).deliveries).toMatchObject([
      { kind: 'MAIL', channel: 'email' },
    ]);
    expect((await lookup(String(told), desk)).deliveries).toMatchObject([{ kind: 'CONVERSATION', channel: 'webchat' }]);
    expect((await lookup(code, desk)).deliveries).toMatchObject([{ kind: 'CASE', channel: 'agents' }]);
    const rows = JSON.stringify(await service.app.db.selectFrom('delivery').selectAll().execute());
    expect(rows).not.toMatch(/ada|4711/i);
  });

  it('is kept as told in a case by the form of the agents’ desk, for agents of ours alone', async () => {
    const desk = await service.signIn(people.agent);
    const { code } = await shown('lost-or-stolen-card', 'social', desk);
    const post = (headers: Record<string, string>, fields: Record<string, string>) =>
      fetch(`${service.url}/agent/lost-or-stolen-card/insertions?locale=de`, {
        method: 'POST',
        headers: { cookie: `univocal-session=${desk}`, ...headers },
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
    expect((await post({ cookie: '' }, { code, case: 'Case 12' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'cross-site' }, { code, case: 'Case 12' })).status).toBe(403);
    expect((await post({}, { code, case: ' ' })).status).toBe(400);
    expect((await post({}, { code: 'UV-AAAA-AAAA-AAAA', case: 'Case 12' })).status).toBe(400);
    expect((await lookup(code, desk)).deliveries).toEqual([]);
    const kept = await post({}, { code, case: 'Case 12' });
    expect([kept.status, kept.headers.get('location')]).toEqual([303, '/agent/lost-or-stolen-card?told=yes&locale=de']);
    expect((await lookup(code, desk)).deliveries).toMatchObject([{ kind: 'CASE', channel: 'social' }]);
  });

  it('cannot be inserted by the key of another channel than the agents’', async () => {
    const { code } = await shown('change-pin');
    const reply = await service.graphql(
      `mutation { recordInsertion(code: "${code}", case: "1") { __typename } }`,
      {},
      service.app.keys.webchat,
    );
    expect(reply.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('still leads to its receipt when other words are given, and says that they are others', async () => {
    const { code } = await shown('card-arrival');
    await openDesks(service).published({ key: 'card-arrival', title: 'Waiting for a card' });
    await service.app.services.snapshots.refresh();
    expect(await lookup(code)).toMatchObject({ isCurrent: false, receipt: { answer: 'card-arrival' } });
    expect((await shown('card-arrival')).code).not.toBe(code);
  });
});

describe('the book of receipts', () => {
  it('is no reason to withhold an answer when it cannot be written, and then is written with the next receipt', async () => {
    const { db } = service.app;
    await sql`alter table content_receipt rename to put_away`.execute(db);
    const { code } = await shown('getting-virtual-card', 'webchat');
    await sql`alter table put_away rename to content_receipt`.execute(db);
    expect((await lookup(code)).__typename).toBe('ReceiptUnknown');
    await shown('getting-virtual-card', 'email');
    expect((await lookup(code)).__typename).toBe('ReceiptGiven');
  });
});

describe('verifyReceipt', () => {
  it('knows what we signed, to the letter', async () => {
    const { code, document } = await shown('change-pin');
    expect(await verdictOn(document)).toMatchObject({ verdict: 'GENUINE', receipt: { code, answer: 'change-pin' } });
    const changes: Record<string, unknown> = {
      version: 99,
      answer: 'lost-card',
      locale: 'de',
      channel: 'webchat',
      renditionHash: '0'.repeat(64),
      contentHash: '0'.repeat(64),
      factValueIds: [1, 2, 3],
      code: 'UV-AAAA-AAAA-AAAA',
      signature: 'A'.repeat(86),
    };
    for (const [field, value] of Object.entries(changes)) {
      const forged = JSON.stringify({ ...(JSON.parse(document) as object), [field]: value });
      expect(await verdictOn(forged), field).toMatchObject({ verdict: 'ALTERED', receipt: null });
    }
    expect((await lookup('UV-AAAA-AAAA-AAAA')).__typename).toBe('ReceiptUnknown');
  });

  it('says of anything else that it is no receipt, and of a strange key that it is none of ours', async () => {
    const { document } = await shown('change-pin');
    const fields = JSON.parse(document) as Record<string, unknown>;
    const unreadable = {
      'not JSON': document.slice(1),
      'a list': '[]',
      'more than was signed': JSON.stringify({ ...fields, compensation: '£500' }),
      'another format': JSON.stringify({ ...fields, format: 'univocal.content-receipt.2' }),
      'a field too few': JSON.stringify({ ...fields, version: undefined }),
      'too long': document + ' '.repeat(20_000),
    };
    for (const [what, text] of Object.entries(unreadable))
      expect((await verdictOn(text)).verdict, what).toBe('UNREADABLE');
    expect((await verdictOn(unreadable['more than was signed'])).sentence).toContain('compensation');
    expect((await verdictOn(JSON.stringify({ ...fields, keyId: 'other' }))).verdict).toBe('UNKNOWN_KEY');
  });
});

describe('the signing key', () => {
  const keys = async () =>
    ((await (await fetch(`${service.url}/.well-known/jwks.json`)).json()) as { keys: Record<string, unknown>[] }).keys;

  const rotate = async () => {
    const { data } = await service.graphql<{ rotateSigningKey: { keyId: string; previousKeyId: string } }>(
      'mutation { rotateSigningKey { keyId previousKeyId } }',
      {},
      await service.signIn(people.admin),
    );
    return data.rotateSigningKey;
  };

  it('is changed by an administrator: new receipts have the new key, old ones are still genuine, and the code stays', async () => {
    const before = await shown('lost-or-stolen-card');
    const other = await startSecondNode(service);
    const rotated = await rotate();
    expect(rotated.previousKeyId).toBe(before.keyId);
    const after = await shown('lost-or-stolen-card');
    expect(after.keyId).toBe(rotated.keyId);
    expect(after.code).toBe(before.code);
    expect((await verdictOn(before.document)).verdict).toBe('GENUINE');
    expect((await verdictOn(after.document)).verdict).toBe('GENUINE');
    const published = (await keys()).map(({ kid }) => kid);
    expect(published[0]).toBe(after.keyId);
    expect(published).toContain(before.keyId);
    // A node that has not heard of it yet signs with the old key: that is genuine too, and its code is the same.
    expect(await lookup(before.code, null, other.graphql)).toMatchObject({ isCurrent: true });
    await other.app.services.signingKey.refresh();
    expect(other.app.services.signingKey.keyId).toBe(after.keyId);
    await other.close();
  });

  it('is published without its private half, which is destroyed once another signs', async () => {
    await rotate();
    for (const key of await keys()) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const rows = await service.app.db.selectFrom('signing_key').selectAll().execute();
    expect(rows.filter(({ private_jwk }) => private_jwk !== null)).toHaveLength(1);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('is offered to pages of any site', async () => {
    const { headers } = await fetch(`${service.url}/.well-known/jwks.json`);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
  });
});
