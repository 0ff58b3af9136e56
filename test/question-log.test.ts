import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepMonths } from '../src/platform/database/month-partitions.js';
import { redactPersonal } from '../src/platform/redact-personal.js';
import { manualClock } from '../src/platform/clock.js';
import { startDirectLine } from './support/direct-line.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-11-28T12:00:00Z'));
let service: TestService;

beforeAll(async () => {
  service = await startTestService('demo', { clock, environment: { ROLES: 'api,bots' } });
}, 60_000);
afterAll(() => service.close());
beforeEach(() => sql`truncate inquiry`.execute(service.app.db));

interface Logged {
  readonly question: string;
  readonly channel_key: string;
  readonly audience: string;
  readonly outcome: string;
  readonly answer_key: string | null;
  readonly choices: readonly string[];
  readonly picked: string | null;
  readonly conversation_id: string | null;
  readonly previous_answer: string | null;
  readonly model_id: string;
}

async function logged(): Promise<readonly Logged[]> {
  return (await sql<Logged>`select * from inquiry order by id`.execute(service.app.db)).rows;
}

const record = (input: object, token: string | null) =>
  service.graphql<{ recordInquiry: readonly { id: string; outcome: string }[] }>(
    'mutation ($input: InquiryMessageInput!) { recordInquiry(input: $input) { id outcome } }',
    { input },
    token,
  );
const pick = (inquiry: string | undefined, answer: string, token: string) =>
  service.graphql(
    'mutation ($inquiry: ID!, $answer: String!) { recordPick(inquiry: $inquiry, answer: $answer) }',
    {
      inquiry,
      answer,
    },
    token,
  );
const pin = 'Can I choose my own PIN number?';

describe('the question log', () => {
  it('holds what the web chat was asked, with the answer it gave, and each message once', async () => {
    const chat = await startDirectLine(service.url, { key: service.app.keys.webchat });
    const message = { type: 'message', text: pin, channelData: { clientActivityID: 'one' } };
    const [told] = await chat.ask(pin);
    await chat.send(message);
    await chat.send(message);
    await chat.ask('Which documents prove my identity?');
    const rows = await logged();
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      question: pin,
      channel_key: 'webchat',
      audience: 'PUBLIC',
      outcome: 'ANSWERED',
      answer_key: told?.channelData?.['answer'],
      conversation_id: chat.conversationId,
    });
    expect(rows[0]?.model_id).toMatch(/^[0-9a-f]{64}$/);
    expect(rows[1]?.previous_answer).toBe(rows[0]?.answer_key);
  });

  it('holds nothing of what the checker asks', async () => {
    const chat = await startDirectLine(service.url, { key: service.app.keys.webchat });
    await chat.send({ type: 'message', text: pin, channelData: { probe: true } });
    await fetch(`${service.url}/help/search?q=${encodeURIComponent(pin)}`, { headers: { 'univocal-probe': 'true' } });
    await chat.ask(pin);
    expect(await logged()).toHaveLength(1);
  });

  it('holds what is looked for on the help pages and at the agents’ desk, but no second page of it', async () => {
    await fetch(`${service.url}/help/search?q=${encodeURIComponent(pin)}`);
    await fetch(`${service.url}/help/search?q=${encodeURIComponent(pin)}&after=YXQ6OQ`);
    await record({ question: pin, channel: 'agents' }, await service.signIn(people.agent));
    expect((await logged()).map(({ channel_key, audience }) => `${channel_key} ${audience}`)).toEqual([
      'help PUBLIC',
      'agents STAFF',
    ]);
  });

  it('keeps which choice a customer picked, the first time only', async () => {
    const { webchat } = service.app.keys;
    const { data } = await record({ question: 'transfer fee' }, webchat);
    const id = data.recordInquiry[0]?.id;
    await sql`update inquiry set outcome = 'CHOICES', answer_key = null, version = null, choices = '{change-pin,lost-or-stolen-card}'`.execute(
      service.app.db,
    );
    expect((await pick(id, 'card-arrival', webchat)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await pick(id, 'change-pin', webchat);
    await pick(id, 'lost-or-stolen-card', webchat);
    expect((await logged())[0]?.picked).toBe('change-pin');
    expect((await pick(id, 'change-pin', service.app.keys.help)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('takes a record from a channel for itself only, and none from strangers', async () => {
    const { help, operator } = service.app.keys;
    const codes = [
      await record({ question: pin, channel: 'webchat' }, help),
      await record({ question: pin, channel: 'webchat' }, operator),
      await record({ question: pin }, null),
      await record({ question: pin, conversation: 'c' }, help),
    ].map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED', 'BAD_INPUT']);
    expect(await logged()).toEqual([]);
  });

  it('keeps each question of a message for itself, and a turn that is recorded by two nodes at once only once', async () => {
    const input = { question: `${pin} How do I close my account?`, conversation: 'c-1', turn: '7' };
    const replies = await Promise.all([1, 2, 3].map(() => record(input, service.app.keys.webchat)));
    expect(new Set(replies.map(({ data }) => JSON.stringify(data.recordInquiry))).size).toBe(1);
    expect((await logged()).map(({ question }) => question)).toEqual([pin, 'How do I close my account?']);
  });

  it('does not keep who asks', async () => {
    const question = 'My card 4929 1234 5678 9012 is lost, write to ann@example.org?';
    await record({ question }, service.app.keys.webchat);
    expect((await logged()).map(({ question: kept }) => kept)).toEqual(['My card [#] is lost, write to [@]?']);
  });

  it('ends with its retention, day by day, and loses nothing for which no month was made', async () => {
    const { db } = service.app;
    const at = async (instant: string) => {
      clock.set(new Date(instant));
      await record({ question: `asked on ${instant.slice(5, 10)}` }, service.app.keys.webchat);
    };
    // Nobody has made a partition for any of these.
    for (const day of ['2028-01-05', '2028-02-10', '2028-03-01', '2028-03-02']) await at(`${day}T00:00:00Z`);
    clock.set(new Date('2028-03-30T00:00:00Z'));
    await keepMonths({ db, clock }, 'inquiry', 365);
    expect(await logged()).toHaveLength(4);
    const { rows } = await sql<{ name: string }>`
      select distinct tableoid::regclass::text as name from inquiry order by 1`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(['partitions.inquiry_2028_03', 'partitions.inquiry_rest']);
    await keepMonths({ db, clock }, 'inquiry', 28.5);
    expect((await logged()).map(({ question }) => question)).toEqual(['asked on 03-02']);
    clock.set(new Date('2028-06-30T00:00:00Z'));
    await keepMonths({ db, clock }, 'inquiry', 30);
    expect(await logged()).toEqual([]);
    const months = await sql<{ name: string }>`
      select relname as name from pg_class where relname like 'inquiry_2028_0_' and relkind = 'r' order by 1`.execute(
      db,
    );
    expect(months.rows.map(({ name }) => name)).toEqual([
      'inquiry_2028_05',
      'inquiry_2028_06',
      'inquiry_2028_07',
      'inquiry_2028_08',
    ]);
  });
});

describe('what tells who asks', () => {
  it.each([
    ['Write to ann.o’brien+bank@mail.example.co.uk please', 'Write to ann.o’[@] please'],
    ['call me on +44 1632 960123', 'call me on [#]'],
    ['call 01632-960-001 or (01632) 960 002', 'call [#] or [#]'],
    ['my IBAN is GB29 NWBK 6016 1331 9268 19', 'my IBAN is [#]'],
    ['IBAN DE89370400440532013000 wrong', 'IBAN [#] wrong'],
    ['card 4929-1234-5678-9012', 'card [#]'],
    ['sort code 12-34-56', 'sort code [#]'],
    ['رقمي ٠١٦٣٢٩٦٠٠٠١', 'رقمي [#]'],
  ])('is taken out of “%s”', (question, kept) => {
    expect(redactPersonal(question)).toBe(kept);
  });

  it.each([
    'Can I send £10,000.00?',
    'Is it 3 to 5 days or 7?',
    'What is the limit in 2026?',
    'IBAN or SWIFT?',
    '24/7?',
  ])('leaves “%s” as it is', (question) => {
    expect(redactPersonal(question)).toBe(question);
  });
});
