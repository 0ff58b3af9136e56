import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ratesByTraffic, ratesOf, weighAnew } from '../src/consistency/index.js';
import { ratedCell } from '../src/consistency/rated-cell.js';
import { weighFindings } from '../src/consistency/severity/weigh-findings.js';
import { keepSeverities } from '../src/consistency/severity/weigh-findings.store.js';
import { recordDeliveries } from '../src/receipts/index.js';
import { type AlertWorld, alertPeople, openAlertWorld } from './support/alert-world.js';

const hour = 3_600_000;
let world: AlertWorld;
/** What a card costs; a test that publishes another fee leaves it here. */
let fee = 5;
let counter = 20;
const another = () => (counter += 1);

beforeAll(async () => {
  world = await openAlertWorld();
  // From now on it is known what the page said before.
  world.says('£5');
  await world.sweep();
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate inquiry, search_event, delivery`.execute(world.db);
});

interface FindingView {
  readonly id: string;
  readonly state: string;
  readonly severity: string;
  readonly baseSeverity: string;
  readonly severityReasons: readonly string[];
  readonly timesReturned: number;
  readonly observed: { readonly text: string };
  readonly exposure: {
    readonly told: number;
    readonly measuredBy: string;
    readonly since: string;
    readonly until: string;
  };
}

async function findings(): Promise<readonly FindingView[]> {
  const query = `{ findings(first: 100) { nodes { id state severity baseSeverity severityReasons timesReturned
    observed { text } exposure { told measuredBy since until } } } }`;
  return (await world.ask<{ findings: { nodes: FindingView[] } }>(query)).findings.nodes;
}

async function findingOn(said: string): Promise<FindingView> {
  const found = (await findings()).filter(({ observed }) => observed.text.includes(said));
  expect(found).toHaveLength(1);
  return found[0] as FindingView;
}

/** Asks once through the API, and writes the same question into the log as often again as is wanted. */
async function asked(question: string, times: number, locale = 'en'): Promise<void> {
  await world.ask(
    `mutation { recordInquiry(input: { question: "${question}", locale: "${locale}", channel: "agents" }) { outcome } }`,
    alertPeople.agent[0],
  );
  await sql`
    insert into inquiry (at, channel_key, locale, audience, scope, question, question_key, outcome, answer_key, version,
      choices, confidence, snapshot_sequence, model_id)
    select at, channel_key, locale, audience, scope, question, question_key, outcome, answer_key, version,
      choices, confidence, snapshot_sequence, model_id
    from (select * from inquiry order by id desc limit 1) as last, generate_series(2, ${times}::int)`.execute(world.db);
}

const aboutFee = 'What does a card cost?';
const aboutTime = 'How long does it take?';
const weigh = () => weighAnew({ db: world.db, clock: world.clock, sourceLocale: 'en' });
const later = (hours: number) => world.clock.advance(hours * hour);

describe('the exposure of a finding', () => {
  it('on a page that nobody counts is how often its question was asked anywhere while it was open', async () => {
    const wrong = `£${another()}`;
    await asked(aboutFee, 5);
    later(1);
    world.says(wrong);
    await world.sweepNow();
    later(1);
    await asked(aboutFee, 3);
    await asked(aboutTime, 2);
    later(1);
    const { exposure } = await findingOn(wrong);
    expect(exposure).toMatchObject({ told: 3, measuredBy: 'QUESTIONS', until: world.clock.now().toISOString() });
  });

  it('ends when it is closed', async () => {
    const wrong = `£${another()}`;
    world.says(wrong);
    await world.sweepNow();
    later(1);
    await asked(aboutFee, 3);
    world.says(`£${fee}`);
    await world.sweep();
    await world.sweep();
    later(1);
    await asked(aboutFee, 4);
    expect(await findingOn(wrong)).toMatchObject({ state: 'FIXED', exposure: { told: 3 } });
  });

  it('counts searches that opened the answer, and none in another language', async () => {
    const wrong = `£${another()}`;
    world.says(wrong);
    await world.sweepNow();
    later(1);
    const event = (session: string, locale: string) =>
      sql`insert into search_event (at, locale, query, shown, clicked_answer, clicked_position, session, channel_key, audience)
        values (${world.clock.now()}, ${locale}, 'card', 3, 'card-fee', 1, ${session}, 'help', 'PUBLIC')`.execute(
        world.db,
      );
    for (const session of ['one', 'one', 'two']) await event(session, 'en-gb');
    await event('three', 'es');
    expect((await findingOn(wrong)).exposure.told).toBe(2);
  });

  it('on a channel that keeps whom it told is the number of customers, each once', async () => {
    const wrong = `£${another()}`;
    world.says(wrong);
    await world.sweepNow();
    const { id } = await findingOn(wrong);
    await sql`update finding set channel_key = 'webchat' where id = ${Number(id)}`.execute(world.db);
    later(1);
    const told = (conversationId: string, channel = 'webchat', locale = 'en') => ({
      receiptCode: 'UV-AAAA-AAAA-AAAA',
      answer: 'card-fee',
      version: 1,
      locale,
      contentHash: 'hash',
      factValueIds: [],
      channel,
      to: { kind: 'CONVERSATION', conversationId } as const,
      at: world.clock.now(),
    });
    await world.db
      .transaction()
      .execute((tx) =>
        recordDeliveries(tx, [
          told('a'),
          told('a'),
          told('b', 'webchat', 'en-GB'),
          told('c', 'social'),
          told('d', 'webchat', 'de'),
        ]),
      );
    await asked(aboutFee, 4);
    expect((await findingOn(wrong)).exposure).toMatchObject({ told: 2, measuredBy: 'DELIVERIES' });
  });
});

describe('the severity of a finding', () => {
  it('is one level worse while its answer is asked often, and falls back when it is not', async () => {
    const wrong = `${another()} working days`;
    world.says(`£${fee}`, wrong);
    await asked(aboutTime, 140);
    await world.sweepNow();
    expect(await findingOn(wrong)).toMatchObject({
      severity: 'SEV1',
      baseSeverity: 'SEV2',
      severityReasons: ['asked 140 times in 7 days'],
    });
    later(8 * 24);
    await weigh();
    expect(await findingOn(wrong)).toMatchObject({ severity: 'SEV2', baseSeverity: 'SEV2', severityReasons: [] });
  });

  it('is one level better for a day after the publication that the page must follow, and then tells whom it concerns', async () => {
    const before = fee;
    world.says(`£${before}`);
    await world.sweep();
    await world.sweep();
    fee = another();
    await world.publish({
      key: 'card-fee',
      question: aboutFee,
      body: `A replacement costs £${fee}. It is sent by post.`,
    });
    later(2);
    const since = world.receiver.calls.length;
    await world.alert(`slackUrl: "${world.receiver.url}", schedule: AT_ONCE, leastSeverity: SEV1`);
    await world.sweepNow();
    const inGrace = (await findings()).find(
      ({ state, severityReasons }) => state === 'OPEN' && severityReasons.length > 0,
    );
    expect(inGrace).toMatchObject({
      severity: 'SEV2',
      baseSeverity: 'SEV1',
      severityReasons: ['within the 24 hours that an observed channel has to follow a publication'],
    });
    later(21);
    await weigh();
    expect(world.receiver.calls.length).toBe(since);
    later(2);
    await weigh();
    await world.receiver.until((calls) => calls.length > since);
    expect(world.receiver.calls.length, 'told once, and not in the hours of grace').toBe(since + 1);
    const now = (await findings()).find(({ id }) => id === inGrace?.id);
    expect(now).toMatchObject({ severity: 'SEV1', severityReasons: [] });
    await world.endAlerts();
  });

  it('has no grace where the page itself changed', async () => {
    const wrong = `£${another()}`;
    world.says(wrong);
    await world.sweepNow();
    expect(await findingOn(wrong)).toMatchObject({ severity: 'SEV1', severityReasons: [] });
  });

  it('moves no waiver: a duration that many are told is waived by one person, and for as long as others', async () => {
    const wrong = `${another()} working days`;
    world.says(`£${fee}`, wrong);
    await asked(aboutTime, 140);
    await world.sweepNow();
    const { id, severity } = await findingOn(wrong);
    expect(severity).toBe('SEV1');
    const until = new Date(world.clock.now().getTime() + 170 * 24 * hour).toISOString();
    await world.ask(
      `mutation { waiveFinding(id: "${id}", expectedState: OPEN, reason: "Reprinted in May.", until: "${until}") { __typename } }`,
      alertPeople.manager[0],
    );
    expect((await findingOn(wrong)).state).toBe('WAIVED');
  });
});

it('a finding is held by nobody while it is weighed, and what was decided or weighed meanwhile stays', async () => {
  const wrong = `£${another()}`;
  world.says(wrong);
  await world.sweepNow();
  const id = Number((await findingOn(wrong)).id);
  await world.db.transaction().execute(async (tx) => {
    await weighFindings(tx, { sourceLocale: 'en', now: world.clock.now() });
    await sql`select id from finding where id = ${id} for update nowait`.execute(world.db);
  });
  const kept = (weighed: object) =>
    world.db
      .transaction()
      .execute((tx) =>
        keepSeverities(tx, [
          { id, severity: 'SEV3', reasons: ['x'], baseSeverity: 'SEV1', severityBefore: 'SEV1', ...weighed },
        ]),
      );
  expect([...(await kept({ baseSeverity: 'SEV2' }))]).toEqual([]);
  expect([...(await kept({ severityBefore: 'SEV2' }))]).toEqual([]);
  await sql`update finding set state = 'FALSE_POSITIVE' where id = ${id}`.execute(world.db);
  expect([...(await kept({}))]).toEqual([]);
  await sql`update finding set state = 'OPEN' where id = ${id}`.execute(world.db);
  expect([...(await kept({}))]).toEqual([id]);
});

it('a finding that was fixed and is seen again says how often it came back', async () => {
  const wrong = `£${another()}`;
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    world.says(wrong);
    await world.sweep();
    times.push((await findingOn(wrong)).timesReturned);
    world.says(`£${fee}`);
    await world.sweep();
    await world.sweep();
  }
  expect(times).toEqual([0, 1, 2]);
});

it('the same-answer rate weighted by traffic counts a question as often as it was asked in the 28 days up to the sweep', async () => {
  await world.mapScript('script.md', { 'card-fee': 'costs', 'card-time': 'times' });
  const costs = `A replacement costs £${fee}. It is sent by post.`;
  world.writeScript('script.md', `# Costs\n\n${costs}\n\n# Times\n\nDelivery takes 5 working days.\n`);
  world.says(`£${another()}`);
  await asked(aboutFee, 1_000);
  later(29 * 24);
  await asked(aboutFee, 9);
  const observations = await world.cells(await world.run(await world.start(['faq', 'script'])));
  const swept = [
    { key: 'faq', mode: 'OBSERVED' },
    { key: 'script', mode: 'OBSERVED' },
  ] as const;
  const [pairs] = await ratesByTraffic(world, { observations, swept }, world.clock.now());
  expect(ratesOf(observations.map(ratedCell), swept).sameAnswerRates[0]?.rate.share).toBe(0.5);
  expect(pairs?.channels).toBe(2);
  expect(pairs?.rate.share).toBeCloseTo(0.1, 12);
  expect(pairs?.rate.effectiveProbes).toBeCloseTo(100 / 82, 12);
});
