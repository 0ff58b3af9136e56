import net from 'node:net';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Actor, anonymous, system } from '../src/access/index.js';
import {
  deliverMail,
  giveUpMail,
  type MailCatcher,
  type MailOrder,
  type MailTransport,
  parseMailAddress,
  replyByMail,
  saveTemplate,
  sendTemplate,
  smtpTransport,
  startMailCatcher,
} from '../src/channels/index.js';
import { manualClock } from '../src/platform/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { mailApi } from './support/mail-api.js';
import { openTestDatabase, type TestDatabase } from './support/test-database.js';

const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
const from = parseMailAddress('MAIL_FROM', 'Larkhaven Bank <help@larkhaven.example>');
const channel: Actor = {
  role: 'CHANNEL',
  name: 'email',
  displayName: 'email',
  audience: 'PUBLIC',
  team: null,
  channel: 'email',
};
const source =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{ name }}, {% answer "atm-fee" %}</mj-text></mj-column></mj-section></mj-body></mjml>';
const reply =
  '<mjml><mj-body><mj-section><mj-column><mj-text>{{ question }} {% answer answer %}</mj-text></mj-column></mj-section></mj-body></mjml>';
const { runOperation } = mailApi([
  { key: 'atm-fee', title: 'What does cash cost?', body: 'It costs **£2**, größer als früher.', version: 3 },
]);
const order: MailOrder = {
  template: 'fees',
  to: 'ana@example.org',
  locale: 'en',
  variables: { name: 'Ana' },
  idempotencyKey: null,
};

let database: TestDatabase;
let db: Database;
let catcher: MailCatcher;
let transport: MailTransport;
const enqueued: number[] = [];
const enqueue = async (_: unknown, mailId: number) => {
  enqueued.push(mailId);
};
const context = (actor: Actor = channel) => ({
  db,
  clock,
  actor,
  runOperation,
  credential: null,
  from,
  sourceLocale: 'en',
  enqueue,
});
const deliver = (mailId: number, by = transport) =>
  deliverMail({ db, clock, transport: by, from: from.address }, mailId);
const stateOf = async (id: number) =>
  (await db.selectFrom('mail').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  catcher = await startMailCatcher();
  transport = smtpTransport(catcher.url);
  await saveTemplate(
    { db, clock, actor: system },
    { key: 'fees', locale: 'en', subject: 'Fees for {{ name }}', source },
  );
  await saveTemplate(
    { db, clock, actor: system },
    { key: 'fees', locale: 'de', subject: 'Gebühren für {{ name }}', source },
  );
  await saveTemplate(
    { db, clock, actor: system },
    { key: 'reply-to-question', locale: 'en', subject: 'Your question', source: reply },
  );
});

afterAll(async () => {
  transport.close();
  await catcher.close();
  await database.close();
});

beforeEach(() => {
  enqueued.length = 0;
});

describe('a mail that was ordered', () => {
  test('arrives with both parts, its answers’ versions and receipts, and asks machines not to reply', async () => {
    const mail = await sendTemplate(context(), order);
    expect(mail.answers).toEqual(['atm-fee@3']);
    expect(await deliver(mail.id)).toEqual({ outcome: 'accepted' });
    const caught = await catcher.waitFor(({ messageId }) => messageId === mail.messageId, 5_000);
    expect(caught).toMatchObject({ from: 'help@larkhaven.example', to: ['ana@example.org'], subject: 'Fees for Ana' });
    expect(caught.text).toContain('Dear Ana, It costs £2, größer als früher.');
    expect(caught.html).toContain('<strong>£2</strong>');
    expect(Object.fromEntries(caught.headers)).toMatchObject({
      'x-answers': 'atm-fee@3',
      'x-receipts': 'R-atm-fee',
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
    });
    expect(await stateOf(mail.id)).toBe('SENT');
  });

  test('is stored and enqueued together, or not at all', async () => {
    const failing = { ...context(), enqueue: () => Promise.reject(new Error('the queue is full')) };
    await expect(sendTemplate(failing, { ...order, idempotencyKey: 'together' })).rejects.toThrow('the queue is full');
    const mail = await sendTemplate(context(), { ...order, idempotencyKey: 'together' });
    expect(enqueued).toEqual([mail.id]);
  });

  test('is one mail however often it is ordered with its key, also at the same moment', async () => {
    const once = { ...order, idempotencyKey: 'once' };
    const mails = await Promise.all([1, 2, 3, 4].map(() => sendTemplate(context(), once)));
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(enqueued).toHaveLength(1);
    await expect(sendTemplate(context(), { ...once, to: 'bob@example.org' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('is written in the language asked for, or else in the organisation’s', async () => {
    const subjectIn = async (locale: string) => {
      const mail = await sendTemplate(context(), { ...order, locale });
      await deliver(mail.id);
      return (await catcher.waitFor(({ messageId }) => messageId === mail.messageId, 5_000)).subject;
    };
    expect(await subjectIn('de-AT')).toBe('Gebühren für Ana');
    expect(await subjectIn('fr')).toBe('Fees for Ana');
  });

  test('is refused for a caller without the right, a recipient that is not one address, and an unknown template', async () => {
    await expect(sendTemplate(context(anonymous), order)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(sendTemplate(context(), { ...order, to: 'a@example.org, b@example.org' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(sendTemplate(context(), { ...order, template: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(enqueued).toEqual([]);
  });
});

describe('the delivery', () => {
  test('is not repeated once the mail was sent', async () => {
    const mail = await sendTemplate(context(), order);
    await deliver(mail.id);
    await deliver(mail.id);
    expect(catcher.caught().filter(({ messageId }) => messageId === mail.messageId)).toHaveLength(1);
  });

  test('sends the same Message-ID when it is tried again', async () => {
    const mail = await sendTemplate(context(), order);
    const lost = smtpTransport('smtp://127.0.0.1:1');
    await expect(deliver(mail.id, lost)).rejects.toThrow();
    expect(await stateOf(mail.id)).toBe('QUEUED');
    await deliver(mail.id);
    expect((await catcher.waitFor(({ messageId }) => messageId === mail.messageId, 5_000)).subject).toBe(
      'Fees for Ana',
    );
  });

  test('ends for good when the server refuses the recipient, and goes on when it says “later”', async () => {
    const mail = await sendTemplate(context(), order);
    const busy = await serverSaying('451 Try again later');
    await expect(deliver(mail.id, smtpTransport(busy.url))).rejects.toThrow('451');
    expect(await stateOf(mail.id)).toBe('QUEUED');
    const strict = await serverSaying('550 No such person');
    expect(await deliver(mail.id, smtpTransport(strict.url))).toMatchObject({ outcome: 'refused' });
    expect(await stateOf(mail.id)).toBe('FAILED');
    busy.close();
    strict.close();
  });

  test('is given up after the last attempt, and never undoes a sending', async () => {
    const lost = await sendTemplate(context(), order);
    await giveUpMail({ db }, lost.id);
    expect(await stateOf(lost.id)).toBe('FAILED');
    const sent = await sendTemplate(context(), order);
    await deliver(sent.id);
    await giveUpMail({ db }, sent.id);
    expect(await stateOf(sent.id)).toBe('SENT');
  });
});

describe('a mailed question', () => {
  test('is answered by the answer that the API gives', async () => {
    const outcome = await replyByMail(context(), {
      question: 'What does cash cost?',
      to: 'ana@example.org',
      locale: 'en',
      idempotencyKey: null,
    });
    expect(outcome).toMatchObject({ outcome: 'queued', answer: 'atm-fee' });
  });

  test('without a clear answer is left to people', async () => {
    expect(
      await replyByMail(context(), { question: 'Why?', to: 'ana@example.org', locale: 'en', idempotencyKey: null }),
    ).toEqual({ outcome: 'no-answer' });
  });
});

describe('the mail catcher', () => {
  test('says so when no such mail comes', async () => {
    await expect(catcher.waitFor(() => false, 50)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('keeps the last 200 mails, newest first', async () => {
    const small = await startMailCatcher();
    const sender = nodemailer.createTransport({
      host: '127.0.0.1',
      port: small.port,
      pool: true,
      maxConnections: 1,
      maxMessages: 300,
    });
    for (let number = 1; number <= 203; number += 1) {
      await sender.sendMail({
        envelope: { from: 'a@example.org', to: ['b@example.org'] },
        raw: `Subject: ${number}\r\n\r\nx\r\n`,
      });
    }
    expect(small.caught().map(({ subject }) => subject)).toEqual(
      Array.from({ length: 200 }, (_, index) => String(203 - index)),
    );
    sender.close();
    await small.close();
  });
});

/** A mail server that gives one answer to every recipient. */
async function serverSaying(answer: string): Promise<{ readonly url: string; close(): void }> {
  const server = net.createServer((socket) => {
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const command = data.toString().slice(0, 4).toUpperCase();
      socket.write(command === 'RCPT' ? `${answer}\r\n` : '250 OK\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${(server.address() as net.AddressInfo).port}`, close: () => server.close() };
}
