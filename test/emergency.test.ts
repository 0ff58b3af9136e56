import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manualClock } from '../src/platform/clock.js';
import { storedTrail, verifyTrail } from '../src/platform/audit/index.js';
import { type EmergencyDesks, type EmergencyReply, openEmergencyDesks } from './support/emergencies.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: EmergencyDesks;
let counter = 0;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openEmergencyDesks(service);
});

afterAll(() => service.close());

// Each answer is about a thing of its own: the gate holds back what contradicts another answer.
const things = [
  'Lacquer',
  'Enamel',
  'Shellac',
  'Patina',
  'Gesso',
  'Stucco',
  'Tempera',
  'Pewter',
  'Damask',
  'Velvet',
  'Amber',
  'Ivory',
];

/** A published answer that must say a clause; gives its key. */
async function newAnswer(): Promise<string> {
  const thing = things[counter] ?? '';
  counter += 1;
  const key = thing.toLowerCase();
  await desks.create({ key, topic: 'cards', mustSay: ['at your own risk'] });
  await desks.published({
    key,
    question: `Is ${thing} safe?`,
    title: thing,
    body: `${thing} is safe, at your own risk.`,
    short: 'Yes, at your own risk.',
  });
  clock.advance(60_000);
  return key;
}

const right = 'It is dangerous, at your own risk.';

/** The version in force as an editor reads it. */
async function inForce(key: string) {
  const { answer } = await desks.read<{ answer: { version: Version; draft: { state: string; edit: number } | null } }>(
    'query ($key: String!) { answer(key: $key) { version { number body significance author reviewer changeNote emergency { id reviewedBy } } draft { state edit } } }',
    { key },
    people.editor,
  );
  return { ...answer.version, draft: answer.draft };
}

interface Version {
  readonly number: number;
  readonly body: string;
  readonly author: string;
  readonly reviewer: string;
  readonly emergency: { readonly id: string; readonly reviewedBy: string | null } | null;
}

async function propose(key: string, more: object = {}): Promise<string> {
  const { emergency, ...rest } = await desks.proposeCorrection({ key, expectedVersion: 1, body: right, ...more });
  if (!emergency) throw new Error(JSON.stringify(rest));
  return emergency.id;
}

async function corrected(key: string): Promise<Required<EmergencyReply>['emergency']> {
  const { emergency, ...rest } = await desks.confirmCorrection(key, await propose(key));
  if (!emergency) throw new Error(JSON.stringify(rest));
  return emergency;
}

describe('an emergency correction', () => {
  it('needs a writer of the topic and a second person who may publish there, and changes nothing before', async () => {
    const key = await newAnswer();
    expect((await desks.proposeCorrection({ key, expectedVersion: 1 }, people.editorElsewhere)).code).toBe('FORBIDDEN');
    const { emergency } = await desks.proposeCorrection({ key, expectedVersion: 1, body: right }, people.reviewer);
    const id = emergency?.id ?? '';
    expect(await inForce(key)).toMatchObject({ number: 1 });
    for (const wrong of [people.reviewer, people.otherEditor, people.reviewerElsewhere])
      expect((await desks.confirmCorrection(key, id, wrong)).code, wrong).toBe('FORBIDDEN');
    expect(await desks.confirmCorrection(key, id, people.otherReviewer)).toMatchObject({
      __typename: 'EmergencyCarriedOut',
      emergency: { state: 'CARRIED_OUT', madeVersion: 2, text: null },
    });
  });

  it('is the version in force at once, without any step of the review, and says that it was an emergency', async () => {
    const key = await newAnswer();
    const { id } = await corrected(key);
    expect(await inForce(key)).toMatchObject({
      number: 2,
      body: right,
      significance: 'MAJOR',
      changeNote: 'Corrected.',
      author: people.editor,
      reviewer: people.reviewer,
      emergency: { id, reviewedBy: null },
    });
    expect(await (await fetch(`${service.url}/help/${key}`)).text()).toContain('It is dangerous');
    const { answer } = await desks.read<{ answer: { version: { emergency: null } } }>(
      'query ($key: String!) { answer(key: $key) { version { emergency { id } } } }',
      { key },
    );
    expect(answer.version.emergency).toBeNull();
  });

  it('is held back by the same rules as any other publication, when it is proposed and when it is confirmed', async () => {
    const key = await newAnswer();
    const proposed = await desks.proposeCorrection({ key, expectedVersion: 1, body: 'Not safe: {{fact:no.such}}.' });
    expect(proposed).toMatchObject({
      __typename: 'Blocked',
      obstacles: ['There is no fact named no.such.', 'The body must say: "at your own risk"'],
    });
    const linked = await newAnswer();
    const id = await propose(key, { body: `${right} See [more](answer:${linked}).` });
    const { retireAnswer } = await desks.read<{ retireAnswer: { id: string } }>(
      'mutation ($key: String!) { retireAnswer(key: $key, reason: "No longer.") { id } }',
      { key: linked },
      people.editor,
    );
    await desks.read(
      'mutation ($key: String!, $id: ID!) { confirmRetirement(key: $key, proposal: $id) { snapshotSequence } }',
      { key: linked, id: retireAnswer.id },
      people.reviewer,
    );
    expect(await desks.confirmCorrection(key, id)).toMatchObject({ __typename: 'Blocked' });
    expect(await inForce(key)).toMatchObject({ number: 1 });
  });

  it('takes the place of the very version that was read: both sides are shown when another is in force', async () => {
    const key = await newAnswer();
    const wrong = { __typename: 'VersionConflict', actual: 1, theirs: { number: 1 } };
    expect(await desks.proposeCorrection({ key, expectedVersion: 7, body: right })).toMatchObject({
      ...wrong,
      expected: 7,
    });
    const id = await propose(key);
    await desks.published({ key, title: 'Enamel again' });
    expect(await desks.confirmCorrection(key, id)).toMatchObject({
      __typename: 'VersionConflict',
      expected: 1,
      actual: 2,
      theirs: { number: 2, body: expect.stringContaining('is safe, at your own risk.') },
    });
    expect(await inForce(key)).toMatchObject({ number: 2 });
  });

  it('is the one that the second person read: one proposed in its place is not confirmed unseen', async () => {
    const key = await newAnswer();
    const first = await propose(key);
    await desks.decline(first);
    await propose(key, { body: `${right} Really.` });
    expect((await desks.confirmCorrection(key, first)).code).toBe('CONFLICT');
    expect((await desks.confirmCorrection(key, 'first')).message).toBe('proposal must be a number that this API gave.');
  });

  it('takes back the approval of a draft that does not know of it', async () => {
    const key = await newAnswer();
    const edit = await desks.approved({ key, title: 'Safe enamel' });
    await corrected(key);
    expect(await desks.publish(key, edit)).toMatchObject({ __typename: 'Conflict', actual: edit + 1 });
    expect(await desks.publish(key, edit + 1)).toMatchObject({ __typename: 'Blocked' });
    expect(await inForce(key)).toMatchObject({ number: 2, draft: { state: 'DRAFT' } });
  });

  it('ends a withdrawal', async () => {
    const key = await newAnswer();
    await desks.withdraw(key);
    await corrected(key);
    expect(await inForce(key)).toMatchObject({ number: 2, body: right });
  });
});

describe('what two people decided at once', () => {
  const listed =
    'query ($key: String, $reviewed: Boolean, $state: EmergencyState) { emergencies(key: $key, reviewed: $reviewed, state: $state) { nodes { id kind reviewedBy reviewNote text { body } } } }';

  async function list(variables: object) {
    const { emergencies } = await desks.read<{ emergencies: { nodes: { id: string; kind: string }[] } }>(
      listed,
      variables,
      people.manager,
    );
    return emergencies.nodes;
  }

  it('waits to be looked at by a third person, who is neither of the two and of the topic', async () => {
    const key = await newAnswer();
    await desks.withdraw(key);
    const { id } = await corrected(key);
    const open = await list({ key, reviewed: false });
    expect(open.map(({ kind }) => kind)).toEqual(['CORRECTION', 'WITHDRAWAL']);
    for (const wrong of [people.editor, people.reviewer, people.reviewerElsewhere, people.manager])
      expect((await desks.review(id, wrong)).code, wrong).toBe('FORBIDDEN');
    expect(await desks.review(id)).toMatchObject({ reviewedBy: people.otherReviewer, reviewNote: 'It was right.' });
    expect((await desks.review(id)).code).toBe('CONFLICT');
    expect(await list({ key, reviewed: false })).toHaveLength(1);
    expect(await list({ key, reviewed: true })).toMatchObject([{ id, reviewedBy: people.otherReviewer }]);
    expect((await inForce(key)).emergency).toEqual({ id, reviewedBy: people.otherReviewer });
  });

  it('is not reviewed before it is done, nor when it put things back as they were', async () => {
    const key = await newAnswer();
    const id = await propose(key);
    expect((await desks.review(id)).code).toBe('BAD_INPUT');
    expect(await list({ key, state: 'PROPOSED' })).toMatchObject([{ id, text: { body: right } }]);
    await desks.decline(id);
    await desks.withdraw(key);
    const { id: back = '' } = await desks.proposeReinstatement(key);
    await desks.confirmReinstatement(key);
    expect((await desks.review(back)).code).toBe('BAD_INPUT');
    expect((await desks.review('99999')).code).toBe('NOT_FOUND');
  });

  it('stands in the audit trail with both of them, step by step', async () => {
    const key = await newAnswer();
    const { id } = await corrected(key);
    await desks.review(id);
    const { auditTrail } = await desks.read<{ auditTrail: { nodes: { action: string }[] } }>(
      'query ($subject: String!) { auditTrail(subject: $subject, first: 50) { nodes { action } } }',
      { subject: `answer/${key}` },
      people.admin,
    );
    const actions = auditTrail.nodes.map(({ action }) => action);
    for (const action of ['emergency.proposed', 'answer.published', 'emergency.reviewed'])
      expect(actions).toContain(action);
    expect((await verifyTrail(storedTrail(service.app.db))).outcome).toBe('whole');
  });
});
