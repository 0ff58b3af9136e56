import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { manualClock } from '../src/platform/clock.js';
import { locateQuote } from '../src/knowledge/review/comment.js';
import { asked, codesOf, type Desks, openDesks } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: Desks;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openDesks(service);
});

afterAll(() => service.close());

const words = {
  question: 'May I bend my card?',
  title: 'Bending a card',
  body: 'Do not bend your card. It costs {{fact:card.replacement.fee}} to replace.',
  short: 'No.',
};
let counter = 0;

/** A published answer with a draft beside it, for each test its own. */
async function newDraft(text: object = {}): Promise<string> {
  counter += 1;
  const key = `bent-card-${counter}`;
  await desks.create({ key, topic: 'cards' });
  await desks.published({ ...asked(key, words) });
  await desks.draft({ ...asked(key, words), ...text, changeNote: 'Clearer.', expectedEdit: 0 });
  return key;
}

interface CommentView {
  readonly id: string;
  readonly quote: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly isOrphaned: boolean;
  readonly author: string;
  readonly resolvedBy: string | null;
}

interface DraftView {
  readonly body: string;
  readonly obstacles: readonly string[];
  readonly comments: readonly CommentView[];
  readonly transitions: readonly { from: string | null; to: string; actor: string; note: string }[];
  readonly factChecks: readonly { name: string; verdict: string | null; note: string; isCurrent: boolean }[];
}

async function draftOf(key: string): Promise<DraftView> {
  const { data } = await service.graphql<{ answer: { draft: DraftView } }>(
    `query ($key: String!) { answer(key: $key) { draft {
      body obstacles comments { id quote start end isOrphaned author resolvedBy }
      transitions { from to actor note } factChecks { name verdict note isCurrent } } } }`,
    { key },
    await desks.token(people.editor),
  );
  return data.answer.draft;
}

async function comment(key: string, quote: string, edit = 1, by: string = people.editorElsewhere) {
  const start = words.body.indexOf(quote);
  const reply = await service.graphql<{
    createComment: { __typename: string; comment?: CommentView; actual?: number };
  }>(
    `mutation ($input: CommentInputType!) { createComment(input: $input) { __typename
      ... on CommentCreated { comment { id quote start end isOrphaned author resolvedBy } } ... on Conflict { actual } } }`,
    { input: { key, expectedEdit: edit, field: 'BODY', start, end: start + quote.length, text: 'Are we sure?' } },
    await desks.token(by),
  );
  if (reply.errors) throw new Error(reply.errors[0]?.message);
  return reply.data.createComment;
}

describe('a comment', () => {
  it('keeps the words it is about, and follows them when others change', async () => {
    const key = await newDraft();
    const made = await comment(key, 'bend your card');
    expect(made.comment).toMatchObject({ quote: 'bend your card', start: 7, end: 21, author: people.editorElsewhere });
    await desks.draft({ key, body: `Please: ${words.body}`, expectedEdit: 1 });
    expect((await draftOf(key)).comments).toMatchObject([{ quote: 'bend your card', start: 15, end: 29 }]);
  });

  it('is orphaned, not lost, when its words are gone', async () => {
    const key = await newDraft();
    await comment(key, 'bend your card');
    await desks.draft({ key, body: 'Keep it flat.', expectedEdit: 1 });
    expect((await draftOf(key)).comments).toMatchObject([
      { quote: 'bend your card', start: null, end: null, isOrphaned: true },
    ]);
  });

  it('is refused on a draft that has changed since it was read', async () => {
    const key = await newDraft();
    await desks.draft({ key, body: 'Keep it flat.', expectedEdit: 1 });
    expect(await comment(key, 'bend your card', 1)).toMatchObject({ __typename: 'Conflict', actual: 2 });
  });

  it('is refused beyond the text, without a word, and from those who may not see drafts', async () => {
    const key = await newDraft();
    const mutation = (start: number, end: number, text: string) =>
      `mutation { createComment(input: { key: "${key}", expectedEdit: 1, field: SHORT, start: ${start}, end: ${end}, text: "${text}" }) { __typename } }`;
    expect(await desks.refusals(mutation(0, 4, 'x'), people.editor)).toEqual(['BAD_INPUT']);
    expect(await desks.refusals(mutation(2, 2, 'x'), people.editor)).toEqual(['BAD_INPUT']);
    expect(await desks.refusals(mutation(0, 2, ' '), people.editor)).toEqual(['BAD_INPUT']);
    expect(await desks.refusals(mutation(0, 2, 'x'), people.agent)).toEqual(['FORBIDDEN']);
    expect(codesOf(await service.graphql(mutation(0, 2, 'x')))).toEqual(['UNAUTHENTICATED']);
  });

  it('is dealt with by its author or by those whose topic it is, once', async () => {
    const key = await newDraft();
    const { comment: made } = await comment(key, 'bend your card');
    const resolve = `mutation { resolveComment(id: "${made?.id}") { resolvedBy } }`;
    expect(await desks.refusals(resolve, people.reviewerOfSecurity)).toEqual(['FORBIDDEN']);
    expect(await desks.refusals(resolve, people.editor)).toEqual([]);
    expect(await desks.refusals(resolve, people.editorElsewhere)).toEqual([]);
    expect((await draftOf(key)).comments).toMatchObject([{ resolvedBy: people.editor }]);
  });

  it('does not come back with the next draft of the answer', async () => {
    const key = await newDraft();
    await comment(key, 'bend your card');
    await desks.requestReview(key, 1);
    await desks.approve(key, 2);
    await desks.publish(key, 3);
    await desks.draft({ ...asked(key, words), expectedEdit: 0 });
    expect((await draftOf(key)).comments).toEqual([]);
  });

  it('is found nearest to where it stood, wherever words are put around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), fc.nat(50), (before, quote, after, near) => {
        const text = before + quote + after;
        const found = locateQuote(text, quote, near);
        expect(found && text.slice(found.start, found.end)).toBe(quote);
        const places = [...text].flatMap((_, i) => (text.startsWith(quote, i) ? [Math.abs(i - near)] : []));
        if (text.length === [...text].length) expect(Math.abs((found?.start ?? 0) - near)).toBe(Math.min(...places));
      }),
    );
  });
});

describe('a review', () => {
  it('leaves a row for each step: who, when, why', async () => {
    const key = await newDraft();
    await desks.requestReview(key, 1);
    await service.graphql(
      'mutation ($key: String!) { requestChanges(key: $key, expectedEdit: 2, note: "Say why.") { __typename } }',
      { key },
      await desks.token(people.reviewer),
    );
    await desks.draft({ key, body: 'It breaks.', expectedEdit: 3 });
    expect((await draftOf(key)).transitions).toEqual([
      { from: null, to: 'DRAFT', actor: people.editor, note: 'Clearer.' },
      { from: 'DRAFT', to: 'IN_REVIEW', actor: people.editor, note: '' },
      { from: 'IN_REVIEW', to: 'CHANGES_REQUESTED', actor: people.reviewer, note: 'Say why.' },
      { from: 'CHANGES_REQUESTED', to: 'DRAFT', actor: people.editor, note: 'Edited again.' },
    ]);
  });

  it('stays readable after publication for those who may see drafts, and for nobody else', async () => {
    const key = await newDraft();
    const steps = async (token: string | null) => {
      const { data } = await service.graphql<{ answer: { transitions: readonly { to: string }[] | null } }>(
        'query ($key: String!) { answer(key: $key) { transitions { to } } }',
        { key },
        token,
      );
      return data.answer.transitions?.map(({ to }) => to);
    };
    expect(await steps(await desks.token(people.reviewerElsewhere))).toEqual([
      'DRAFT',
      'IN_REVIEW',
      'APPROVED',
      'PUBLISHED',
      'DRAFT',
    ]);
    expect(await steps(null)).toBeUndefined();
    expect(await steps(await desks.token(people.agent))).toBeUndefined();
  });
});

/** Asks an expert about the draft at an edit; gives the path of the link. */
async function askExpert(key: string, edit = 1, email = 'ada@expert.example'): Promise<string> {
  const { data, errors } = await service.graphql<{ requestFactCheck: { link: string } }>(
    `mutation ($key: String!, $edit: Int!, $email: String!) {
      requestFactCheck(key: $key, expectedEdit: $edit, name: "Ada Expert", email: $email) { ... on FactCheckRequested { link } } }`,
    { key, edit, email },
    await desks.token(people.editor),
  );
  if (errors) throw new Error(errors[0]?.message);
  return new URL(data.requestFactCheck.link).pathname;
}

function say(path: string, verdict: string, note = '', headers: Record<string, string> = {}): Promise<Response> {
  return fetch(service.url + path, { method: 'POST', body: new URLSearchParams({ verdict, note }), headers });
}

describe('a fact check', () => {
  it('shows the draft with today’s facts to an expert without an account', async () => {
    const key = await newDraft({ body: 'Do **not** bend. It costs {{fact:card.replacement.fee}}.' });
    const page = await fetch(service.url + (await askExpert(key)));
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).toContain('<strong>not</strong>');
    expect(html).toMatch(/It costs £\d/);
    expect(html).toContain('asked by Oluwaseun Adeyinka');
    expect(html).toContain('noindex');
    const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(html);
    expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  });

  it('is recorded once, and shown on the draft', async () => {
    const key = await newDraft();
    const path = await askExpert(key);
    expect((await draftOf(key)).factChecks).toMatchObject([{ name: 'Ada Expert', verdict: null, isCurrent: true }]);
    expect((await say(path, 'CONFIRMED', 'Right.')).status).toBe(200);
    expect(await (await say(path, 'DOUBTED', 'Wrong.')).text()).toContain('You confirmed the facts');
    expect(await (await fetch(service.url + path)).text()).toContain('your reply is recorded');
    expect((await draftOf(key)).factChecks).toMatchObject([{ verdict: 'CONFIRMED', note: 'Right.' }]);
    expect((await draftOf(key)).obstacles).toEqual([expect.stringContaining('second person')]);
  });

  it('gives one verdict when the form is sent many times at once', async () => {
    const key = await newDraft();
    const path = await askExpert(key);
    const pages = await Promise.all(
      Array.from({ length: 8 }, async (_, i) =>
        (await say(path, i % 2 ? 'CONFIRMED' : 'DOUBTED', `Reply ${i}.`)).text(),
      ),
    );
    const [{ verdict } = { verdict: '' }] = (await draftOf(key)).factChecks;
    const said = verdict === 'CONFIRMED' ? 'You confirmed' : 'You doubted';
    expect(pages.every((page) => page.includes(said))).toBe(true);
  });

  it('that ends in doubt keeps an approved draft from being published, until the words change', async () => {
    const key = await newDraft();
    const path = await askExpert(key);
    await desks.requestReview(key, 1);
    await desks.approve(key, 2);
    expect((await say(path, 'DOUBTED', 'It is free.')).status).toBe(200);
    expect(await desks.publish(key, 3)).toMatchObject({
      __typename: 'Blocked',
      obstacles: ['Ada Expert, who was asked to check the facts, doubts it: "It is free."'],
    });
    await desks.draft({ key, body: 'Do not bend it.', expectedEdit: 3 });
    await desks.requestReview(key, 4);
    await desks.approve(key, 5);
    expect(await desks.publish(key, 6)).toMatchObject({ __typename: 'Published' });
  });

  it('lifts a doubt when the same expert confirms the same words, and not when another does', async () => {
    const key = await newDraft();
    await say(await askExpert(key), 'DOUBTED', 'It is free.');
    await say(await askExpert(key, 1, 'bob@expert.example'), 'CONFIRMED');
    expect((await draftOf(key)).obstacles).toHaveLength(2);
    clock.advance(1_000);
    await say(await askExpert(key), 'CONFIRMED', 'I was wrong.');
    expect((await draftOf(key)).obstacles).toHaveLength(1);
  });

  it('takes no doubt without a reason, and no reply that is none', async () => {
    const path = await askExpert(await newDraft());
    for (const [verdict, note] of [
      ['DOUBTED', ' '],
      ['MAYBE', 'x'],
      ['', ''],
    ] as const) {
      const reply = await say(path, verdict, note);
      expect(reply.status).toBe(400);
      expect(await reply.text()).toContain('role="alert"');
    }
    expect((await say(path, 'CONFIRMED', '', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await say(path, 'CONFIRMED')).status).toBe(200);
  });

  it('is closed when the draft has changed, is published, or a week has passed', async () => {
    const changed = await newDraft();
    const [pathOfChanged, pathOfPublished, pathOfOld] = [
      await askExpert(changed),
      await askExpert(await newDraft()),
      await askExpert(await newDraft()),
    ];
    await desks.draft({ key: changed, body: 'Keep it flat.', expectedEdit: 1 });
    expect((await say(pathOfChanged, 'CONFIRMED')).status).toBe(409);
    const published = `bent-card-${counter - 1}`;
    await desks.requestReview(published, 1);
    await desks.approve(published, 2);
    await desks.publish(published, 3);
    expect((await fetch(service.url + pathOfPublished)).status).toBe(409);
    expect((await fetch(service.url + pathOfOld)).status).toBe(200);
    clock.advance(7 * 24 * 3_600_000 + 1_000);
    expect((await fetch(service.url + pathOfOld)).status).toBe(410);
    desks = openDesks(service);
  });

  it('opens to nobody whose link was not signed here', async () => {
    const path = await askExpert(await newDraft());
    const [head = '', claims = '', signature = ''] = path.replace('/fact-check/', '').split('.');
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = [
      `${head}.${claims}.${signature.split('').reverse().join('')}`,
      `${head}.${encoded({ sub: '1', exp: 9_999_999_999 })}.${signature}`,
      `${encoded({ alg: 'none' })}.${claims}.`,
      'x',
    ];
    for (const token of forged) expect((await fetch(`${service.url}/fact-check/${token}`)).status).toBe(410);
  });

  it('is asked for by those whose topic it is, at an address that is one', async () => {
    const key = await newDraft();
    const ask = (email: string) =>
      `mutation { requestFactCheck(key: "${key}", expectedEdit: 1, name: "Ada", email: "${email}") { __typename } }`;
    expect(await desks.refusals(ask('ada@expert.example'), people.editorElsewhere)).toEqual(['FORBIDDEN']);
    expect(await desks.refusals(ask('ada@expert.example'), people.agent)).toEqual(['FORBIDDEN']);
    expect(await desks.refusals(ask('nobody'), people.editor)).toEqual(['BAD_INPUT']);
  });
});
