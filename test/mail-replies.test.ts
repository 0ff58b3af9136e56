import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteInquiriesBefore } from '../src/channels/index.js';
import { type ForeignMailServer, startForeignMailServer } from './support/mail-server.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let server: ForeignMailServer;
let agent: string;

beforeAll(async () => {
  server = await startForeignMailServer();
  service = await startTestService('demo', { environment: { SMTP_URL: server.url, MAIL_INTAKE_PORT: '0' } });
  agent = await service.signIn(people.agent);
}, 120_000);
afterAll(async () => {
  await service.close();
  await server.close();
});

/** Hands a customer's mail over, and gives the number of its inquiry. */
async function mailFrom(from: string, headers: readonly string[] = []): Promise<string> {
  const client = nodemailer.createTransport({ host: '127.0.0.1', port: service.app.mailIntake?.port ?? 0 });
  const head = [`From: ${from}`, 'To: help@larkhaven.example', 'Subject: My card', ...headers];
  const raw = `${head.join('\r\n')}\r\n\r\nWhen does my card come?\r\n`;
  await client.sendMail({ envelope: { from, to: ['help@larkhaven.example'] }, raw });
  client.close();
  return (await inquiries(false)).find(({ sender }) => sender === from)?.number ?? 'none';
}

async function inquiries(openOnly: boolean) {
  const { data } = await service.graphql<{ mailInquiries: { nodes: { number: string; sender: string }[] } }>(
    `{ mailInquiries(openOnly: ${openOnly}, first: 50) { nodes { number sender automatic outcome closedBy } } }`,
    {},
    agent,
  );
  return data.mailInquiries.nodes;
}

async function reply(number: string): Promise<{ readonly id: string; readonly messageId: string }> {
  const { data } = await service.graphql<{ replyToMail: { id: string; messageId: string } }>(
    `mutation { replyToMail(number: "${number}", answer: "card-delivery-estimate") { id messageId } }`,
    {},
    agent,
  );
  return data.replyToMail;
}

async function untilIn(state: string, id: string): Promise<void> {
  const seen = async () => {
    const { data } = await service.graphql<{ mails: { nodes: { id: string }[] } }>(
      '{ mails(first: 50) { nodes { id state } } }',
      {},
      agent,
    );
    return data.mails.nodes.find((mail) => mail.id === id);
  };
  await expect.poll(seen, { timeout: 60_000, interval: 200 }).toMatchObject({ state });
}

/** A reply that the customer's mail server refused for good, which takes mails from then on. */
async function failedReply(number: string) {
  server.refuse(550);
  const failed = await reply(number);
  await untilIn('FAILED', failed.id);
  server.refuse(null);
  return failed;
}

const takenWith = (messageId: string) => server.taken.filter((mail) => mail.includes(`Message-ID: ${messageId}`));

describe('a reply that was given up', () => {
  it('goes out after all when an agent replies so once more, the same mail', async () => {
    const number = await mailFrom('ana@example.org');
    const failed = await failedReply(number);
    expect(await reply(number)).toEqual(failed);
    await untilIn('SENT', failed.id);
    expect(await reply(number)).toEqual(failed);
    expect(takenWith(failed.messageId)).toHaveLength(1);
  }, 90_000);

  it('is written anew when a value in its answer has changed meanwhile, once', async () => {
    const number = await mailFrom('bea@example.org');
    const failed = await failedReply(number);
    await changeFee('GBP 9.00');
    const anew = await reply(number);
    expect(anew.messageId).not.toBe(failed.messageId);
    await untilIn('SENT', anew.id);
    expect(await reply(number)).toEqual(anew);
    expect(takenWith(anew.messageId)).toHaveLength(1);
    expect(takenWith(failed.messageId)).toEqual([]);
  }, 90_000);
});

describe('a mail of a machine', () => {
  it('is closed as it comes, so that the desk’s list is of people', async () => {
    await mailFrom('list@example.org', ['List-Id: <cards.example.org>']);
    await mailFrom('cem@example.org');
    const open = (await inquiries(true)).map(({ sender }) => sender);
    expect(open).toContain('cem@example.org');
    expect(open).not.toContain('list@example.org');
    expect(await inquiries(false)).toContainEqual(
      expect.objectContaining({ sender: 'list@example.org', outcome: 'NOT_A_QUESTION', closedBy: 'system' }),
    );
  });
});

describe('what customers wrote', () => {
  it('is deleted when its time has come, also when nobody closed it', async () => {
    await mailFrom('open@example.org');
    const sendersAfter = async (moment: Date) => {
      await deleteInquiriesBefore(service.app.db, moment);
      return (await inquiries(false)).map(({ sender }) => sender);
    };
    const cameAt = service.app.services.clock.now().getTime();
    expect(await sendersAfter(new Date(cameAt - 86_400_000))).toContain('open@example.org');
    expect(await sendersAfter(new Date(cameAt + 86_400_000))).toEqual([]);
  });
});

/** Another express fee, as two editors publish it. */
async function changeFee(value: string): Promise<void> {
  const stated = await service.graphql<{ stateFact: { statement: string } }>(
    `mutation { stateFact(input: { key: "card.delivery.express.fee", value: "${value}", source: "Tariff" }) { ... on FactStated { statement } } }`,
    {},
    await service.signIn(people.editor),
  );
  const published = await service.graphql<{ publishFact: { __typename: string } }>(
    `mutation { publishFact(statement: "${stated.data.stateFact.statement}") { __typename } }`,
    {},
    await service.signIn(people.reviewer),
  );
  expect(published.data.publishFact.__typename).toBe('FactPublished');
}
