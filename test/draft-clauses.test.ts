import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let desks: Desks;
let counter = 0;

beforeAll(async () => {
  service = await startTestService();
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = {
  question: 'May I varnish my card?',
  title: 'Varnish',
  body: 'Varnish is forbidden. It harms the chip.',
  short: 'Varnish is forbidden.',
};

/** A published answer that must say its first sentence. */
async function published(): Promise<string> {
  counter += 1;
  const key = `varnish-${counter}`;
  await desks.create({ key, topic: 'cards', mustSay: ['Varnish is forbidden.'], related: ['card-arrival'] });
  await desks.published({ key, ...words, question: `May I varnish card ${counter}?`, title: `Varnish ${counter}` });
  return key;
}

interface Said {
  readonly version: { readonly number: number };
  readonly mustSay: readonly string[];
  readonly related: readonly { readonly key: string }[];
  readonly draft: { readonly mustSay: readonly string[]; readonly related: readonly string[] } | null;
}

async function read(key: string, token: string | null = null, asOf: object | null = null): Promise<Said> {
  const { data } = await service.graphql<{ answer: Said }>(
    `query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) {
      version { number } mustSay related { key } draft { mustSay related } } }`,
    { key, asOf },
    token,
  );
  return data.answer;
}

describe('what an answer must say', () => {
  it('changes with its text, by review, and not before the text is published', async () => {
    const key = await published();
    const changed = { body: 'Varnish voids the card.', short: 'Varnish voids the card.' };
    const blocked = await desks.draft({ key, ...changed, expectedEdit: 0 });
    expect(blocked.draft?.obstacles).toContain('The body must say: "Varnish is forbidden."');
    const { draft } = await desks.draft({ key, expectedEdit: 1, mustSay: ['Varnish voids the card.'], related: [] });
    expect(draft?.obstacles.join()).not.toContain('must say');
    expect(await read(key)).toMatchObject({ mustSay: ['Varnish is forbidden.'], related: [{ key: 'card-arrival' }] });
    await desks.requestReview(key, 2);
    await desks.approve(key, 3);
    await desks.publish(key, 4);
    expect(await read(key)).toMatchObject({
      version: { number: 2 },
      mustSay: ['Varnish voids the card.'],
      related: [],
    });
  });

  it("is the next draft's too, is shown to editors only, and comes back with a version that is restored", async () => {
    const key = await published();
    await desks.published({ key, mustSay: [], related: ['card-linking'], expectedEdit: 0 });
    expect(await read(key)).toMatchObject({ mustSay: [], related: [{ key: 'card-linking' }] });
    await desks.draft({ key, title: 'Varnishing', expectedEdit: 0 });
    expect((await read(key, await desks.token(people.editor))).draft).toEqual({
      mustSay: [],
      related: ['card-linking'],
    });
    expect((await read(key)).draft).toBeNull();
    await service.graphql(
      'mutation ($key: String!) { restoreVersion(key: $key, number: 1, expectedEdit: 1) { __typename } }',
      { key },
      await desks.token(people.editor),
    );
    expect((await read(key, await desks.token(people.editor))).draft).toEqual({
      mustSay: ['Varnish is forbidden.'],
      related: ['card-arrival'],
    });
  });

  it('is read back as of any moment as it was then', async () => {
    const key = await published();
    const knownAt = service.app.services.clock.now().toISOString();
    await desks.published({ key, mustSay: [], expectedEdit: 0 });
    const editor = await desks.token(people.editor);
    expect((await read(key, editor, { knownAt })).mustSay).toEqual(['Varnish is forbidden.']);
    expect((await read(key, editor)).mustSay).toEqual([]);
  });
});

describe('a draft that ends before it begins', () => {
  it('is refused in a sentence that names the field when it is saved, and held back when it would be published', async () => {
    const key = await published();
    const days = { effectiveFrom: '2031-02-01T00:00:00Z', effectiveTo: '2031-01-01T00:00:00Z' };
    await expect(desks.draft({ key, ...days, expectedEdit: 0 })).rejects.toThrow(
      'effectiveTo must be later than effectiveFrom.',
    );
    const edit = await desks.approved({ key, effectiveTo: '2020-01-01T00:00:00Z', expectedEdit: 0 });
    expect((await desks.publish(key, edit)).obstacles).toEqual([
      'Its effectiveTo has passed: it would hold for no moment.',
    ]);
  });
});

describe('a draft that is not wanted', () => {
  const discard = async (key: string, expectedEdit: number, account: string) =>
    service.graphql<{ discardDraft: { __typename: string; actual?: number } }>(
      `mutation ($key: String!, $expectedEdit: Int!) { discardDraft(key: $key, expectedEdit: $expectedEdit, reason: "Asked twice.") {
        __typename ... on Conflict { actual } } }`,
      { key, expectedEdit },
      await desks.token(account),
    );

  it('is thrown away by those who may write it; what is published stays, and the history says who did it and why', async () => {
    const key = await published();
    await desks.draft({ key, title: 'Varnished', expectedEdit: 0 });
    expect(codesOf(await discard(key, 1, people.editorElsewhere))).toEqual(['FORBIDDEN']);
    expect((await discard(key, 9, people.editor)).data.discardDraft).toEqual({ __typename: 'Conflict', actual: 1 });
    expect((await discard(key, 1, people.editor)).data.discardDraft.__typename).toBe('DraftDiscarded');
    const editor = await desks.token(people.editor);
    expect(await read(key, editor)).toMatchObject({ version: { number: 1 }, draft: null });
    const { data } = await service.graphql<{ answer: { transitions: object[] } }>(
      'query ($key: String!) { answer(key: $key) { transitions { from to actor note } } }',
      { key },
      editor,
    );
    expect(data.answer.transitions.at(-1)).toMatchObject({ from: 'DRAFT', to: 'DISCARDED', note: 'Asked twice.' });
    expect((await desks.draft({ key, title: 'Anew', expectedEdit: 0 })).draft?.edit).toBe(1);
  });

  it('stays while a release holds it', async () => {
    const key = await published();
    await desks.draft({ key, title: 'Released', expectedEdit: 0 });
    const editor = await desks.token(people.editor);
    const release = `varnish-${counter}`;
    await service.graphql(`mutation { createRelease(key: "${release}", name: "Varnish") { key } }`, {}, editor);
    await service.graphql(
      `mutation { addToRelease(key: "${release}", expectedEdit: 1, item: { answer: "${key}" }) { __typename } }`,
      {},
      editor,
    );
    const { errors } = await discard(key, 1, people.editor);
    expect(errors?.[0]?.message).toBe(`The draft is in the release ${release}: take it out of that first.`);
  });
});
