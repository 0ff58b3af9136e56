import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnapshots, strikeDate } from '../src/knowledge/index.js';
import { manualClock } from '../src/platform/clock.js';
import { codesOf, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-11-02T10:00:00Z'));
const day = 86_400_000;
let service: TestService;
let counter = 0;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
});

afterAll(() => service.close());

/** A session is shorter than the days that these tests let pass, so that everybody signs in again. */
const desks = () => openDesks(service);

async function as<Data>(account: string | null, query: string, variables: object = {}): Promise<Data> {
  const token = account === null ? null : await service.signIn(account);
  const { data, errors } = await service.graphql<Data>(query, variables, token);
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data;
}

/** What is recorded while the clock stands is recorded a millisecond apart, and so a little later than the clock says. */
async function settle(): Promise<void> {
  clock.advance(1_000);
  await service.app.services.snapshots.refresh();
}

/** Lets days and a moment pass, and every date in them strike. */
async function pass(days: number): Promise<void> {
  clock.advance(days * day + 60_000);
  const { services } = service.app;
  do await services.snapshots.refresh();
  while (await strikeDate(services, services.snapshots.current()));
  await service.app.caughtUp();
}

/** Each answer speaks of something else, or the gate would find that they contradict each other. */
const trees = [
  '',
  ...'alder ash aspen beech birch cedar cherry elm fir hazel holly juniper larch lime maple oak pear pine plum rowan spruce willow yew'.split(
    ' ',
  ),
];

async function newAnswer(): Promise<string> {
  counter += 1;
  const key = `florped-card-${counter}`;
  await desks().create({ key, topic: 'cards' });
  await desks().published({
    key,
    question: `How does one florp in ${trees[counter]}?`,
    title: `Florping in ${trees[counter]}`,
    body: `Take a ${trees[counter]} quandle.\n\n- Hold it.\n- Florp.`,
    short: `Take a ${trees[counter]} quandle.`,
  });
  await settle();
  return key;
}

interface Outcome {
  readonly __typename: string;
  readonly message?: string;
  readonly obstacles?: readonly string[];
  readonly expected?: number;
  readonly actual?: number;
  readonly dueAt?: string;
  readonly theirs?: { readonly number: number; readonly everyDays?: number; readonly body?: string };
  readonly yours?: { readonly number: number; readonly body: string };
  readonly plan?: { readonly number: number };
}

/** Fails when the gate holds it back. */
async function passed(outcome: Outcome): Promise<Outcome> {
  if (outcome.obstacles) throw new Error(outcome.obstacles.join(' '));
  await settle();
  return outcome;
}

async function verify(key: string, version: number, by: string = people.reviewer): Promise<Outcome> {
  const mutation = `mutation ($key: String!, $version: Int!) { verifyAnswer(key: $key, version: $version, note: "Read it.") { __typename
    ... on Blocked { obstacles } ... on AnswerVerified { dueAt } ... on VerifyConflict { message expected actual yours { number body } theirs { number body } } } }`;
  return passed((await as<{ verifyAnswer: Outcome }>(by, mutation, { key, version })).verifyAnswer);
}

async function plan(key: string, input: object, by: string = people.reviewer): Promise<Outcome> {
  const mutation = `mutation ($input: SetVerificationInput!) { setVerification(input: $input) { __typename
    ... on Blocked { obstacles } ... on VerificationSet { plan { number } } ... on VerificationConflict { message expected actual theirs { number everyDays } } } }`;
  const whole = { key, everyDays: 30, overduePolicy: 'REMIND', expectedVersion: 0, ...input };
  return passed((await as<{ setVerification: Outcome }>(by, mutation, { input: whole })).setVerification);
}

interface Verified {
  readonly verifiedAt: string;
  readonly verifiedBy: string | null;
  readonly dueAt: string | null;
  readonly state: string | null;
  readonly plan: object | null;
}

async function verified(key: string, by: string | null = people.reviewer, asOf: object | null = null) {
  const query = `query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) {
    verified { verifiedAt verifiedBy dueAt state plan { number everyDays verifierPerson verifierTeam overduePolicy } } } }`;
  return (await as<{ answer: { verified: Verified } | null }>(by, query, { key, asOf })).answer?.verified ?? null;
}

interface Queued {
  readonly key: string;
  readonly version: number;
  readonly state: string;
  readonly daysOverdue: number;
  readonly isWithheld: boolean;
  readonly exposure: { readonly deliveries: number; readonly references: number; readonly facts: number };
}

async function queue(args = ''): Promise<readonly Queued[]> {
  const query = `query ($after: String) { verificationQueue(first: 100, after: $after${args}) { pageInfo { endCursor }
    nodes { key version state daysOverdue isWithheld exposure { deliveries references facts } } } }`;
  type Page = { verificationQueue: { pageInfo: { endCursor: string | null }; nodes: Queued[] } };
  const all: Queued[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const { verificationQueue } = await as<Page>(people.manager, query, { after });
    all.push(...verificationQueue.nodes);
    after = verificationQueue.pageInfo.endCursor;
  }
  return all;
}

const isoIn = (days: number) => new Date(clock.now().getTime() + days * day).toISOString();

describe('an answer', { timeout: 60_000 }, () => {
  it('counts as confirmed when a version changes its meaning, not when its wording changes', async () => {
    const key = await newAnswer();
    const first = await verified(key);
    expect(first).toMatchObject({ verifiedBy: people.reviewer, state: 'CURRENT' });
    expect(Date.parse(first?.dueAt ?? '') - Date.parse(first?.verifiedAt ?? '')).toBe(365 * day);
    await pass(1);
    await desks().published({ key, short: 'With any quandle.', significance: 'MINOR' });
    expect((await verified(key))?.verifiedAt).toBe(first?.verifiedAt);
    await desks().published({ key, short: 'With no quandle.', significance: 'MAJOR' });
    expect(Date.parse((await verified(key))?.verifiedAt ?? '')).toBeGreaterThanOrEqual(clock.now().getTime());
  });

  it('is confirmed in one step, for the version that was read, and the trail of who did stays', async () => {
    const key = await newAnswer();
    await pass(351);
    expect((await verified(key))?.state).toBe('DUE_SOON');
    expect(await verify(key, 1)).toMatchObject({ __typename: 'AnswerVerified' });
    await pass(1);
    await verify(key, 1, people.otherReviewer);
    expect(await verified(key)).toMatchObject({ verifiedBy: people.otherReviewer, state: 'CURRENT' });
    const trail = await as<{ answer: { verifications: { nodes: object[] } } }>(
      people.agent,
      `{ answer(key: "${key}") { verifications { nodes { version by note } } } }`,
    );
    expect(trail.answer.verifications.nodes).toEqual([
      { version: 1, by: people.otherReviewer, note: 'Read it.' },
      { version: 1, by: people.reviewer, note: 'Read it.' },
    ]);
  });

  it('is not confirmed by someone who read another version than the one in effect: both are shown', async () => {
    const key = await newAnswer();
    await desks().published({ key, body: 'It is florped by hand.' });
    const outcome = await verify(key, 1);
    expect(outcome).toMatchObject({ __typename: 'VerifyConflict', expected: 1, actual: 2 });
    expect(outcome.message).toBe(`Version 2 of ${key} is in effect, not 1: read that one and confirm it.`);
    expect(outcome.yours?.body).toMatch(/quandle/);
    expect(outcome.theirs?.body).toBe('It is florped by hand.');
  });

  it('is confirmed by its verifier and by those who may review it, and by nobody else', async () => {
    const key = await newAnswer();
    const codes = (by: string) =>
      desks().refusals(`mutation { verifyAnswer(key: "${key}", version: 1) { __typename } }`, by);
    for (const stranger of [people.editor, people.reviewerOfSecurity, people.manager, people.agent])
      expect(await codes(stranger), stranger).toEqual(['FORBIDDEN']);
    await plan(key, { verifierPerson: people.editorOfCare });
    expect(await codes(people.editorOfCare)).toEqual([]);
    expect(await codes(people.manager)).toEqual(['FORBIDDEN']);
    await plan(key, { verifierTeam: 'care', expectedVersion: 1 });
    for (const one of [people.manager, people.editorOfCare, people.reviewer]) expect(await codes(one), one).toEqual([]);
  });

  it('that was never published, or that nobody knows, cannot be confirmed', async () => {
    await desks().create({ key: 'florped-never', topic: 'cards' });
    for (const key of ['florped-never', 'florped-unknown'])
      expect(
        await desks().refusals(`mutation { verifyAnswer(key: "${key}", version: 1) { __typename } }`, people.reviewer),
      ).toEqual(['NOT_FOUND']);
  });

  it('shows customers when it was confirmed, and only staff by whom and until when', async () => {
    const key = await newAnswer();
    expect(await verified(key, null)).toEqual({
      verifiedAt: expect.any(String),
      verifiedBy: null,
      dueAt: null,
      state: null,
      plan: null,
    });
    const page = await (await fetch(`${service.url}/help/${key}`)).text();
    expect(page).toContain('Last checked');
  });
});

describe('a plan', { timeout: 60_000 }, () => {
  it('is a reminder to the reviewers once a year until someone sets another', async () => {
    const key = await newAnswer();
    expect((await verified(key))?.plan).toEqual({
      number: 0,
      everyDays: 365,
      verifierPerson: null,
      verifierTeam: null,
      overduePolicy: 'REMIND',
    });
  });

  it('is not overwritten by someone who has not seen the one that is there', async () => {
    const key = await newAnswer();
    expect((await plan(key, { everyDays: 90 })).plan?.number).toBe(1);
    expect(await plan(key, { everyDays: 7 })).toMatchObject({
      __typename: 'VerificationConflict',
      expected: 0,
      actual: 1,
      theirs: { number: 1, everyDays: 90 },
    });
  });

  it('moves the day of an answer that was confirmed before', async () => {
    const key = await newAnswer();
    await plan(key, { everyDays: 20 });
    const { verifiedAt, dueAt } = (await verified(key)) as Verified;
    expect(Date.parse(dueAt ?? '') - Date.parse(verifiedAt)).toBe(20 * day);
  });

  it.each([
    [{ everyDays: 0 }, 'everyDays must be from 1 to 3650.'],
    [{ everyDays: 3_651 }, 'everyDays must be from 1 to 3650.'],
    [{ verifierPerson: people.agent }, `verifierPerson names nobody who may verify answers: ${people.agent}.`],
    [{ verifierPerson: 'nobody' }, 'verifierPerson names nobody who may verify answers: nobody.'],
    [{ verifierTeam: 'nobody' }, 'verifierTeam names no team: nobody.'],
    [{ verifierTeam: 'cards', verifierPerson: people.editor }, 'Name verifierPerson or verifierTeam, not both.'],
  ])('is refused in a sentence when it makes no sense: %o', async (input, sentence) => {
    await expect(plan('atm-limits', input)).rejects.toThrow(`BAD_INPUT ${sentence}`);
  });

  it('is for those who may review under the topic', async () => {
    await expect(plan('card-arrival', {}, people.editor)).rejects.toThrow('FORBIDDEN');
    await expect(plan('card-arrival', {}, people.reviewerOfSecurity)).rejects.toThrow('FORBIDDEN');
  });
});

const everyChannel = ['help', 'webchat', 'social', 'social-reply', 'email', 'agents'];
const sentences: Readonly<Record<string, RegExp>> = {
  en: /This answer has not been checked since \d+ \w+ 20\d\d\./,
  de: /Diese Antwort wurde seit dem \d+\. \p{L}+ 20\d\d nicht mehr geprüft\./u,
  es: /Esta respuesta no se ha revisado desde el \d+ de \w+ de 20\d\d\./,
  ar: /لم تُراجَع هذه الإجابة منذ \d+ \p{L}+ 20\d\d\./u,
};

async function renditions(key: string, locale: string, asOf: object | null = null) {
  const query = `query ($key: String!, $locale: Locale!, $asOf: AsOfInput) { answer(key: $key, locale: $locale, asOf: $asOf) {
    ${everyChannel.map((channel) => `${channel.replace('-', '_')}: rendition(channel: "${channel}") { text html short contentHash }`).join('\n')} } }`;
  type Shown = { readonly text: string; readonly html: string; readonly short: string; readonly contentHash: string };
  const { answer } = await as<{ answer: Record<string, Shown> }>(people.editor, query, { key, locale, asOf });
  return Object.values(answer);
}

describe('an answer that nobody confirmed by its day', { timeout: 60_000 }, () => {
  it('says so itself, the same on every channel and in its language, where its policy is to hedge', async () => {
    const key = 'card-arrival';
    await verify(key, (await queue()).find((one) => one.key === key)?.version ?? 0);
    await plan(key, { everyDays: 10, overduePolicy: 'HEDGE' });
    const fresh = await renditions(key, 'en');
    await pass(10);
    for (const [locale, sentence] of Object.entries(sentences)) {
      const said = (await renditions(key, locale)).map(({ text, html, short }) => {
        expect(html.replace(/<[^>]*>/g, '')).toMatch(sentence);
        expect(short).toMatch(sentence);
        return sentence.exec(text.replace(/\s+/g, ' '))?.[0];
      });
      expect(new Set(said).size, locale).toBe(1);
      expect(said[0]).toBeDefined();
    }
    const hedged = await renditions(key, 'en');
    expect(hedged.map(({ contentHash }) => contentHash)).toEqual(fresh.map(({ contentHash }) => contentHash));
    await verify(key, (await queue()).find((one) => one.key === key)?.version ?? 0);
    await service.app.caughtUp();
    expect(await renditions(key, 'en')).toEqual(fresh);
  });

  it('hedges from the very instant of its day, and a reading of any instant says what was said then', async () => {
    const key = await newAnswer();
    await plan(key, { everyDays: 10, overduePolicy: 'HEDGE' });
    const due = Date.parse((await verified(key))?.dueAt ?? '');
    await pass(12);
    const hedges = async (validAt: number) =>
      (await renditions(key, 'en', { validAt: new Date(validAt).toISOString() })).map(({ text }) =>
        /not been checked/.test(text),
      );
    expect(new Set(await hedges(due - 1))).toEqual(new Set([false]));
    expect(new Set(await hedges(due))).toEqual(new Set([true]));
  });

  it('is reachable by no path where its policy is to withdraw it, and as of the day before it still is', async () => {
    const key = await newAnswer();
    const phrasing = `where is the quandle of ${key}`;
    await as(people.editor, `mutation { addPhrasing(key: "${key}", text: "${phrasing}") { key } }`);
    await desks().create({ key: `${key}-friend`, topic: 'cards', related: [key] });
    await desks().published({
      key: `${key}-friend`,
      question: 'Where else?',
      title: 'Elsewhere',
      body: `See [the florping](answer:${key}).`,
      short: 'Elsewhere.',
    });
    await plan(key, { everyDays: 10, overduePolicy: 'WITHDRAW' });
    await pass(9);
    const paths = `query ($key: String!, $friend: String!, $question: String!) {
      answer(key: $key) { key }
      answers(keys: [$key]) { totalCount nodes { key } }
      topic(key: "cards") { answers { key } }
      friend: answer(key: $friend) { related { key } rendition { html } }
      search(text: $question) { nodes { answer { key } } }
      ask(question: $question) { __typename ... on Answered { answer { key } } ... on Choices { choices { answer { key } } } }
    }`;
    const variables = { key, friend: `${key}-friend`, question: phrasing };
    const readers = [null, people.agent, people.editor, people.admin];
    const traces = async () => {
      await service.app.caughtUp();
      const found: number[] = [];
      for (const reader of readers)
        found.push(
          JSON.stringify(await as(reader, paths, variables)).match(new RegExp(`${key}(?!-friend)`, 'g'))?.length ?? 0,
        );
      return found;
    };
    const page = async () => (await fetch(`${service.url}/help/${key}`)).status;
    expect(Math.min(...(await traces()))).toBeGreaterThanOrEqual(6);
    expect(await page()).toBe(200);
    const before = clock.now().toISOString();

    await pass(1);
    expect(await traces()).toEqual([0, 0, 0, 0]);
    expect(await page()).toBe(404);
    for (const path of ['/help', '/sitemap.xml', `/help/search?q=${encodeURIComponent(phrasing)}`])
      expect((await (await fetch(service.url + path)).text()).includes(`/help/${key}"`), path).toBe(false);

    const then = await as<{ answer: object | null }>(
      people.editor,
      'query ($key: String!, $at: DateTimeISO!) { answer(key: $key, asOf: { validAt: $at }) { title } }'.replace(
        'DateTimeISO',
        'DateTime',
      ),
      { key, at: before },
    );
    expect(then.answer).not.toBeNull();
    expect(
      await as(null, 'query ($key: String!, $at: DateTime!) { answer(key: $key, asOf: { validAt: $at }) { title } }', {
        key,
        at: before,
      }),
    ).toEqual({ answer: null });
    expect((await queue()).find((one) => one.key === key)).toMatchObject({ isWithheld: true, state: 'OVERDUE' });

    expect(await verify(key, 1)).toMatchObject({ __typename: 'AnswerVerified' });
    expect(Math.min(...(await traces()))).toBeGreaterThanOrEqual(6);
    expect(await page()).toBe(200);
  });

  it('leaves and returns in its history', async () => {
    const key = await newAnswer();
    await plan(key, { everyDays: 10, overduePolicy: 'WITHDRAW' });
    await pass(10);
    await verify(key, 1);
    await service.app.caughtUp();
    const { answer } = await as<{ answer: { history: { nodes: { contentHashAfter: string | null }[] } } }>(
      people.editor,
      `{ answer(key: "${key}") { history { nodes { contentHashAfter } } } }`,
    );
    expect(answer.history.nodes.map(({ contentHashAfter }) => contentHashAfter !== null)).toEqual([true, false, true]);
  });

  it('stays as it is for customers where its policy is to remind', async () => {
    const key = await newAnswer();
    const fresh = await renditions(key, 'en');
    await pass(366);
    expect(await renditions(key, 'en')).toEqual(fresh);
    expect((await verified(key))?.state).toBe('OVERDUE');
    expect((await verified(key, people.editor, { validAt: isoIn(-364) }))?.state).toBe('CURRENT');
  });

  it('will be overdue in the future if nobody looks, and a reading of that day says so', async () => {
    const key = await newAnswer();
    expect((await verified(key, people.editor, { validAt: isoIn(366) }))?.state).toBe('OVERDUE');
    expect((await verified(key))?.state).toBe('CURRENT');
  });
});

type Policy = 'REMIND' | 'HEDGE' | 'WITHDRAW';

/** What a clerk writes down: someone looked, or the rule for looking changed. */
type Entry = { readonly at: number } & (
  | { readonly kind: 'checked' }
  | { readonly everyDays: number; readonly policy: Policy; readonly kind: 'set' }
);

/** What customers are given at an instant, reckoned from the clerk's book alone. */
function reckoned(book: readonly Entry[], at: number): 'given' | 'hedged' | 'withheld' | 'not there' {
  const until = book.filter((entry) => entry.at <= at);
  const checked = until.findLast(({ kind }) => kind === 'checked');
  if (!checked) return 'not there';
  const rule = until.findLast((entry) => entry.kind === 'set') ?? { everyDays: 365, policy: 'REMIND' };
  if (at < checked.at + rule.everyDays * day || rule.policy === 'REMIND') return 'given';
  return rule.policy === 'HEDGE' ? 'hedged' : 'withheld';
}

describe('whatever happens to an answer', { timeout: 120_000 }, () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constant('check' as const) }),
    fc.record({
      kind: fc.constant('set' as const),
      everyDays: fc.integer({ min: 1, max: 30 }),
      policy: fc.constantFrom<Policy>('REMIND', 'HEDGE', 'WITHDRAW'),
    }),
  );

  it('a reading of any instant gives what was given then, and a node that starts now what the others serve', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 10 }), async (acts) => {
        const key = await newAnswer();
        const begun = Date.parse((await verified(key))?.verifiedAt ?? '');
        const book: Entry[] = [{ kind: 'checked', at: begun }];
        let number = 0;
        for (const one of acts) {
          if (one.kind === 'pass') await pass(one.days);
          else if (one.kind === 'check') await verify(key, 1);
          else {
            const { everyDays, policy } = one;
            await plan(key, { everyDays, overduePolicy: policy, expectedVersion: number });
            number += 1;
          }
          const { moment } = await lastSwitchOf(key);
          if (one.kind === 'check') book.push({ kind: 'checked', at: moment });
          if (one.kind === 'set') book.push({ kind: 'set', at: moment, everyDays: one.everyDays, policy: one.policy });
          await expectLikeAFreshNode();
        }
        const edges = book.flatMap(({ at }) => [at - 1, at, ...[1, 7, 30].map((days) => at + days * day)]);
        const instants = edges.filter((at) => at >= begun && at <= clock.now().getTime());
        for (const at of instants) expect(await given(key, at), new Date(at).toISOString()).toBe(reckoned(book, at));
      }),
      { numRuns: 4 },
    );
  });

  /** The last thing that was recorded of an answer's upkeep. */
  async function lastSwitchOf(key: string): Promise<{ readonly moment: number }> {
    const row = await service.app.db
      .selectFrom('snapshot_switch')
      .select('moment')
      .where('subject', '=', key)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return { moment: row.moment.getTime() };
  }

  async function expectLikeAFreshNode(): Promise<void> {
    const { snapshots, db, log, sourceLocale } = service.app.services;
    await snapshots.refresh();
    const served = snapshots.current();
    const fresh = (await openSnapshots({ db, log, sourceLocale })).current();
    expect(fresh.sequence).toBe(served.sequence);
    expect(served.withheld).toEqual(fresh.withheld);
    expect(served.answers).toEqual(fresh.answers);
    expect([served.nextChangeAt, served.nextDueAt]).toEqual([fresh.nextChangeAt, fresh.nextDueAt]);
  }

  async function given(key: string, at: number): Promise<string> {
    const validAt = new Date(at).toISOString();
    const query = 'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { rendition { text } } }';
    type Read = { answer: { rendition: { text: string } } | null };
    const { answer } = await as<Read>(people.editor, query, { key, asOf: { validAt } });
    if (!answer) return 'withheld';
    return /has not been checked since/.test(answer.rendition.text) ? 'hedged' : 'given';
  }
});

describe('the queue', { timeout: 60_000 }, () => {
  it('puts first what was told most often in the last 30 days, then what more leads to', async () => {
    const told = await newAnswer();
    const { db } = service.app;
    const delivery = {
      answer_key: told,
      version: 1,
      locale: 'en',
      content_hash: '',
      fact_value_ids: [],
      channel_key: 'webchat',
    };
    const at = (days: number) => ({
      ...delivery,
      receipt_code: 'x',
      conversation_id: 'c',
      mail_id: null,
      at: new Date(clock.now().getTime() - days * day),
    });
    const told9 = Array.from({ length: 9 }, () => at(29));
    await db
      .insertInto('delivery')
      .values([...told9, at(31)])
      .execute();
    const all = await queue();
    expect(all[0]).toMatchObject({ key: told, exposure: { deliveries: 9, references: 0, facts: 0 } });
    const weights = all.slice(1).map(({ exposure }) => exposure.references + exposure.facts);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(weights[0]).toBeGreaterThan(0);
  });

  it('shows what is overdue, with how long it has been, and each team what it is to look at', async () => {
    const key = await newAnswer();
    await plan(key, { everyDays: 5, verifierTeam: 'security' });
    await pass(8);
    const overdue = await queue(', overdueOnly: true');
    expect(new Set(overdue.map(({ state }) => state))).toEqual(new Set(['OVERDUE']));
    expect(overdue.find((one) => one.key === key)).toMatchObject({ daysOverdue: 3, isWithheld: false });
    const keys = async (team: string) => (await queue(`, overdueOnly: true, team: "${team}"`)).map((one) => one.key);
    expect(await keys('security')).toContain(key);
    expect(await keys('cards')).not.toContain(key);
  });

  it('is for those who may confirm answers', async () => {
    for (const reader of [null, people.agent]) {
      const token = reader && (await service.signIn(reader));
      const reply = await service.graphql('{ verificationQueue { totalCount } }', {}, token);
      expect(codesOf(reply)).toEqual([reader ? 'FORBIDDEN' : 'UNAUTHENTICATED']);
    }
  });
});

it('the demo bank has a few answers in its queue, none of which customers miss', async () => {
  const demo = await startTestService();
  try {
    const { data } = await demo.graphql<{ verificationQueue: { nodes: { plan: { overduePolicy: string } }[] } }>(
      '{ verificationQueue(overdueOnly: true) { nodes { plan { overduePolicy } } } }',
      {},
      await demo.signIn(people.manager),
    );
    const overdue = data.verificationQueue.nodes;
    expect(overdue.length).toBeGreaterThan(0);
    expect(overdue.length).toBeLessThan(10);
    expect(overdue.every(({ plan: { overduePolicy } }) => overduePolicy === 'REMIND')).toBe(true);
  } finally {
    await demo.close();
  }
});
