import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstaclesTo } from '../src/knowledge/obstacles.js';
import { type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = { title: 'Painting a card', body: 'Do not paint it.', short: 'No.' };
/** Two answers may not answer one question. */
const wordsFor = (key: string) => ({ ...words, question: `May I paint my card, as ${key} says?` });
const refusal = 'FORBIDDEN You wrote part of this draft: somebody else must approve it.';
let counter = 0;

async function newAnswer(): Promise<string> {
  counter += 1;
  const key = `painted-card-${counter}`;
  await desks.create({ key, topic: 'cards' });
  return key;
}

/** Each writes in turn; the last edit is handed to review. Gives the edit that may be approved. */
async function writtenBy(key: string, ...writers: readonly string[]): Promise<number> {
  let edit = 0;
  for (const [i, by] of writers.entries())
    edit =
      (await desks.draft({ key, ...wordsFor(key), body: `Do not paint it, ${i}.`, expectedEdit: edit }, by)).draft
        ?.edit ?? 0;
  return (await desks.requestReview(key, edit)).draft?.edit ?? 0;
}

async function send<Data>(query: string, variables: object, by: string): Promise<Data> {
  const { data, errors } = await service.graphql<Data>(query, variables, await desks.token(by));
  if (errors) throw new Error(`${errors[0]?.extensions.code} ${errors[0]?.message}`);
  return data;
}

async function contributors(key: string): Promise<{ readonly draft: unknown; readonly version: unknown }> {
  const { answer } = await send<{
    answer: { draft: { contributors: string[] } | null; version: { author: string; contributors: string[] } };
  }>(
    'query ($key: String!) { answer(key: $key) { draft { contributors } version { author contributors } } }',
    { key },
    people.editor,
  );
  return { draft: answer.draft?.contributors ?? null, version: answer.version.contributors };
}

describe('a draft that several wrote', () => {
  it('is approved by none of them, whoever saved it last', async () => {
    const key = await newAnswer();
    const edit = await writtenBy(key, people.reviewer, people.otherReviewer, people.editor);
    for (const writer of [people.reviewer, people.otherReviewer])
      await expect(desks.approve(key, edit, writer)).rejects.toThrow(refusal);
    expect(await desks.approve(key, edit, people.admin)).toMatchObject({ draft: { state: 'APPROVED' } });
  });

  it('is approved by somebody who only sent it back', async () => {
    const key = await newAnswer();
    const edit = await writtenBy(key, people.editor);
    await send(
      'mutation ($key: String!, $edit: Int!) { requestChanges(key: $key, expectedEdit: $edit, note: "Shorter.") { __typename } }',
      { key, edit },
      people.reviewer,
    );
    const again = await desks.draft({ key, body: 'Do not.', expectedEdit: edit + 1 }, people.otherEditor);
    const reviewed = await desks.requestReview(key, again.draft?.edit ?? 0);
    expect(await desks.approve(key, reviewed.draft?.edit ?? 0)).toMatchObject({ draft: { state: 'APPROVED' } });
  });

  it('keeps them all on the version that it becomes, and the next draft begins without them', async () => {
    const key = await newAnswer();
    const edit = await writtenBy(key, people.otherReviewer, people.otherEditor, people.editor);
    await desks.publish(key, (await desks.approve(key, edit)).draft?.edit ?? 0);
    expect(await contributors(key)).toEqual({
      draft: null,
      version: [people.otherReviewer, people.otherEditor, people.editor],
    });
    const next = await writtenBy(key, people.editor);
    expect((await contributors(key)).draft).toEqual([people.editor]);
    expect(await desks.approve(key, next, people.otherReviewer)).toMatchObject({ draft: { state: 'APPROVED' } });
  });

  it('is not shown to customers with names', async () => {
    const key = await newAnswer();
    await desks.published({ key, ...wordsFor(key) });
    const query = 'query ($key: String!) { answer(key: $key) { version { author contributors } } }';
    const { data } = await service.graphql<{ answer: { version: object } }>(query, { key });
    expect(data.answer.version).toEqual({ author: null, contributors: null });
  });

  it('has whoever suggested its words among those who wrote it', async () => {
    const key = await newAnswer();
    await desks.published({ key, ...wordsFor(key) });
    const { suggestEdit } = await send<{ suggestEdit: { id: string } }>(
      'mutation ($input: SuggestEditInput!) { suggestEdit(input: $input) { id } }',
      { input: { key, body: 'Never paint it.', reason: 'Clearer.' } },
      people.reviewer,
    );
    await send(
      'mutation ($id: ID!) { acceptSuggestion(id: $id) { __typename } }',
      { id: suggestEdit.id },
      people.editor,
    );
    expect((await contributors(key)).draft).toEqual([people.editor, people.reviewer].sort());
    const edit = (await desks.requestReview(key, 1)).draft?.edit ?? 0;
    await expect(desks.approve(key, edit)).rejects.toThrow(refusal);
    expect(await desks.approve(key, edit, people.otherReviewer)).toMatchObject({ draft: { state: 'APPROVED' } });
  });

  it('never goes live when one of them is the one who approved it, in whatever order they wrote', () => {
    const person = fc.constantFrom('ada', 'ben', 'cem', 'dee');
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 6 }), person, (writers, reviewer) => {
        const draft = { ...wordsFor('it'), state: 'APPROVED', author: writers.at(-1), reviewer };
        const found = obstaclesTo({
          draft: draft as never,
          contributors: writers,
          scope: {},
          from: new Date('2026-12-01T12:00:00Z'),
          mustSay: [],
          facts: new Map(),
          linkTargets: new Set(),
          doubts: [],
          markdownProblems: () => [],
        });
        expect(found.length > 0).toBe(writers.includes(reviewer));
      }),
      { seed: 20261123 },
    );
  });
});
