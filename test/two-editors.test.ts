import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, createTeam, system } from '../src/access/index.js';
import { createTopic } from '../src/knowledge/index.js';
import { systemClock } from '../src/platform/clock.js';
import { type Desks, openDesks } from './support/editing.js';
import { startTestService, type TestService } from './support/test-service.js';

const rounds = 200;
const contested = 40;
const key = 'card-fee';
const author = 'author';
const publishers = ['one', 'other'] as const;

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('empty', { clock: systemClock, environment: { ROLES: 'api' } });
  const ctx = { db: service.app.db, clock: systemClock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  const people = [
    { key: author, name: 'Author', role: 'EDITOR' },
    { key: 'checker', name: 'Checker', role: 'REVIEWER' },
    ...publishers.map((person) => ({ key: person, name: person, role: 'REVIEWER' }) as const),
  ] as const;
  for (const person of people)
    await createAccount(ctx, { ...person, team: 'cards', email: `${person.key}@larkhaven.example` });
  await createTopic(ctx, {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    ownerTeam: 'cards',
    authorityTeam: 'cards',
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  });
  desks = openDesks(service);
  await desks.create({ key, topic: 'cards', audience: 'PUBLIC' }, author);
});

afterAll(() => service.close());

type Step = () => ReturnType<Desks['publish']>;

/** How one who publishes and one who changes meet: one after the other, so that each outcome is seen, and at the same time, who begins by turns. */
const orders = [
  async (publish: Step, change: Step) => [await publish(), await change()],
  async (publish: Step, change: Step) => [await change(), await publish()].toReversed(),
  (publish: Step, change: Step) => Promise.all([publish(), change()]),
  async (publish: Step, change: Step) => (await Promise.all([change(), publish()])).toReversed(),
] as const;

/** Drafts, reviews and approves the words of a round; gives the edit that can be published. */
async function approved(round: number, expectedEdit = 0): Promise<number> {
  const words = { question: 'What does a card cost?', title: 'Fee', body: `It costs ${round}.`, short: 'See here.' };
  const drafted = (await desks.draft({ key, expectedEdit, ...words }, author)).draft?.edit ?? 0;
  const asked = (await desks.requestReview(key, drafted, author)).draft?.edit ?? 0;
  return (await desks.approve(key, asked, 'checker')).draft?.edit ?? 0;
}

function versions() {
  return service.app.db.selectFrom('answer_version').select(['number', 'body']).orderBy('number').execute();
}

async function announcements(): Promise<number> {
  const events = await service.app.db
    .selectFrom('outbox')
    .select('payload')
    .where('type', '=', 'answer.published')
    .execute();
  return events.filter(({ payload }) => (payload as { subject?: string }).subject === `answer/${key}`).length;
}

describe('two people who publish the same draft at once', () => {
  it(`make one version and one announcement, ${rounds} times, and the one who comes second is shown both sides`, async () => {
    const [before, announced] = [(await versions()).length, await announcements()];
    for (let round = 1; round <= rounds; round += 1) {
      const edit = await approved(round);
      const order = round % 2 === 0 ? publishers : [...publishers].reverse();
      const steps = await Promise.all(order.map((by) => desks.publish(key, edit, by)));
      const [made, late] = steps.sort((a) => (a.__typename === 'Published' ? -1 : 1));
      expect(made).toMatchObject({ __typename: 'Published', key, version: before + round });
      expect(late).toEqual({
        __typename: 'Conflict',
        message: 'There is no draft any more.',
        expected: edit,
        actual: 0,
        theirs: null,
      });
    }
    expect((await versions()).map(({ number }) => number)).toEqual(
      Array.from({ length: before + rounds }, (_, i) => i + 1),
    );
    expect(await announcements()).toBe(announced + rounds);
  }, 120_000);
});

describe('one who publishes a draft while its author changes it', () => {
  it('either publishes the words that were approved, or is shown the words as they are now', async () => {
    const outcomes = new Set<string>();
    let standing = 0;
    for (const [i, order] of Array.from({ length: contested / orders.length }, () => orders)
      .flat()
      .entries()) {
      const round = i + 1;
      const before = await versions();
      const edit = await approved(round, standing);
      const change = () => desks.draft({ key, expectedEdit: edit, body: `It costs more than ${round}.` }, author);
      const publish = () => desks.publish(key, edit, publishers[0]);
      const [published, changed] = await order(publish, change);
      outcomes.add(published?.__typename ?? '');
      if (published?.__typename === 'Published') {
        expect((await versions()).at(-1)).toEqual({ number: before.length + 1, body: `It costs ${round}.` });
        expect(changed).toMatchObject({ __typename: 'Conflict', expected: edit, actual: 0, theirs: null });
      } else {
        expect(await versions()).toEqual(before);
        expect(changed).toMatchObject({ __typename: 'DraftSaved', draft: { edit: edit + 1 } });
        const theirs = { edit: edit + 1, body: `It costs more than ${round}.`, author };
        expect(published).toMatchObject({ __typename: 'Conflict', expected: edit, actual: edit + 1, theirs });
      }
      standing = published?.__typename === 'Published' ? 0 : edit + 1;
    }
    expect([...outcomes].sort()).toEqual(['Conflict', 'Published']);
    if (standing > 0) await desks.publish(key, await approved(contested, standing), publishers[0]);
  }, 60_000);
});
