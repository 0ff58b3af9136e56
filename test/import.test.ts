import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedTrail, verifyTrail } from '../src/platform/audit/index.js';
import { codesOf } from './support/editing.js';
import { type ImportDesk, markdownFile, openImportDesk } from './support/importing.js';
import { people } from './support/test-service.js';

let desk: ImportDesk;

beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.service.close());

const markdown = (files: readonly object[], rest: object = {}) => ({
  format: 'MARKDOWN',
  topic: 'cards',
  files,
  ...rest,
});

/** An answer in a file under a key of its own. */
const file = (key: string, head: Readonly<Record<string, string>> = {}, body = `All about ${key}.`) =>
  markdownFile(`${key}.md`, { title: `About ${key}`, question: `What of ${key}?`, ...head }, body);

/** The key in what anyone may read: null while no version of it is published. */
const published = async (key: string) =>
  (await desk.service.graphql<{ answer: object | null }>(`{ answer(key: "${key}") { key } }`)).data.answer;

describe('a dry run', () => {
  it('says what an import would do, and changes nothing', async () => {
    const { report } = await desk.plan(markdown([file('dry-one'), file('dry-two')]));
    expect(report).toMatchObject({ rows: 2, new: 2, changed: 0, unchanged: 0, problemCount: 0 });
    expect(await desk.draft('dry-one')).toBeNull();
  });

  it('names each problem by file and field', async () => {
    const { report } = await desk.plan(
      markdown([
        file('fine'),
        file('no-topic', { topic: 'none-such' }),
        file('no-audience', { audience: 'EVERYBODY' }),
        file('no-words', {}, ''),
        file('long', {}, 'a'.repeat(20_001)),
        file('html', {}, 'Press <b onclick="steal()">here</b>.'),
        markdownFile('Bad Key.md', { title: 'Bad', key: 'Bad Key' }, 'It is bad.'),
      ]),
    );
    expect(report).toMatchObject({ rows: 7, new: 1, problemCount: report.problems.length });
    expect(report.problems.map(({ source, field }) => `${source} ${field}`)).toEqual([
      'no-topic.md topic',
      'no-audience.md audience',
      'no-words.md body',
      'long.md body',
      'html.md body',
      'Bad Key.md key',
    ]);
    expect(report.problems[0]?.message).toBe('There is no topic named none-such.');
  });

  it('is refused to stand under two rows of one key', async () => {
    const { report } = await desk.plan(markdown([file('twin'), { ...file('twin'), name: 'other/twin.md' }]));
    expect(report.problems).toEqual([
      { source: 'other/twin.md', field: 'key', message: expect.stringContaining('twin.md has the key twin too') },
    ]);
  });

  it('shows a question that is asked already, whatever its case and signs', async () => {
    const { id } = await desk.plan(markdown([file('first-asked', { question: 'Where is my card?' })]));
    await desk.carryOut(id);
    const { report } = await desk.plan(
      markdown([
        file('second-asked', { question: 'where is  MY card' }),
        file('third-asked', { question: 'Is it new?' }),
        file('fourth-asked', { question: 'is it new' }),
      ]),
    );
    expect(report.problemCount).toBe(0);
    expect(report.duplicates).toEqual([
      { source: 'second-asked.md', question: 'where is  MY card', of: 'first-asked' },
      { source: 'fourth-asked.md', question: 'is it new', of: 'third-asked.md' },
    ]);
  });

  it('says of a row under a topic of another team that it may not be written', async () => {
    const { report } = await desk.plan(markdown([file('of-payments', { topic: 'payments' })]));
    expect(report.problems).toEqual([
      { source: 'of-payments.md', field: 'topic', message: expect.stringContaining('belongs to the team payments') },
    ]);
  });

  it('is shown to the one who made it, and to nobody else', async () => {
    const { id } = await desk.plan(markdown([file('mine-alone')]));
    const seen = async (account: string) =>
      (
        await desk.service.graphql<{ importPlan: object | null }>(
          '($id: ID!) { importPlan(id: $id) { plannedBy report { new } } }'.replace('(', 'query ('),
          { id },
          await desk.desks.token(account),
        )
      ).data.importPlan;
    expect(await seen(people.editor)).toEqual({ plannedBy: people.editor, report: { new: 1 } });
    expect(await seen(people.admin)).toBeNull();
  });
});

describe('an import', () => {
  it('makes drafts, and publishes nothing unseen', async () => {
    const { id } = await desk.plan(
      markdown([
        file('new-answer', { short: 'In brief.', phrasings: '[How is it?, What is it?]', audience: 'CUSTOMER' }),
      ]),
    );
    const outcome = await desk.carryOut(id);
    expect(outcome.__typename).toBe('ImportCarriedOut');
    expect(await desk.draft('new-answer')).toMatchObject({
      state: 'DRAFT',
      question: 'What of new-answer?',
      body: 'All about new-answer.',
      short: 'In brief.',
      author: people.editor,
      audience: 'CUSTOMER',
      edit: 1,
    });
    expect(await published('new-answer')).toBeNull();
    expect(outcome.plan.snapshotSequence).toBeNull();
  });

  it('hands its drafts to a second person where that is wanted, who publishes them', async () => {
    const { id } = await desk.plan(markdown([file('reviewed-answer')]));
    await desk.carryOut(id, { requestReview: true });
    expect(await desk.draft('reviewed-answer')).toMatchObject({ state: 'IN_REVIEW', edit: 2 });
    expect((await desk.desks.approve('reviewed-answer', 2)).draft?.state).toBe('APPROVED');
    expect((await desk.desks.publish('reviewed-answer', 3)).__typename).toBe('Published');
    expect(await published('reviewed-answer')).toEqual({ key: 'reviewed-answer' });
  });

  it('may not be approved by the one who imported it', async () => {
    const { id } = await desk.plan(markdown([file('own-import')]), people.reviewer);
    await desk.carryOut(id, { requestReview: true, by: people.reviewer });
    await expect(desk.desks.approve('own-import', 2, people.reviewer)).rejects.toThrow('FORBIDDEN');
  });

  it('with even one problem takes in nothing', async () => {
    const { id } = await desk.plan(markdown([file('half-good'), file('half-bad', { topic: 'none-such' })]));
    const outcome = await desk.carryOut(id);
    expect(outcome).toMatchObject({ __typename: 'ImportRefused', reason: expect.stringContaining('has 1 problem') });
    expect(await desk.draft('half-good')).toBeNull();
  });

  it('is refused when an answer that it is about has changed since', async () => {
    await desk.carryOut((await desk.plan(markdown([file('moved')]))).id, { requestReview: true });
    await desk.desks.approve('moved', 2);
    await desk.desks.publish('moved', 3);
    const { id, report } = await desk.plan(markdown([file('moved', {}, 'Other words.'), file('moved-too')]));
    expect(report).toMatchObject({ new: 1, changed: 1 });
    await desk.desks.draft({ key: 'moved', body: 'Words of somebody else.' });
    const outcome = await desk.carryOut(id);
    expect(outcome).toMatchObject({ __typename: 'ImportRefused', reason: expect.stringContaining('have changed') });
    expect(await desk.draft('moved')).toMatchObject({ body: 'Words of somebody else.' });
    expect(await desk.draft('moved-too')).toBeNull();
  });

  it('is refused when an answer of its key was opened since', async () => {
    const { id } = await desk.plan(markdown([file('raced')]));
    await desk.desks.create({ key: 'raced', topic: 'cards' });
    expect((await desk.carryOut(id)).__typename).toBe('ImportRefused');
    expect(await desk.draft('raced')).toBeNull();
  });

  it('changes a published answer by a draft, and leaves what it does not say', async () => {
    await desk.carryOut((await desk.plan(markdown([file('kept', { short: 'Brief.' })]))).id, { requestReview: true });
    await desk.desks.approve('kept', 2);
    await desk.desks.publish('kept', 3);
    const { id, report } = await desk.plan(
      markdown([markdownFile('kept.md', { title: 'Another title' }, 'All about kept.')]),
    );
    expect(report).toMatchObject({ changed: 1, problemCount: 0 });
    await desk.carryOut(id);
    expect(await desk.draft('kept')).toMatchObject({
      title: 'Another title',
      question: 'What of kept?',
      short: 'Brief.',
      based_on: 1,
    });
  });

  it('tells of a published answer that can be asked in a new way, under the state from which on it can', async () => {
    await desk.carryOut((await desk.plan(markdown([file('asked')]))).id, { requestReview: true });
    await desk.desks.approve('asked', 2);
    await desk.desks.publish('asked', 3);
    const { id, report } = await desk.plan(markdown([file('asked', { phrasings: '[How now?]' })]));
    expect(report).toMatchObject({ changed: 1 });
    const { plan } = await desk.carryOut(id);
    expect(await desk.draft('asked')).toBeNull();
    const event = await desk.service.app.db
      .selectFrom('outbox')
      .selectAll()
      .where('type', '=', 'phrasing.added')
      .executeTakeFirstOrThrow();
    expect(event.payload).toEqual({ subject: 'answer/asked', snapshotSequence: plan.snapshotSequence });
  });

  it('is refused when customers would ask two answers with the same words', async () => {
    for (const key of ['asked-one', 'asked-two']) {
      await desk.carryOut((await desk.plan(markdown([file(key)]))).id, { requestReview: true });
      await desk.desks.approve(key, 2);
      await desk.desks.publish(key, 3);
    }
    const { id } = await desk.plan(
      markdown([file('asked-two', { phrasings: '[What of ASKED-ONE]' }), file('asked-too')]),
    );
    const { __typename, reason, plan } = await desk.carryOut(id);
    expect(__typename).toBe('ImportRefused');
    expect(reason).toContain('would ask two answers, asked-one and asked-two');
    expect(plan.carriedOutAt).toBeNull();
    expect(await desk.draft('asked-too')).toBeNull();
  });

  it('never overwrites a draft', async () => {
    await desk.carryOut((await desk.plan(markdown([file('drafted')]))).id);
    const { report } = await desk.plan(markdown([file('drafted', {}, 'Overwritten.')]));
    expect(report.problems).toEqual([
      { source: 'drafted.md', field: 'row', message: expect.stringContaining('has a draft of drafted') },
    ]);
  });

  it('never changes whom an answer is for', async () => {
    await desk.carryOut((await desk.plan(markdown([file('for-staff', { audience: 'STAFF' })]))).id);
    const { report } = await desk.plan(markdown([file('for-staff', { audience: 'PUBLIC' })]));
    expect(report.problems).toMatchObject([{ field: 'audience' }]);
  });

  it('of what is there already changes nothing', async () => {
    const files = [file('same', { phrasings: '[Is it the same?]' })];
    await desk.carryOut((await desk.plan(markdown(files))).id);
    expect((await desk.plan(markdown(files))).report).toMatchObject({ unchanged: 1, changed: 0, new: 0 });
  });

  it('carried out twice happens once', async () => {
    const { id } = await desk.plan(markdown([file('once')]));
    const [first, second] = await Promise.all([desk.carryOut(id), desk.carryOut(id)]);
    expect([first.__typename, second.__typename]).toEqual(['ImportCarriedOut', 'ImportCarriedOut']);
    expect(first.plan.carriedOutAt).toBe(second.plan.carriedOutAt);
  });

  it('is carried out by nobody but the one who planned it', async () => {
    const { id } = await desk.plan(markdown([file('not-yours')]));
    const { errors } = await desk.service.graphql(
      `mutation { carryOutImport(plan: "${id}") { __typename } }`,
      {},
      await desk.desks.token(people.admin),
    );
    expect(codesOf({ status: 200, data: {}, errors })).toEqual(['NOT_FOUND']);
  });

  it('leaves each of its deeds in the audit trail, and the trail whole', async () => {
    const { id, hash } = await desk.plan(markdown([file('audited')]));
    await desk.carryOut(id, { requestReview: true });
    const rows = await desk.service.app.db
      .selectFrom('audit_entry')
      .select(['action', 'subject', 'details'])
      .where('subject', 'in', ['answer/audited', `import/${id}`])
      .orderBy('sequence')
      .execute();
    expect(rows.map(({ action }) => action)).toEqual([
      'import.planned',
      'answer.created',
      'draft.saved',
      'draft.in-review',
      'import.carried-out',
    ]);
    expect(rows.at(-1)?.details).toContain(hash);
    expect((await verifyTrail(storedTrail(desk.service.app.db))).outcome).toBe('whole');
  });

  it('takes in a new translation only as XLIFF, and knows one that is there', async () => {
    await desk.desks.create({ key: 'spoken', topic: 'cards' });
    await desk.desks.published({
      key: 'spoken',
      question: 'Spoken?',
      title: 'Spoken',
      body: 'It is spoken.',
      short: 'Yes.',
    });
    const german = { question: 'Gesprochen?', title: 'Gesprochen', short: 'Ja.', key: 'spoken', locale: 'de' };
    const files = [markdownFile('spoken.de.md', german, 'Es wird gesprochen.')];
    expect((await desk.plan(markdown(files))).report.problems).toEqual([
      { source: 'spoken.de.md', field: 'locale', message: expect.stringContaining('XLIFF') },
    ]);
  });
});
