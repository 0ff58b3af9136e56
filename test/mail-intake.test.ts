import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaughtMail } from '../src/channels/index.js';
import { codesOf } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const bank = 'help@larkhaven.example';
let service: TestService;
let agent: string;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { MAIL_INTAKE_PORT: '0' } });
  agent = await service.signIn(people.agent);
});
afterAll(() => service.close());

interface Letter {
  readonly from: string;
  /** The envelope's sender; `from` when not given. */
  readonly returnPath?: string;
  readonly to?: string;
  readonly headers?: readonly string[];
  readonly words?: string;
}

let letters = 0;

/** Hands a mail over as another mail server would, and gives its Message-ID. */
async function mail(letter: Letter): Promise<string> {
  letters += 1;
  const id = `<${letters}@customer.example>`;
  await handOver(letter, `Message-ID: ${id}`);
  return id;
}

async function handOver({ from, returnPath = from, to = bank, headers = [], words }: Letter, ...more: string[]) {
  const client = nodemailer.createTransport({ host: '127.0.0.1', port: service.app.mailIntake?.port ?? 0 });
  const head = [`From: Ana <${from}>`, `To: ${bank}`, 'Subject: My card', ...headers, ...more];
  const raw = `${head.join('\r\n')}\r\n\r\n${(words ?? 'How do I change my PIN?').replaceAll('\n', '\r\n')}\r\n`;
  try {
    await client.sendMail({ envelope: { from: returnPath, to: [to] }, raw });
  } finally {
    client.close();
  }
}

const caughtBy = (to: string) => (service.app.mail?.caught() ?? []).filter((one) => one.to.includes(to));
const numberIn = ({ subject }: CaughtMail) => /IN(?:-[A-Z0-9]{4}){3}/.exec(subject)?.[0] ?? 'none';

async function acknowledgement(to: string): Promise<CaughtMail> {
  const found = await service.app.mail?.waitFor((one) => one.to.includes(to), 20_000);
  if (!found) throw new Error('no mail is caught here');
  return found;
}

interface SeenInquiry {
  readonly number: string;
  readonly sender: string;
  readonly question: string;
  readonly automatic: string | null;
  readonly outcome: string | null;
}

async function inquiriesOf(sender: string): Promise<readonly SeenInquiry[]> {
  const { data } = await service.graphql<{ mailInquiries: { nodes: SeenInquiry[] } }>(
    '{ mailInquiries(openOnly: false, first: 100) { nodes { number sender question automatic outcome } } }',
    {},
    agent,
  );
  return data.mailInquiries.nodes.filter((one) => one.sender === sender);
}

const reply = (number: string, answer = 'change-pin') =>
  service.graphql<{ replyToMail: { messageId: string } }>(
    `mutation { replyToMail(number: "${number}", answer: "${answer}") { messageId } }`,
    {},
    agent,
  );
const close = (number: string, outcome: string) =>
  service.graphql(`mutation { closeMail(number: "${number}", outcome: ${outcome}) { outcome closedBy } }`, {}, agent);

describe('a mail that a customer writes', () => {
  it('is acknowledged at once in its thread, with a number that finds it', async () => {
    const id = await mail({ from: 'ana@example.org', headers: ['References: <0@customer.example>'] });
    const ack = await acknowledgement('ana@example.org');
    expect(ack.headers.get('auto-submitted')).toBe('auto-replied');
    expect(ack.headers.get('in-reply-to')).toBe(id);
    expect(ack.headers.get('references')).toBe(`<0@customer.example> ${id}`);
    const { data } = await service.graphql(
      'query ($number: String!) { mailInquiry(number: $number) { sender subject question outcome automatic } }',
      { number: numberIn(ack) },
      agent,
    );
    expect(data).toEqual({
      mailInquiry: {
        sender: 'ana@example.org',
        subject: 'My card',
        question: 'How do I change my PIN?',
        outcome: null,
        automatic: null,
      },
    });
  });

  it('is one inquiry with one acknowledgement, also when its server hands it over again', async () => {
    const letter = { from: 'bea@example.org' };
    for (let time = 0; time < 3; time += 1) await handOver(letter, 'Message-ID: <again@customer.example>');
    await acknowledgement('bea@example.org');
    await mail({ from: 'after-bea@example.org' });
    await acknowledgement('after-bea@example.org');
    expect(await inquiriesOf('bea@example.org')).toHaveLength(1);
    expect(caughtBy('bea@example.org')).toHaveLength(1);
  });

  it('is in the question log of the channel, without what was quoted', async () => {
    const words = 'Where is my new card?\n\nOn Monday Ana wrote:\n> an older mail\n-- \nAna, 01632 960123';
    await mail({ from: 'cem@example.org', words });
    await acknowledgement('cem@example.org');
    const logged = () =>
      service.app.db.selectFrom('inquiry').select('question').where('channel_key', '=', 'email').execute();
    await expect.poll(logged, { timeout: 20_000 }).toContainEqual({ question: 'Where is my new card?' });
  });

  it('is on the list also of somebody who cannot be written to, who is sent nothing', async () => {
    const sender = 'jürgen@example.org';
    await mail({ from: sender, returnPath: 'juergen@example.org', words: 'Wo ist meine Karte?' });
    await acknowledgement('juergen@example.org');
    const { data } = await service.graphql<{ mailInquiries: { nodes: SeenInquiry[] } }>(
      '{ mailInquiries(first: 100) { nodes { number sender question automatic outcome isWritable } } }',
      {},
      agent,
    );
    const inquiry = data.mailInquiries.nodes.find((one) => one.sender === sender);
    expect(inquiry).toMatchObject({
      question: 'Wo ist meine Karte?',
      automatic: null,
      outcome: null,
      isWritable: false,
    });
    const number = inquiry?.number ?? '';
    expect(codesOf(await reply(number))).toEqual(['CONFLICT']);
    expect(codesOf(await close(number, 'PASSED_ON'))).toEqual([]);
    await mail({ from: 'after-juergen@example.org' });
    await acknowledgement('after-juergen@example.org');
    expect(caughtBy(sender)).toEqual([]);
  });

  it('is acknowledged in its language where the organisation speaks it', async () => {
    await mail({
      from: 'dieter@example.org',
      headers: ['Content-Language: de-AT'],
      words: 'Wie ändere ich meine PIN?',
    });
    expect((await acknowledgement('dieter@example.org')).subject).toContain('Ihre Mail ist angekommen');
  });
});

describe('a mail is never answered', () => {
  it.each<[string, Omit<Letter, 'from'>]>([
    ['that a machine submitted', { headers: ['Auto-Submitted: auto-replied'] }],
    ['that a machine generated, with a comment', { headers: ['Auto-Submitted: auto-generated; owner-email="x"'] }],
    ['that was sent in bulk', { headers: ['Precedence: bulk'] }],
    ['of a list', { headers: ['Precedence: list'] }],
    ['of a list that says so otherwise', { headers: ['List-Id: <cards.example.org>'] }],
    ['without a sender in its envelope', { returnPath: '' }],
    ['of somebody who is out of office', { headers: ['X-Auto-Response-Suppress: OOF, AutoReply'] }],
    [
      'that reports on a delivery',
      { headers: ['Content-Type: multipart/report; boundary=x'], words: '--x\n\nGone\n--x--' },
    ],
    ['from ourselves', { returnPath: bank }],
    ['of a daemon', { returnPath: 'MAILER-DAEMON@example.org' }],
  ])('%s, and staff see why', async (_, letter) => {
    const from = `machine-${letters}@example.org`;
    const after = `person-${letters}@example.org`;
    await mail({ from, ...letter });
    await mail({ from: after });
    await acknowledgement(after);
    const [inquiry] = await inquiriesOf(from);
    expect(inquiry?.automatic).toBeTruthy();
    expect(codesOf(await reply(inquiry?.number ?? ''))).toEqual(['CONFLICT']);
    await close(inquiry?.number ?? '', 'ANSWERED');
    await mail({ from: `later-${after}` });
    await acknowledgement(`later-${after}`);
    expect(caughtBy(from)).toEqual([]);
    expect((service.app.mail?.caught() ?? []).flatMap(({ to }) => to)).not.toContain(bank);
  });

  it('unless a person wrote it, who may say so', async () => {
    await mail({ from: 'nora@example.org', headers: ['Auto-Submitted: no'] });
    expect(numberIn(await acknowledgement('nora@example.org'))).toMatch(/^IN-/);
  });

  it('when it answers our acknowledgement, whatever else it hides', async () => {
    await mail({ from: 'loop@example.org' });
    const ack = await acknowledgement('loop@example.org');
    await mail({ from: 'loop@example.org', headers: [`In-Reply-To: ${ack.messageId}`], words: 'I am away.' });
    await mail({ from: 'after-loop@example.org' });
    await acknowledgement('after-loop@example.org');
    expect(await inquiriesOf('loop@example.org')).toHaveLength(2);
    expect(caughtBy('loop@example.org')).toHaveLength(1);
  });

  it('more than five times in an hour to one sender', async () => {
    for (let time = 0; time < 7; time += 1) await mail({ from: 'flood@example.org', words: `Mail ${time}` });
    await mail({ from: 'after-flood@example.org' });
    await acknowledgement('after-flood@example.org');
    expect(await inquiriesOf('flood@example.org')).toHaveLength(7);
    expect(caughtBy('flood@example.org')).toHaveLength(5);
  });
});

describe('the suggested replies', () => {
  it('are drafts with today’s answers, and go out only when an agent sends one', async () => {
    const id = await mail({ from: 'eva@example.org' });
    const number = numberIn(await acknowledgement('eva@example.org'));
    const { data } = await service.graphql<{ suggestedReplies: { answer: string; text: string; answers: string[] }[] }>(
      'query ($number: String!) { suggestedReplies(number: $number) { answer subject text html answers } }',
      { number },
      agent,
    );
    const [first] = data.suggestedReplies;
    expect(first).toMatchObject({ answer: 'change-pin', text: expect.stringContaining('How do I change my PIN?') });
    expect(caughtBy('eva@example.org')).toHaveLength(1);
    const sent = (await reply(number, first?.answer)).data.replyToMail;
    await reply(number, first?.answer);
    const caught = await service.app.mail?.waitFor(({ messageId }) => messageId === sent.messageId, 20_000);
    expect(caught?.headers.get('in-reply-to')).toBe(id);
    expect(caught?.headers.has('auto-submitted')).toBe(false);
    expect(caught?.headers.get('x-answers')).toBe(first?.answers.join(', '));
    expect(caughtBy('eva@example.org')).toHaveLength(2);
  });
});

describe('a mail that is closed', () => {
  it('tells its sender what it came to, once', async () => {
    await mail({ from: 'finn@example.org' });
    const number = numberIn(await acknowledgement('finn@example.org'));
    expect((await close(number, 'PASSED_ON')).data).toEqual({
      closeMail: { outcome: 'PASSED_ON', closedBy: people.agent },
    });
    const notice = await service.app.mail?.waitFor(
      ({ to, subject }) => to.includes('finn@example.org') && subject.includes('closed'),
      20_000,
    );
    expect(notice?.text).toContain(`We have passed your mail ${number} on`);
    expect(codesOf(await close(number, 'ANSWERED'))).toEqual(['CONFLICT']);
    expect(codesOf(await close('IN-NONE', 'ANSWERED'))).toEqual(['NOT_FOUND']);
  });

  it('tells nobody when it was no question', async () => {
    await mail({ from: 'spam@example.org' });
    await close(numberIn(await acknowledgement('spam@example.org')), 'NOT_A_QUESTION');
    await mail({ from: 'after-spam@example.org' });
    await close(numberIn(await acknowledgement('after-spam@example.org')), 'ANSWERED');
    await expect.poll(() => caughtBy('after-spam@example.org').length, { timeout: 20_000 }).toBe(2);
    expect(caughtBy('spam@example.org')).toHaveLength(1);
  });
});

describe('the intake', () => {
  it('takes no mail for others, and none that is too large, and goes on', async () => {
    await expect(mail({ from: 'relay@example.org', to: 'someone@example.net' })).rejects.toMatchObject({
      responseCode: 550,
    });
    await expect(mail({ from: 'big@example.org', words: 'x\n'.repeat(2_600_000) })).rejects.toMatchObject({
      responseCode: 552,
    });
    await mail({ from: 'small@example.org' });
    expect(numberIn(await acknowledgement('small@example.org'))).toMatch(/^IN-/);
    expect(await inquiriesOf('big@example.org')).toEqual([]);
  });

  it('refuses for good what nobody can read: who is told to try again does so for days', async () => {
    const headers = Array.from({ length: 40_000 }, (_, i) => `X-Filler-${i}: ${'x'.repeat(60)}`);
    await expect(mail({ from: 'headers@example.org', headers })).rejects.toMatchObject({ responseCode: 554 });
    expect(await inquiriesOf('headers@example.org')).toEqual([]);
  });

  it('keeps nothing that a database cannot, and no header of the sender’s own making', async () => {
    await mail({
      from: 'nul@example.org',
      headers: ['References: <a@b>\r\n\tBcc: x@y <n\u0000@d> <c@d>'],
      words: 'How\u0000 do I change my PIN?',
    });
    const ack = await acknowledgement('nul@example.org');
    expect(ack.headers.has('bcc')).toBe(false);
    expect(ack.headers.get('references')).toMatch(/^<a@b> <c@d> <\d+@customer\.example>$/);
    expect((await inquiriesOf('nul@example.org'))[0]?.question).toBe('How do I change my PIN?');
  });
});
