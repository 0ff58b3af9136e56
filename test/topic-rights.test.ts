import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorRoles, anonymous } from '../src/access/index.js';
import { mayUnderTopic, topicDeeds } from '../src/knowledge/index.js';
import { asked, codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = { question: 'Is the till open?', title: 'The till', body: 'It is open.', short: 'Yes.' };
let counter = 0;

async function newAnswer(topic: string, by: string = people.admin): Promise<string> {
  counter += 1;
  const key = `till-${counter}`;
  await desks.create({ key, topic }, by);
  return key;
}

/** The sentence that a mutation is refused with. */
async function refusal(mutation: string, by: string): Promise<string> {
  const reply = await service.graphql(mutation, {}, await desks.token(by));
  expect(codesOf(reply)).toEqual(['FORBIDDEN']);
  return reply.errors?.[0]?.message ?? '';
}

describe('an answer', () => {
  it('is written by the team that owns its topic, and a refusal says which that is', async () => {
    const key = await newAnswer('cash', people.editor);
    expect(await desks.draft(asked(key, words))).toMatchObject({ __typename: 'DraftSaved' });
    const mutations = [
      `createAnswer(input: { key: "till-x", topic: "cash" })`,
      `draftAnswer(input: { key: "${key}", body: "Mine.", expectedEdit: 1 }) { __typename }`,
      `requestReview(key: "${key}", expectedEdit: 1) { __typename }`,
      `addPhrasing(key: "${key}", text: "till?") { key }`,
      `removePhrasing(key: "${key}", text: "till?") { key }`,
      `draftTranslation(input: { key: "${key}", locale: "de", question: "?", title: "T", body: "B", short: "S" }) { __typename }`,
    ];
    for (const mutation of mutations) {
      for (const stranger of [people.editorElsewhere, people.reviewerElsewhere])
        expect(await refusal(`mutation { ${mutation} }`, stranger), mutation).toBe(
          'The topic "Cash" belongs to the team cards: your team, payments, may not write there.',
        );
    }
  });

  it('is approved and published by the team that decides on its topic, too', async () => {
    const key = await newAnswer('cash', people.editor);
    await desks.draft(asked(key, words));
    await desks.requestReview(key, 1);
    expect((await desks.approve(key, 2, people.reviewerElsewhere)).draft?.state).toBe('APPROVED');
    expect(await desks.publish(key, 3, people.reviewerElsewhere)).toMatchObject({ __typename: 'Published' });
  });

  it('is approved, sent back and published by nobody else', async () => {
    const key = await newAnswer('cash', people.editor);
    await desks.draft(asked(key, words));
    await desks.requestReview(key, 1);
    for (const mutation of [
      `approveDraft(key: "${key}", expectedEdit: 2) { __typename }`,
      `requestChanges(key: "${key}", expectedEdit: 2, note: "No.") { __typename }`,
      `publishAnswer(key: "${key}", expectedEdit: 2) { __typename }`,
    ])
      expect(await refusal(`mutation { ${mutation} }`, people.reviewerOfSecurity)).toMatch(
        /"Cash" belongs to the team cards and is decided on by the team payments: your team, security, may not (review|publish) there/,
      );
  });

  it('is written by the team that owns a topic above its own', async () => {
    const key = await newAnswer('payments.disputes', people.editorElsewhere);
    expect(await desks.draft({ key, ...words }, people.editorElsewhere)).toMatchObject({ __typename: 'DraftSaved' });
    expect(
      await desks.refusals(`mutation { draftAnswer(input: { key: "${key}" }) { __typename } }`, people.editor),
    ).toEqual(['FORBIDDEN']);
  });

  it('is anybody’s business only for an administrator', async () => {
    const key = await newAnswer('internal');
    await desks.draft({ key, ...words }, people.editorOfCare);
    await desks.requestReview(key, 1, people.admin);
    await desks.approve(key, 2, people.admin);
    expect(await desks.publish(key, 3, people.admin)).toMatchObject({ __typename: 'Published' });
  });
});

describe('a fact', () => {
  it('is opened, stated and published by the team that keeps it true', async () => {
    const create =
      'mutation { createFact(input: { key: "till.hours", type: COUNT, name: "Hours", ownerTeam: "cards" }) }';
    const state = 'mutation { stateFact(input: { key: "till.hours", value: "8", source: "Door" }) { __typename } }';
    expect(await refusal(create, people.editorElsewhere)).toContain('belongs to the team cards: your team, payments');
    expect(await desks.refusals(create, people.editor)).toEqual([]);
    expect(await refusal(state, people.editorElsewhere)).toContain('belongs to the team cards: your team, payments');
    const { statement } = await desks.state({ key: 'till.hours', value: '8', source: 'Door' });
    const publish = `mutation { publishFact(statement: "${statement}") { __typename } }`;
    expect(await refusal(publish, people.reviewerElsewhere)).toContain('belongs to the team cards');
    expect(await desks.refusals(publish, people.reviewer)).toEqual([]);
  });
});

describe('a topic', () => {
  it('tells everyone what they may do under it', async () => {
    const rights = async (account: string | null) => {
      const { data } = await service.graphql<{ topic: { yourRights: readonly string[] } | null }>(
        '{ topic(key: "cash") { yourRights } }',
        {},
        account && (await desks.token(account)),
      );
      return data.topic?.yourRights;
    };
    expect(await rights(people.editor)).toEqual(['WRITE']);
    expect(await rights(people.reviewer)).toEqual(['WRITE', 'REVIEW', 'PUBLISH']);
    expect(await rights(people.reviewerElsewhere)).toEqual(['REVIEW', 'PUBLISH']);
    expect(await rights(people.editorElsewhere)).toEqual([]);
    expect(await rights(people.agent)).toEqual([]);
    expect(await rights(null)).toEqual([]);
    expect(await rights(people.admin)).toEqual(['WRITE', 'REVIEW', 'PUBLISH']);
  });

  it('never gives a right to a team that is not named on it or above it', () => {
    const team = fc.constantFrom<string | null>('a', 'b', 'c', null);
    const line = fc.array(
      fc.record({
        name: fc.constant('T'),
        ownerTeam: fc.constantFrom<string>('a', 'b'),
        authorityTeam: fc.constantFrom<string>('a', 'b'),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...actorRoles),
        team,
        line,
        fc.constantFrom(...topicDeeds),
        (role, own, topics, deed) => {
          const actor: Actor = { ...anonymous, role, team: own };
          const named = topics.flatMap(({ ownerTeam, authorityTeam }) =>
            deed === 'write' ? [ownerTeam] : [ownerTeam, authorityTeam],
          );
          const everywhere = role === 'ADMIN' || role === 'SYSTEM';
          expect(mayUnderTopic(actor, deed, topics)).toBe(everywhere || (own !== null && named.includes(own)));
        },
      ),
    );
  });
});
