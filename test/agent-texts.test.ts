import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccount, createTeam, system } from '../src/access/index.js';
import { deleteTextsBefore } from '../src/consistency/index.js';
import { createTopic } from '../src/knowledge/index.js';
import { storedTrail } from '../src/platform/audit/index.js';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-10-01T09:00:00Z'));
const fee = 'spare-card-fee';
const question = 'What does a spare card cost';
let service: TestService;
let desks: Desks;
/** An instant at which a spare card cost £5, and one at which it costs £8. */
let before: string;
let after: string;

beforeAll(async () => {
  service = await startTestService('empty', { clock, environment: { ROLES: 'api' } });
  desks = openDesks(service);
  const ctx = { db: service.app.db, clock, actor: system };
  for (const team of ['cards', 'payments'])
    await createTeam(ctx, { key: team, name: team, email: `${team}@larkhaven.example` });
  const roles = { [people.editor]: 'EDITOR', [people.reviewer]: 'REVIEWER', [people.manager]: 'MANAGER' } as const;
  for (const [account, role] of Object.entries({ ...roles, [people.agent]: 'AGENT' } as const))
    await createAccount(ctx, {
      key: account,
      name: account,
      email: `${account}@larkhaven.example`,
      role,
      team: 'cards',
    });
  const topic = {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  } as const;
  await createTopic(ctx, { ...topic, ownerTeam: 'cards', authorityTeam: 'cards' });
  await desks.create({ key: fee, topic: 'cards', mustSay: ['Never send your PIN to anyone.'] });
  before = await say('A spare card costs £5.00 and arrives within 7 days. Never send your PIN to anyone.');
  after = await say(
    'A spare card costs £8.00 and arrives within 7 days. Never send your PIN to anyone. Call us on 0800 555 1234.',
  );
  await service.graphql(
    'mutation ($key: String!, $text: String!) { addPhrasing(key: $key, text: $text) { key } }',
    { key: fee, text: question },
    await desks.token(people.editor),
  );
  clock.advance(40 * 86_400_000);
  // The sessions of the weeks before have ended.
  desks = openDesks(service);
});
afterAll(() => service.close());
beforeEach(() => sql`truncate agent_text`.execute(service.app.db));

/** Publishes a text, and gives an instant at which it holds. */
async function say(body: string): Promise<string> {
  await desks.published({ key: fee, question: `${question}?`, title: 'Spare card', body, short: body });
  clock.advance(3_600_000);
  const at = clock.now().toISOString();
  clock.advance(3_600_000);
  return at;
}

const wrong = 'A spare card costs £12.00 and arrives within 7 days. Never send your PIN to anyone.';
const right = 'You get a spare card within 7 days; it costs £8.00. Never send your PIN to anyone!';
const text = (words: string, sentAt = after, answer: string | null = fee) => ({ answer, text: words, sentAt });
/** So many texts that differ, so that each counts. */
const times = (count: number, words: string) => Array.from({ length: count }, (_, i) => text(`${words} Ticket ${i}.`));
const said = (role: 'AGENT' | 'CUSTOMER', words: string) => ({ role, text: words, sentAt: after });

async function send(input: object, by: string = people.manager) {
  return service.graphql<{ importAgentTexts: Record<string, number> }>(
    'mutation ($input: AgentTextsInput!) { importAgentTexts(input: $input) { compared known unattributed incomparable deviating } }',
    { input: { team: 'cards', ...input } },
    by === 'operator' ? service.app.keys.operator : await desks.token(by),
  );
}
async function imported(input: object, by?: string) {
  const { data, errors } = await send(input, by);
  expect(errors).toBeUndefined();
  return data.importAgentTexts;
}
const stored = async () =>
  (await sql<{ row: object }>`select to_jsonb(agent_text) as row from agent_text`.execute(service.app.db)).rows;
const storedWords = async () => JSON.stringify(await stored());

interface Share {
  readonly compared: number;
  readonly deviating: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}
interface Team {
  readonly team: string;
  readonly deviation: Share;
  readonly answers: readonly {
    readonly answer: string;
    readonly deviation: Share;
    readonly kinds: readonly object[];
    readonly examples: readonly object[];
  }[];
  readonly months: readonly { readonly month: string; readonly deviation: Share }[];
}
async function deviation(asked: object = {}): Promise<readonly Team[]> {
  const share = 'deviation { compared deviating share low high }';
  const { data, errors } = await service.graphql<{ agentDeviation: readonly Team[] }>(
    `query ($since: DateTime, $until: DateTime, $team: String) { agentDeviation(since: $since, until: $until, team: $team) { team ${share} answers { answer ${share} kinds { kind severity texts } examples { kind tier claim canonical said } } months { month ${share} } } }`,
    asked,
    await desks.token(people.editor),
  );
  expect(errors).toBeUndefined();
  return data.agentDeviation;
}

describe('a text that an agent sent', () => {
  it('deviates with another amount, and not as a paraphrase, a shorter or a longer text', async () => {
    const shorter = 'It costs £8.00. Never send your PIN to anyone.';
    const longer = `${right} You can order it in the app. Have a lovely day.`;
    expect(await imported({ texts: [right, shorter, longer].map((words) => text(words)) })).toMatchObject({
      compared: 3,
      deviating: 0,
    });
    expect(await imported({ texts: [text(wrong)] })).toMatchObject({ compared: 1, deviating: 1 });
  });

  it('deviates where it leaves out what must be said', async () => {
    expect(await imported({ texts: [text('A spare card costs £8.00 and arrives within 7 days.')] })).toMatchObject({
      deviating: 1,
    });
    expect(await storedWords()).toContain('omission');
  });

  it('is held against the answer that was published when it was sent', async () => {
    const five = 'A spare card costs £5.00 and arrives within 7 days. Never send your PIN to anyone.';
    expect(await imported({ texts: [text(five, before)] })).toMatchObject({ compared: 1, deviating: 0 });
    expect(await imported({ texts: [text(five, after)] })).toMatchObject({ compared: 1, deviating: 1 });
    expect(await stored()).toMatchObject([
      { row: { version: 1, state: 'SAME' } },
      { row: { version: 2, state: 'CONTRADICTS' } },
    ]);
    expect(await imported({ texts: [text(five, '2026-01-01T00:00:00Z')] })).toMatchObject({
      compared: 0,
      incomparable: 1,
    });
  });

  it('counts once however often it is brought in', async () => {
    expect(await imported({ texts: [text(wrong)] })).toMatchObject({ compared: 1, known: 0 });
    expect(await imported({ texts: [text(wrong), text(right)] })).toMatchObject({
      compared: 1,
      known: 1,
      deviating: 0,
    });
  });

  it('that is about nothing that is named, or about something else, is counted and not kept', async () => {
    const elsewhere = text('Our branches in the north are closed for renovation, sorry about that.');
    expect(await imported({ texts: [text(right, after, null), text(right, after, 'no-such'), elsewhere] })).toEqual({
      compared: 0,
      known: 0,
      unattributed: 1,
      incomparable: 2,
      deviating: 0,
    });
    expect(await stored()).toEqual([]);
  });
});

describe('a transcript', () => {
  const transcript = (...messages: readonly object[]) => ({ transcripts: [{ messages }] });

  it('gives what agents said to a question that is recognised, and never a word of the customer', async () => {
    const conversation = transcript(
      said('CUSTOMER', `${question}?`),
      said('AGENT', 'Hello Zebulon,'),
      said('AGENT', wrong),
      said('CUSTOMER', 'But my xylophone costs £99.00, zounds.'),
      said('AGENT', 'That one costs £99.00.'),
    );
    expect(await imported(conversation)).toMatchObject({ compared: 1, unattributed: 1, deviating: 1 });
    const words = await storedWords();
    expect(words).toContain('12');
    expect(words).not.toMatch(/xylophone|zounds|99|Zebulon/);
  });

  it('says nothing of a reply before any question, or to two questions at once', async () => {
    expect(await imported(transcript(said('AGENT', wrong), said('AGENT', wrong)))).toMatchObject({ unattributed: 1 });
    expect(await stored()).toEqual([]);
  });
});

describe('personal data', () => {
  it('is gone before anything is kept: addresses, card numbers, salutation and signature', async () => {
    const personal =
      'Dear Mr Zebulon Quince,\n\nA spare card for 4929 1234 5678 9012 costs £12.00, zeb.quince@example.org. Never send your PIN to anyone.\n\nKind regards,\nWilhelmina Sprocket\nCards Team';
    expect(await imported({ texts: [text(personal)] })).toMatchObject({ compared: 1, deviating: 1 });
    const words = await storedWords();
    expect(words).toContain('£12.00');
    expect(words).not.toMatch(/Zebulon|Quince|quince|Wilhelmina|Sprocket|4929|9012|example\.org/);
    for (const { row } of await stored())
      expect(Object.keys(row).sort()).toEqual([
        'answer_id',
        'deviations',
        'digest',
        'id',
        'sent_at',
        'state',
        'team_id',
        'version',
      ]);
  });

  it('is not what the answer itself says: the bank’s own number is compared', async () => {
    const call = 'A spare card costs £8.00. Never send your PIN to anyone. Call us on 0800-5551234.';
    expect(await imported({ texts: [text(call)] })).toMatchObject({ compared: 1, deviating: 0 });
  });
});

describe('the deviation of a team', () => {
  it('shows an answer from five texts on, and counts fewer in no sum', async () => {
    await imported({ texts: times(4, wrong) });
    expect(await deviation()).toEqual([]);
    await imported({ texts: [text(right)] });
    const [team, ...others] = await deviation();
    expect(others).toEqual([]);
    expect(team).toMatchObject({ team: 'cards', deviation: { compared: 5, deviating: 4, share: 0.8 } });
    expect(team?.deviation.low).toBeCloseTo(0.3755, 3);
    expect(team?.deviation.high).toBeCloseTo(0.9638, 3);
    const [answer] = team?.answers ?? [];
    expect(answer).toMatchObject({ answer: fee, kinds: [{ kind: 'money', severity: 'SEV1', texts: 4 }] });
    expect(answer?.examples).toEqual([
      expect.objectContaining({
        tier: 'ALERT',
        canonical: expect.stringContaining('£8.00'),
        said: expect.stringContaining('£12.00'),
      }),
    ]);
    expect(team?.months).toMatchObject([{ month: '2026-10', deviation: { compared: 5, deviating: 4 } }]);
  });

  it('never mixes teams, and keeps to the period and the team asked for', async () => {
    await imported({ texts: times(5, right) });
    await imported({ team: 'payments', texts: times(4, wrong) }, 'operator');
    expect((await deviation()).map(({ team }) => team)).toEqual(['cards']);
    await imported({ team: 'payments', texts: [text(wrong)] }, 'operator');
    const shares = (await deviation()).map((one) => [one.team, one.deviation.deviating]);
    expect(shares).toEqual([
      ['cards', 0],
      ['payments', 5],
    ]);
    expect((await deviation({ team: 'payments' })).map(({ team }) => team)).toEqual(['payments']);
    expect(await deviation({ until: after })).toEqual([]);
    expect(await deviation({ since: after })).toHaveLength(2);
  });

  it('has a trend in which months with fewer than five texts are left out', async () => {
    const now = clock.now().toISOString();
    await imported({ texts: [...times(6, wrong), ...times(4, right).map((one) => ({ ...one, sentAt: now }))] });
    const months = (await deviation())[0]?.months.map(({ month, deviation: { compared } }) => [month, compared]);
    expect(months).toEqual([['2026-10', 6]]);
  });

  it('forgets what was kept long enough', async () => {
    await imported({ texts: [text(wrong, before), text(wrong, after)] });
    await deleteTextsBefore(service.app.db, new Date(after));
    expect(await stored()).toHaveLength(1);
  });
});

describe('an import', () => {
  it('is for the managers of the team, and in the audit trail by numbers alone', async () => {
    expect(codesOf(await send({ texts: [text(right)] }, people.editor))).toEqual(['FORBIDDEN']);
    expect(codesOf(await send({ texts: [text(right)] }, people.agent))).toEqual(['FORBIDDEN']);
    expect(codesOf(await send({ team: 'payments', texts: [text(right)] }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await send({ team: 'none', texts: [text(right)] }, 'operator'))).toEqual(['NOT_FOUND']);
    await imported({ texts: [text(wrong)] });
    const trail = [];
    for await (const entry of storedTrail(service.app.db)) trail.push(entry);
    const { action, subject, details } = trail.at(-1) ?? {};
    expect([action, subject]).toEqual(['agent-texts.imported', 'team/cards']);
    expect(JSON.parse(details ?? '')).toEqual({
      compared: 1,
      known: 0,
      unattributed: 0,
      incomparable: 0,
      deviating: 1,
    });
  });

  it.each([
    ['nothing', {}, 'must hold 1 to 500 texts'],
    [
      'too many texts',
      { texts: Array.from({ length: 501 }, () => ({ text: 'It is.', sentAt: '2026-10-01T00:00:00Z' })) },
      'must hold 1 to 500 texts',
    ],
    [
      'a text that is too long',
      { texts: [{ text: 'a'.repeat(5_001), sentAt: '2026-10-01T00:00:00Z' }] },
      'texts[0].text is too long: at most 5000',
    ],
    [
      'a text that is not sent yet',
      { texts: [{ text: 'It is.', sentAt: '2040-01-01T00:00:00Z' }] },
      'texts[0].sentAt lies in the future',
    ],
    [
      'a transcript without agents',
      { transcripts: [{ messages: [{ role: 'CUSTOMER', text: 'So?', sentAt: '2026-10-01T00:00:00Z' }] }] },
      'must hold 1 to 500 texts',
    ],
  ])('of %s is refused with a sentence', async (_, input, sentence) => {
    const { errors } = await send(input);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT']);
    expect(errors?.[0]?.message).toContain(sentence);
    expect(await stored()).toEqual([]);
  });
});
