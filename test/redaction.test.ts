import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedTrail, verifyTrail } from '../src/platform/audit/index.js';
import { manualClock } from '../src/platform/clock.js';
import { type EmergencyDesks, openEmergencyDesks } from './support/emergencies.js';
import { people, startTestService, type TestService } from './support/test-service.js';
import { tellByMail } from './support/told.js';

const clock = manualClock(new Date('2026-12-01T12:00:00Z'));
let service: TestService;
let desks: EmergencyDesks;
let counter = 0;

beforeAll(async () => {
  service = await startTestService('demo', { clock });
  desks = openEmergencyDesks(service);
});

afterAll(() => service.close());

interface Redactable {
  readonly key: string;
  /** Stands in every text of version 1 and of its translation, and in nothing else. */
  readonly word: string;
  /** When version 1 was in force. */
  readonly after: string;
}

/** An answer whose first version names somebody, in English and German, and whose second does not. */
async function newAnswer(): Promise<Redactable> {
  counter += 1;
  const [key, word] = [`varnish-${counter}`, `Mistlethwaite${counter}x`];
  await desks.create({ key, topic: 'cards' });
  await publish(key, word);
  await translate(key, word);
  const after = clock.now().toISOString();
  clock.advance(60_000);
  await publish(key, `Varnish ${counter}`);
  return { key, word, after };
}

async function publish(key: string, word: string): Promise<void> {
  const words = { question: `Who is ${word}?`, title: word, body: `Ask ${word}.`, short: `${word}.` };
  await desks.published({ key, ...words, changeNote: `About ${word}.` });
  clock.advance(60_000);
}

/** Published at once, as the service itself may. */
async function translate(key: string, word: string): Promise<void> {
  await sql`
    insert into translation (answer_id, locale, source_version_id, hash, question, title, body, short, translator, recorded_at)
    select answer_id, 'de', answer_version.id, 'german', ${`Wer ist ${word}?`}, ${word}, ${`Fragen Sie ${word}.`}, ${`${word}.`}, 'system', answer_version.recorded_at
    from answer_version join answer on answer.id = answer_id where key = ${key} and number = 1`.execute(service.app.db);
}

async function redact(key: string, version: number): Promise<void> {
  const proposed = await desks.proposeRedaction(key, version);
  const done = await desks.confirmRedaction(key, version);
  if (proposed.code || done.code) throw new Error(`${proposed.message ?? ''} ${done.message ?? ''}`);
  clock.advance(60_000);
}

const versions =
  'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { title versions { nodes { number hash question title body short changeNote redaction { at reason legalBasis proposedBy confirmedBy } } } } }';

interface Version {
  readonly number: number;
  readonly hash: string;
  readonly title: string;
  readonly body: string;
  readonly redaction: object | null;
}

async function versionsOf(key: string, by: string | null): Promise<readonly Version[]> {
  const { answer } = await desks.read<{ answer: { versions: { nodes: Version[] } } }>(versions, { key }, by);
  return answer.versions.nodes.toReversed();
}

describe('a version that must be redacted', () => {
  it('needs two people of the team that decides on the topic, or administrators', async () => {
    const { key } = await newAnswer();
    for (const wrong of [people.editor, people.manager, people.reviewerElsewhere])
      expect((await desks.proposeRedaction(key, 1, wrong)).code, wrong).toBe('FORBIDDEN');
    await desks.proposeRedaction(key, 1, people.reviewer);
    for (const wrong of [people.reviewer, people.editor, people.reviewerElsewhere])
      expect((await desks.confirmRedaction(key, 1, wrong)).code, wrong).toBe('FORBIDDEN');
    expect((await desks.confirmRedaction(key, 2, people.admin)).code).toBe('BAD_INPUT');
    expect((await versionsOf(key, null))[0]?.redaction).toBeNull();
    expect((await desks.confirmRedaction(key, 1, people.admin)).emergency?.state).toBe('CARRIED_OUT');
    expect((await desks.proposeRedaction(key, 1)).code).toBe('CONFLICT');
  });

  it('is redacted on the ground that the second person read: a proposal made in its place is not confirmed unseen', async () => {
    const { key } = await newAnswer();
    const { id: read } = await desks.proposeRedaction(key, 1);
    await desks.decline(read ?? '', people.admin);
    const { id: present } = await desks.proposeRedaction(key, 1);
    const stale = await desks.confirmRedaction(key, 1, people.reviewer, read);
    expect(stale.code).toBe('CONFLICT');
    expect(stale.message).toBe(`Another redaction of ${key} is proposed by now (${present}): read it.`);
    expect((await versionsOf(key, null))[0]?.redaction).toBeNull();
    expect((await desks.confirmRedaction(key, 1)).emergency?.state).toBe('CARRIED_OUT');
  });

  it('must not be in force, nor wait for its day: a correction or a withdrawal comes first', async () => {
    const { key } = await newAnswer();
    expect((await desks.proposeRedaction(key, 2)).message).toBe(
      `Version 2 of ${key} is in force: publish a correction or withdraw it first.`,
    );
    expect((await desks.proposeRedaction(key, 9)).code).toBe('NOT_FOUND');
    const day = new Date(clock.now().getTime() + 3_600_000).toISOString();
    await desks.published({ key, title: 'Planned', effectiveFrom: day });
    expect((await desks.proposeRedaction(key, 3)).code).toBe('BAD_INPUT');
    await desks.withdraw(key);
    await redact(key, 2);
  });

  it('is given by nobody afterwards, also when its withdrawal is to end: new words must be published', async () => {
    const { key } = await newAnswer();
    await desks.withdraw(key);
    await redact(key, 2);
    expect((await desks.proposeReinstatement(key)).message).toContain('is redacted: publish a correction');
    const { errors } = await service.graphql(
      'mutation ($key: String!) { draftAnswer(input: { key: $key, title: "New" }) { __typename } }',
      { key },
      await desks.token(people.editor),
    );
    expect(errors?.[0]?.message).toBe('question must not be empty.');
    const partly = await desks.proposeCorrection({ key, expectedVersion: 2, body: 'New.' });
    expect(partly.message).toBe('question must not be empty.');
    await publish(key, `New ${key}`);
    expect((await versionsOf(key, null)).map(({ title }) => title).slice(1)).toEqual(['REDACTED', `New ${key}`]);
  });
});

describe('a version that is redacted', () => {
  it('leaves its number, its hash and a tombstone, and of its words nothing in any column', async () => {
    const { key, word } = await newAnswer();
    const [before] = await versionsOf(key, null);
    await desks.proposeRedaction(key, 1);
    const done = await desks.confirmRedaction(key, 1);
    expect(done).toMatchObject({ hash: before?.hash, locales: ['de'], alsoSaidBy: [] });
    const tombstone = {
      reason: 'It names a customer.',
      legalBasis: 'Order 7',
      proposedBy: people.admin,
      confirmedBy: people.reviewer,
    };
    const [forStaff] = await versionsOf(key, people.editor);
    expect(forStaff).toMatchObject({
      number: 1,
      hash: before?.hash,
      title: 'REDACTED',
      body: 'REDACTED',
      redaction: tombstone,
    });
    const [forAnyone] = await versionsOf(key, null);
    expect(forAnyone?.redaction).toMatchObject({ reason: null, legalBasis: null, proposedBy: null, confirmedBy: null });
    for (const table of [
      'answer_version',
      'translation',
      'search_document',
      'emergency',
      'redaction',
      'audit_entry',
      'outbox',
    ]) {
      const { rows } = await sql<{ found: number }>`
        select count(*)::int as found from ${sql.table(table)} as t where t::text like ${`%${word}%`}`.execute(
        service.app.db,
      );
      expect(rows[0]?.found, table).toBe(0);
    }
  });

  it('leaves no word of it in the release that brought its translation', async () => {
    const { key, word } = await newAnswer();
    const german = { question: `Wer ist ${word}?`, title: word, body: `Fragen Sie ${word}.`, short: `${word}.` };
    const name = `german-${counter}`;
    await desks.read(
      'mutation ($key: String!) { createRelease(key: $key, name: "German") { key } }',
      { key: name },
      people.editor,
    );
    await desks.read(
      'mutation ($key: String!, $item: ReleaseItemInput!) { addToRelease(key: $key, expectedEdit: 1, item: $item) { __typename } }',
      { key: name, item: { translation: { answer: key, locale: 'de', ...german } } },
      people.editor,
    );
    for (const [step, edit, by] of [
      ['approveRelease', 2, people.otherReviewer],
      ['publishRelease', 3, people.reviewer],
    ] as const)
      await desks.read(
        `mutation ($key: String!, $edit: Int!) { ${step}(key: $key, expectedEdit: $edit) { __typename } }`,
        { key: name, edit },
        by,
      );
    await publish(key, `The reader ${counter}`);
    const items = '{ release(key: "NAME") { items { translation { title body } } } }'.replace('NAME', name);
    expect(JSON.stringify(await desks.read(items, {}, people.editor))).toContain(word);
    await redact(key, 2);
    expect(await desks.read(items, {}, people.editor)).toEqual({
      release: { items: [{ translation: { title: 'REDACTED', body: 'REDACTED' } }] },
    });
  });

  it('leaves no word of it in a correction that was proposed and declined', async () => {
    const { key } = await newAnswer();
    const { emergency } = await desks.proposeCorrection({ key, expectedVersion: 2, body: 'Ask anyone.' });
    await desks.decline(emergency?.id ?? '');
    await publish(key, 'Bystander');
    const words = '{ emergencies(first: 1) { nodes { text { title } } } }';
    expect(JSON.stringify(await desks.read(words, {}, people.editor))).toContain(`Varnish ${counter}`);
    await redact(key, 2);
    const { nodes } = (
      await desks.read<{ emergencies: { nodes: object[] } }>(
        'query ($key: String!) { emergencies(key: $key, state: DECLINED) { nodes { text { title } } } }',
        { key },
        people.editor,
      )
    ).emergencies;
    expect(nodes).toEqual([{ text: null }]);
  });

  it('is quoted in no notice any more, and no notice that would is sent', async () => {
    const { key } = await newAnswer();
    const word = `Ravenscroft${counter}x`;
    await publish(key, word);
    await service.app.caughtUp();
    await tellByMail(service, key, `told-${counter}@example.org`);
    clock.advance(60_000);
    const { snapshotSequence } = await desks.published({
      key,
      question: `Who then, ${counter}?`,
      title: 'Then',
      body: `Ask at desk ${counter}.`,
      short: 'Ask.',
    });
    const { prepareCorrections: prepared } = await desks.read<{ prepareCorrections: { id: string; edit: number } }>(
      'mutation ($input: PrepareCorrectionsInput!) { prepareCorrections(input: $input) { id edit recipients { nodes { told { wordsThen } } } } }',
      { input: { answer: key, snapshotSequence, reason: 'It was wrong.' } },
      people.editor,
    );
    expect(JSON.stringify(prepared)).toContain(word);
    await redact(key, 3);
    await desks.read(
      'mutation ($id: ID!, $edit: Int!) { sendCorrections(id: $id, expectedEdit: $edit) { __typename } }',
      { id: prepared.id, edit: prepared.edit },
      people.otherReviewer,
    );
    const seen = () =>
      desks.read<{ correctionNotices: { nodes: { state: string }[] } }>(
        '{ correctionNotices(first: 1) { nodes { state recipients { nodes { state note told { title wordsThen wordsNow } } } } } }',
        {},
        people.editor,
      );
    await expect.poll(async () => (await seen()).correctionNotices.nodes[0]?.state).toBe('SENT');
    expect((await seen()).correctionNotices.nodes[0]).toMatchObject({
      recipients: {
        nodes: [
          {
            state: 'UNREACHABLE',
            note: 'What was told was redacted: nothing of it may be repeated.',
            told: [{ title: 'REDACTED', wordsThen: 'REDACTED', wordsNow: expect.stringContaining('desk') }],
          },
        ],
      },
    });
  });

  it('shows no word of it as of any moment, in any list, search, comparison or history', async () => {
    const { key, word, after } = await newAnswer();
    const everything = `query ($key: String!, $word: String!, $asOf: AsOfInput) {
      answer(key: $key, asOf: $asOf) { title versions { nodes { title body changeNote } } rendition { text html } german: rendition(locale: "de") { text } history { nodes { changes { before after } } } }
      answers(keys: [$key], asOf: $asOf) { nodes { title question } }
      search(text: $word, asOf: $asOf, first: 5) { totalCount nodes { answer { key title } } }
      diff(key: $key, from: 1, to: 2) { words { segments { text } } renditions { before { text } } claimsRemoved { text } }
      whatWouldWeHaveSaid(question: $word, channel: "webchat", asOf: $asOf) { said { text choices } }
    }`;
    const variables = { key, word: `Who is ${word}?`, asOf: { knownAt: after } };
    const ask = async () => JSON.stringify(await desks.read(everything, variables, people.editor));
    expect(await ask()).toContain(`Ask ${word}.`);
    await redact(key, 1);
    const found = await ask();
    expect(found).not.toContain(word);
    expect(found).toContain('REDACTED');
    const { answer } = await desks.read<{ answer: { title: string } }>(
      'query ($key: String!, $asOf: AsOfInput) { answer(key: $key, asOf: $asOf) { title rendition { text } } }',
      { key, asOf: { knownAt: after } },
    );
    expect(answer).toMatchObject({ title: 'REDACTED', rendition: { text: expect.stringContaining('REDACTED') } });
  });

  it('is not told again from the record of what was said', async () => {
    const { key, word } = await newAnswer();
    await desks.published({ key, question: `Who is ${word}?`, title: word, body: `Ask ${word}.`, short: `${word}.` });
    const question = `Who is ${word}?`;
    await service.app.caughtUp();
    await desks.read(
      'mutation ($question: String!, $key: String!) { sendTemplate(template: "reply-to-question", to: "customer@example.org", variables: [{ name: "question", value: $question }, { name: "answer", value: $key }]) { id } }',
      { question, key },
      people.admin,
    );
    clock.advance(60_000);
    const said = async () =>
      desks.read<{ whatWouldWeHaveSaid: { basis: string; said: { text: string }[] } }>(
        'query ($question: String!, $at: DateTimeISO!) { whatWouldWeHaveSaid(question: $question, channel: "email", asOf: { knownAt: $at }) { basis said { text } } }'.replace(
          'DateTimeISO',
          'DateTime',
        ),
        { question, at: mailed },
        people.editor,
      );
    const mailed = clock.now().toISOString();
    expect((await said()).whatWouldWeHaveSaid).toMatchObject({ basis: 'DELIVERED' });
    clock.advance(60_000);
    await publish(key, `Whoever asks ${key}`);
    await redact(key, 3);
    const after = (await said()).whatWouldWeHaveSaid;
    expect(after.basis).toBe('RECONSTRUCTED');
    expect(JSON.stringify(after)).not.toContain(word);
  });

  it('is not restored', async () => {
    const { key } = await newAnswer();
    await redact(key, 1);
    const { errors } = await service.graphql(
      'mutation ($key: String!) { restoreVersion(key: $key, number: 1, expectedEdit: 0) { __typename } }',
      { key },
      await desks.token(people.editor),
    );
    expect(errors?.[0]).toMatchObject({
      message: `Version 1 of ${key} is redacted: its words are gone and cannot be restored.`,
      extensions: { code: 'BAD_INPUT' },
    });
  });

  it('takes its translation out of what is given, and names the versions that say the same', async () => {
    const { key, word } = await newAnswer();
    await desks.published({
      key,
      question: `Who is ${word}?`,
      title: word,
      body: `Ask ${word}.`,
      short: `${word}.`,
      changeNote: 'Again.',
      significance: 'MINOR',
    });
    await desks.proposeRedaction(key, 1);
    expect(await desks.confirmRedaction(key, 1)).toMatchObject({ alsoSaidBy: [{ key, number: 3 }] });
    const { answer } = await desks.read<{ answer: object }>(
      'query ($key: String!) { answer(key: $key) { locales rendition(locale: "de") { locale isFallback } } }',
      { key },
    );
    expect(answer).toEqual({ locales: ['en'], rendition: { locale: 'en', isFallback: true } });
  });

  it('leaves the audit trail whole, with the hash of what is gone', async () => {
    const { key } = await newAnswer();
    const [before] = await versionsOf(key, null);
    await redact(key, 1);
    const row = await service.app.db
      .selectFrom('audit_entry')
      .select('details')
      .where('action', '=', 'version.redacted')
      .where('subject', '=', `answer/${key}`)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(row.details)).toMatchObject({ version: 1, hash: before?.hash });
    expect((await verifyTrail(storedTrail(service.app.db))).outcome).toBe('whole');
  });
});

describe('the database', () => {
  const refused = /immutable/;

  it('lets no published word be changed or removed, with a tombstone or without', async () => {
    const { key } = await newAnswer();
    const { db } = service.app;
    const ofVersion = (number: number) =>
      sql`(select v.id from answer_version v join answer a on a.id = v.answer_id where a.key = ${key} and v.number = ${number})`;
    const statements = (number: number) => [
      sql`update answer_version set body = 'Else.' where id = ${ofVersion(number)}`,
      sql`update answer_version set redacted_at = now() where id = ${ofVersion(number)}`,
      sql`update answer_version set question = 'REDACTED', title = 'REDACTED', body = 'REDACTED', short = 'REDACTED', change_note = 'REDACTED', redacted_at = now() where id = ${ofVersion(number)}`,
      sql`delete from answer_version where id = ${ofVersion(number)}`,
      sql`update translation set body = 'Anders.' where source_version_id = ${ofVersion(1)}`,
      sql`delete from translation where source_version_id = ${ofVersion(1)}`,
    ];
    for (const statement of statements(2)) await expect(statement.execute(db)).rejects.toThrow(refused);
    await redact(key, 1);
    for (const statement of statements(1)) await expect(statement.execute(db)).rejects.toThrow(refused);
    await expect(sql`delete from redaction where version_id = ${ofVersion(1)}`.execute(db)).rejects.toThrow(refused);
    await expect(sql`update redaction set reason = 'Else.'`.execute(db)).rejects.toThrow(refused);
  });
});
