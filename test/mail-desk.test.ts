import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf } from './support/editing.js';
import { type ForeignMailServer, startForeignMailServer } from './support/mail-server.js';
import { people, startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let server: ForeignMailServer;
let editor: string;
let admin: string;
let agent: string;

beforeAll(async () => {
  server = await startForeignMailServer();
  service = await startTestService('demo', { environment: { SMTP_URL: server.url } });
  [editor, admin, agent] = (await Promise.all(
    [people.editor, people.admin, people.agent].map((one) => service.signIn(one)),
  )) as [string, string, string];
});

afterAll(async () => {
  await service.close();
  await server.close();
});

const framed = (content: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const saving = `mutation ($input: MailTemplateInput!) { saveMailTemplate(input: $input) {
  __typename ... on MailTemplateSaved { template { edit subject } } ... on MailTemplateConflict { theirs { edit subject } } } }`;
const save = (input: object) =>
  service.graphql<{ saveMailTemplate: object }>(
    saving,
    {
      input: { locale: 'en', subject: 'Cards', source: framed('Dear {{ name }}, {% answer "change-pin" %}'), ...input },
    },
    editor,
  );
const preview = (input: object) =>
  service.graphql<{ mailPreview: { subject: string; html: string; text: string; answers: string[] } }>(
    'query ($input: MailPreviewInput!) { mailPreview(input: $input) { subject html text answers } }',
    { input },
    editor,
  );
const ana = [{ name: 'name', value: 'Ana <b>' }];

describe('a template', () => {
  it('is compiled when it is saved, and shown as the mail that it makes', async () => {
    const { data } = await save({ key: 'compiled', expectedEdit: 0 });
    expect(data.saveMailTemplate).toEqual({ __typename: 'MailTemplateSaved', template: { edit: 1, subject: 'Cards' } });
    const shown = (await preview({ key: 'compiled', locale: 'en', variables: ana })).data.mailPreview;
    expect(shown.text).toContain('Dear Ana <b>,');
    expect(shown.html).toContain('Dear Ana &lt;b&gt;,');
    expect(shown.html).not.toContain('mj-text');
    expect(shown.answers).toEqual([expect.stringMatching(/^change-pin@\d+$/)]);
  });

  it('is kept in each of its languages', async () => {
    await save({ key: 'in-two', expectedEdit: 0 });
    await save({ key: 'in-two', locale: 'de', subject: 'Karten', expectedEdit: 0 });
    const { data } = await service.graphql('{ mailTemplates(key: "in-two") { locale subject edit } }', {}, editor);
    expect(data).toEqual({
      mailTemplates: [
        { locale: 'de', subject: 'Karten', edit: 1 },
        { locale: 'en', subject: 'Cards', edit: 1 },
      ],
    });
  });

  it.each([
    ['MJML', { source: '<mjml><mj-body><mj-none /></mj-body></mjml>' }],
    ['Liquid', { source: framed('{% if %}') }],
    ['subject', { subject: '{{ }} {% nothing %}' }],
  ])('with a faulty %s is refused, and the one before it stays', async (_, fault) => {
    const key = `faulty-${_.toLowerCase()}`;
    await save({ key, expectedEdit: 0 });
    expect(codesOf(await save({ key, expectedEdit: 1, ...fault }))).toEqual(['BAD_INPUT']);
    const { data } = await service.graphql(`{ mailTemplates(key: "${key}") { edit subject } }`, {}, editor);
    expect(data).toEqual({ mailTemplates: [{ edit: 1, subject: 'Cards' }] });
  });

  it('that another editor saved in between is a conflict, and theirs stays', async () => {
    await save({ key: 'of-two', expectedEdit: 0 });
    const both = await Promise.all(
      ['Mine', 'Theirs'].map((subject) => save({ key: 'of-two', subject, expectedEdit: 1 })),
    );
    const kinds = both.map(({ data }) => (data.saveMailTemplate as { __typename: string }).__typename);
    expect(kinds.sort()).toEqual(['MailTemplateConflict', 'MailTemplateSaved']);
    const late = (await save({ key: 'of-two', expectedEdit: 0 })).data.saveMailTemplate;
    expect(late).toMatchObject({ __typename: 'MailTemplateConflict', theirs: { edit: 2 } });
  });

  it('can be looked at before it is saved, which keeps nothing', async () => {
    await save({ key: 'looked-at', expectedEdit: 0 });
    const { data } = await preview({ key: 'looked-at', locale: 'en', source: framed('New'), subject: 'New subject' });
    expect(data.mailPreview).toMatchObject({ subject: 'New subject', text: 'New\n', answers: [] });
    const kept = await service.graphql('{ mailTemplates(key: "looked-at") { edit subject } }', {}, editor);
    expect(kept.data).toEqual({ mailTemplates: [{ edit: 1, subject: 'Cards' }] });
  });

  it.each([
    ['a variable that was not given', framed('{{ name }}'), 'The variable “name” was not given.'],
    ['an answer that there is not', framed('{% answer "no-such" %}'), 'no answer named no-such is published'],
    ['an answer for staff', framed('{% answer "staff-goodwill-refund" %}'), 'no answer named staff-goodwill-refund'],
  ])('with %s makes no mail and no preview', async (_, source, reason) => {
    const { errors } = await preview({ key: 'refused', locale: 'en', subject: 'Refused', source });
    expect(errors?.[0]?.message).toContain(reason);
  });
});

const send = async (to: string, answer = 'change-pin') => {
  const { data } = await service.graphql<{ sendTemplate: { id: string; messageId: string } }>(
    `mutation { sendTemplate(template: "reply-to-question", to: "${to}", variables: [
      { name: "question", value: "How?" }, { name: "answer", value: "${answer}" }]) { id messageId } }`,
    {},
    admin,
  );
  return data.sendTemplate;
};

interface SeenMail {
  readonly id: string;
  readonly to: string;
  readonly state: string;
  readonly attempts: number;
  readonly failure: string | null;
}

async function untilIn(state: string, id: string): Promise<void> {
  const seen = async () => {
    const { data } = await service.graphql<{ mails: { nodes: SeenMail[] } }>(
      '{ mails(first: 50) { nodes { id to state attempts failure } } }',
      {},
      agent,
    );
    return data.mails.nodes.find((mail) => mail.id === id);
  };
  await expect.poll(seen, { timeout: 20_000, interval: 200 }).toMatchObject({ state });
}

const again = (id: string) =>
  service.graphql<{ sendMailAgain: object }>(
    `mutation { sendMailAgain(id: "${id}") { __typename ... on MailSentAgain { mail { state attempts failure } } ... on MailOutdated { answers } } }`,
    {},
    agent,
  );

describe('a mail that the mail server refused for good', () => {
  it('is shown to staff with the reason, and sent again with the same Message-ID when they say so', async () => {
    server.refuse(550);
    const { id, messageId } = await send('ana@example.org');
    await untilIn('FAILED', id);
    const { data } = await service.graphql<{ mails: { nodes: SeenMail[] } }>(
      '{ mails(state: FAILED, first: 1) { nodes { id to attempts failure } } }',
      {},
      agent,
    );
    expect(data.mails.nodes).toEqual([
      { id, to: 'ana@example.org', attempts: 1, failure: expect.stringContaining('550') },
    ]);
    server.refuse(null);
    expect((await again(id)).data.sendMailAgain).toEqual({
      __typename: 'MailSentAgain',
      mail: { state: 'QUEUED', attempts: 0, failure: null },
    });
    await untilIn('SENT', id);
    expect(server.taken.filter((mail) => mail.includes(messageId))).toHaveLength(1);
  });

  it('is not sent again twice, nor when it was sent', async () => {
    server.refuse(null);
    const { id } = await send('bea@example.org');
    await untilIn('SENT', id);
    expect(codesOf(await again(id))).toEqual(['CONFLICT']);
    expect(codesOf(await again('999999'))).toEqual(['NOT_FOUND']);
  });

  it('is not sent again when a value in its answer has changed meanwhile', async () => {
    server.refuse(550);
    const { id, messageId } = await send('cem@example.org', 'card-delivery-estimate');
    await untilIn('FAILED', id);
    server.refuse(null);
    await changeFee();
    expect((await again(id)).data.sendMailAgain).toEqual({
      __typename: 'MailOutdated',
      answers: [expect.stringMatching(/^card-delivery-estimate@/)],
    });
    expect(server.taken.filter((mail) => mail.includes(messageId))).toEqual([]);
  });
});

/** Another express fee, as two editors publish it. */
async function changeFee(): Promise<void> {
  const stated = await service.graphql<{ stateFact: { statement: string } }>(
    'mutation { stateFact(input: { key: "card.delivery.express.fee", value: "GBP 9.00", source: "Tariff" }) { ... on FactStated { statement } } }',
    {},
    editor,
  );
  const published = await service.graphql<{ publishFact: { __typename: string } }>(
    `mutation { publishFact(statement: "${stated.data.stateFact.statement}") { __typename } }`,
    {},
    await service.signIn(people.reviewer),
  );
  expect(published.data.publishFact.__typename).toBe('FactPublished');
}

describe('a mail that the mail server cannot take now', () => {
  it('is tried again by itself, and shows why it waits', async () => {
    server.refuse(451);
    const { id, messageId } = await send('dan@example.org');
    const waiting = async () => {
      const { data } = await service.graphql<{ mails: { nodes: SeenMail[] } }>(
        '{ mails(state: QUEUED, first: 5) { nodes { id to state attempts failure } } }',
        {},
        agent,
      );
      return data.mails.nodes.find((mail) => mail.id === id)?.failure ?? '';
    };
    await expect.poll(waiting, { timeout: 20_000 }).toContain('451');
    server.refuse(null);
    await untilIn('SENT', id);
    expect(server.taken.filter((mail) => mail.includes(messageId))).toHaveLength(1);
  });
});
