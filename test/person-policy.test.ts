import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFiles } from '../src/transfer/export/answer-files.js';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { openEmergencyDesks } from './support/emergencies.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;
let counter = 0;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

/** A published answer that nobody has decided anything for. */
async function published(): Promise<string> {
  counter += 1;
  const key = `engraving-${counter}`;
  await desks.create({ key, topic: 'cards' });
  await desks.published({
    key,
    question: `May I engrave card ${counter}?`,
    title: `Engraving ${counter}`,
    body: 'Engraving is allowed.',
    short: 'It is allowed.',
  });
  return key;
}

interface Said {
  readonly personPolicy: string;
  readonly draft: { readonly personPolicy: string } | null;
  readonly versions: { readonly nodes: readonly { readonly personPolicy: string }[] };
}

async function read(key: string, token: string | null = null, asOf: object | null = null): Promise<Said> {
  const { data } = await service.graphql<{ answer: Said }>(
    `query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) {
      personPolicy draft { personPolicy } versions(first: 5) { nodes { personPolicy } } } }`,
    { key, asOf },
    token,
  );
  return data.answer;
}

describe("an answer's policy for people", () => {
  it('follows the topic until a version says otherwise, and a version needs a second person', async () => {
    const key = await published();
    await desks.draft({ key, personPolicy: 'AT_ONCE', expectedEdit: 0 });
    expect(await read(key, await desks.token(people.editor))).toMatchObject({
      personPolicy: 'AS_TOPIC',
      draft: { personPolicy: 'AT_ONCE' },
    });
    expect((await desks.publish(key, 1)).obstacles?.join()).toContain('a second person must approve it');
    await desks.requestReview(key, 1);
    await desks.approve(key, 2);
    await desks.publish(key, 3);
    expect(await read(key)).toMatchObject({
      personPolicy: 'AT_ONCE',
      draft: null,
      versions: { nodes: [{ personPolicy: 'AT_ONCE' }, { personPolicy: 'AS_TOPIC' }] },
    });
  });

  it('is set by those alone who may write the answer, and never over what another has just written', async () => {
    const key = await published();
    await expect(desks.draft({ key, personPolicy: 'OFFER', expectedEdit: 0 }, people.editorElsewhere)).rejects.toThrow(
      'FORBIDDEN',
    );
    expect(
      codesOf(
        await service.graphql(
          'mutation ($key: String!) { draftAnswer(input: { key: $key, personPolicy: SOMETIMES }) { __typename } }',
          { key },
          await desks.token(people.editor),
        ),
      ),
    ).not.toEqual([]);
    await desks.draft({ key, personPolicy: 'OFFER', expectedEdit: 0 });
    const late = await desks.draft({ key, personPolicy: 'AT_ONCE', expectedEdit: 0 });
    expect(late).toMatchObject({ __typename: 'Conflict', expected: 0, actual: 1 });
    expect((await read(key, await desks.token(people.editor))).draft).toEqual({ personPolicy: 'OFFER' });
  });

  it('stands in the audit trail, is read back as of any moment, and comes back with a version that is restored', async () => {
    const key = await published();
    const knownAt = service.app.services.clock.now().toISOString();
    await desks.published({ key, personPolicy: 'ANSWER_ALONE', expectedEdit: 0 });
    const editor = await desks.token(people.editor);
    expect((await read(key, editor, { knownAt })).personPolicy).toBe('AS_TOPIC');
    expect((await read(key, editor)).personPolicy).toBe('ANSWER_ALONE');
    const saved = await service.app.db
      .selectFrom('audit_entry')
      .select('details')
      .where('action', '=', 'draft.saved')
      .where('subject', '=', `answer/${key}`)
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(saved.details)).toMatchObject({ personPolicy: 'ANSWER_ALONE' });
    await desks.draft({ key, title: 'Engraved', expectedEdit: 0 });
    expect((await read(key, editor)).draft).toEqual({ personPolicy: 'ANSWER_ALONE' });
    await service.graphql(
      'mutation ($key: String!) { restoreVersion(key: $key, number: 1, expectedEdit: 1) { __typename } }',
      { key },
      editor,
    );
    expect((await read(key, editor)).draft).toEqual({ personPolicy: 'AS_TOPIC' });
  });

  it('is what it was after a correction of the words', async () => {
    const key = await published();
    await desks.published({ key, personPolicy: 'AT_ONCE', expectedEdit: 0 });
    const emergencies = openEmergencyDesks(service);
    const proposed = await emergencies.proposeCorrection({
      key,
      expectedVersion: 2,
      body: 'You may engrave the back of the card.',
      short: 'You may engrave the back.',
      changeNote: 'It harms the chip.',
      reason: 'It was wrong.',
    });
    const confirmed = await emergencies.confirmCorrection(key, proposed.emergency?.id ?? '');
    expect(confirmed.emergency?.madeVersion, JSON.stringify([proposed, confirmed])).toBe(3);
    expect(await read(key)).toMatchObject({
      personPolicy: 'AT_ONCE',
      versions: { nodes: [{ personPolicy: 'AT_ONCE' }, {}, {}] },
    });
  });

  it('is in the export, also the usual one, so that going back to it travels', async () => {
    const key = await published();
    await desks.published({ key, personPolicy: 'OFFER', expectedEdit: 0 });
    await service.app.services.snapshots.refresh();
    const files = answerFiles(service.app.services.snapshots.current());
    const contentOf = (name: string) => files.find((file) => file.name.endsWith(`/${name}.md`))?.content;
    expect(contentOf(key)).toContain('personPolicy: OFFER');
    expect(contentOf('card-arrival')).toContain('personPolicy: AS_TOPIC');
  });
});
