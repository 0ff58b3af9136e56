import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storedTrail, verifyTrail } from '../src/platform/audit/index.js';
import { people, startTestService, type TestService } from './support/test-service.js';

/** One call in a story that uses every mutation of the schema. */
interface Step {
  readonly by: string;
  /** The field with its arguments and selection. */
  readonly call: string | (() => Promise<string>);
  readonly variables?: () => Promise<object>;
  readonly declares?: string;
}

const { editor, reviewer, admin, agent } = people;
const key = 'walked-answer';
const other = 'walked-other';
const fact = 'walked.fee';
const plan = 'walked.plan';
const saved = '{ __typename ... on DraftSaved { draft { edit } } }';
const words = 'question: "Walked?", title: "Walked", body: "It is walked.", short: "Yes."';
const release = 'walked-release';
const step = (by: string, call: Step['call'], rest: Partial<Step> = {}): Step => ({ by, call, ...rest });

let service: TestService;
const told: Record<string, unknown>[] = [];

beforeAll(async () => {
  service = await startTestService('demo', { environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1:9' } });
});
afterAll(() => service.close());

/** What the last reply to a mutation named, in itself or in one of its fields. */
function last(
  field: string,
  within?: string,
): { readonly id?: string; readonly statement?: string; readonly snapshotSequence?: number } {
  const reply = told.findLast((data) => field in data)?.[field] as Record<string, object>;
  return (within ? reply[within] : reply) ?? {};
}

/** The edit of the draft as it stands. */
async function edit(of = key): Promise<number> {
  const { rows } = await sql<{ edit: number }>`
    select edit from draft join answer on answer.id = draft.answer_id where key = ${of}`.execute(service.app.db);
  return rows[0]?.edit ?? 0;
}

const onDraft =
  (field: string, args = '', selection = saved) =>
  async () =>
    `${field}(key: "${key}", expectedEdit: ${await edit()}${args}) ${selection}`;
const publishStatement = async () => `publishFact(statement: "${last('stateFact').statement}") { __typename }`;

const preparation = async () =>
  `prepareCorrections(input: { fact: "card.delivery.express.fee", snapshotSequence: ${last('publishFact').snapshotSequence}, reason: "Wrong." }) { id }`;

const inTenDays = () => new Date(service.app.services.clock.now().getTime() + 864_000_000).toISOString();

/** Leaves a sweep that was done with one cell that agrees, and gives the month in which it ended. */
async function sweptMonth(): Promise<string> {
  const { db, clock } = service.app.services;
  const now = clock.now();
  await finding();
  await sql`
    with swept as (
      insert into sweep (state, started_by, started_at, finished_at, rates) values ('DONE', 'test', ${now}, ${now}, '{}') returning id
    )
    insert into observation (sweep_id, probe_id, channel_key, state, text, locale, canonical, differences, omits, at)
    select swept.id, probe.id, 'faq', 'SAME', 'Walked.', 'en', 'Walked.', '[]', '{}', ${now}
    from swept, probe where probe.key = 'walked-probe'`.execute(db);
  return now.toISOString().slice(0, 7);
}

/** The ID of a finding of SEV1, as a sweep would have left it. */
async function finding(): Promise<number> {
  const { db, clock } = service.app.services;
  const now = clock.now();
  const known = await sql<{ id: number }>`select id from finding where signature = 'walked'`.execute(db);
  if (known.rows[0]) return known.rows[0].id;
  const { rows } = await sql<{ id: number }>`
    with asked as (
      insert into probe (key, question, locale, audience, scope, expects)
      values ('walked-probe', 'Walked?', 'en', 'PUBLIC', '{}', ${key}) returning id
    ), swept as (
      insert into sweep (state, started_by, started_at) values ('CANCELLED', 'test', ${now}) returning id
    )
    insert into finding (probe_id, channel_key, signature, kind, severity, base_severity, tier, claim, confidence,
      state, first_seen_at, last_seen_at, first_sweep_id, last_sweep_id)
    select asked.id, 'faq', 'walked', 'money', 'SEV1', 'SEV1', 'alert', 'walked', 1, 'OPEN', ${now}, ${now}, swept.id, swept.id
    from asked, swept returning id`.execute(db);
  return rows[0]?.id ?? 0;
}

const story: readonly Step[] = [
  step(editor, `createAnswer(input: { key: "${key}", topic: "cards" })`),
  step(editor, `createAnswer(input: { key: "${other}", topic: "cards" })`),
  step(editor, `draftAnswer(input: { key: "${key}", ${words} }) ${saved}`),
  step(editor, `draftAnswer(input: { key: "${other}", ${words} }) ${saved}`),
  step(editor, onDraft('dismissDuplicate', `, other: "${other}"`)),
  step(
    editor,
    async () =>
      `draftAnswer(input: { key: "${other}", body: "It costs £5.", expectedEdit: ${await edit(other)} }) ${saved}`,
  ),
  step(
    editor,
    async () =>
      `useFactInAnswer(input: { key: "${other}", fact: "card.replacement.fee", literal: "£5", expectedEdit: ${await edit(other)} }) ${saved}`,
  ),
  step(
    reviewer,
    async () =>
      `createComment(input: { key: "${key}", expectedEdit: ${await edit()}, field: BODY, start: 0, end: 2, text: "Who?" }) { __typename ... on CommentCreated { comment { id } } }`,
  ),
  step(reviewer, async () => `resolveComment(id: "${last('createComment', 'comment').id}") { id }`),
  step(editor, onDraft('requestFactCheck', ', name: "Expert", email: "expert@example.org"', '{ __typename }')),
  step(
    editor,
    async () =>
      `discardDraft(key: "${other}", expectedEdit: ${await edit(other)}, reason: "Not needed.") { __typename }`,
  ),
  step(editor, onDraft('requestReview')),
  step(reviewer, onDraft('requestChanges', ', note: "Shorter."')),
  step(editor, onDraft('requestReview')),
  step(reviewer, onDraft('approveDraft')),
  step(reviewer, onDraft('publishAnswer', '', '{ __typename ... on Published { version } }')),
  step(reviewer, `verifyAnswer(key: "${key}", version: 1) { __typename }`),
  step(
    reviewer,
    `setVerification(input: { key: "${key}", everyDays: 90, overduePolicy: HEDGE, expectedVersion: 0 }) { __typename }`,
  ),
  step(reviewer, 'setLintWeights(weights: [{ rule: "jargon", weight: 0 }], expectedVersion: 0) { __typename }'),
  step(
    reviewer,
    'setRetiredTerms(terms: [{ term: "giro", useInstead: "transfer" }], expectedVersion: 1) { __typename }',
  ),
  step(
    reviewer,
    'setReplayBudget(input: { otherAnswer: 10, newlyUnanswered: 5, days: 7, fewest: 50 }, expectedVersion: 0) { __typename }',
  ),
  step(editor, `addPhrasing(key: "${key}", text: "Has it been walked?") { key }`),
  step(editor, async () => {
    await logQuestions();
    return `acceptPhrasings(answer: "${key}", texts: ["Who walked there?"])`;
  }),
  step(editor, 'dismissPhrasings(texts: ["Who ran there?"])'),
  step(editor, 'freezeQuestions(from: "2020-01-01T00:00:00Z", to: "2040-01-01T00:00:00Z") { id }'),
  step(editor, `removePhrasing(key: "${key}", text: "Has it been walked?") { key }`),
  step(editor, `addNegativePhrasing(key: "${key}", text: "Has it been run?") { key }`),
  step(editor, `removeNegativePhrasing(key: "${key}", text: "Has it been run?") { key }`),
  step(editor, `draftTranslation(input: { key: "${key}", locale: "de", ${words} }) { __typename }`),
  step(reviewer, `returnTranslation(key: "${key}", locale: "de", expectedEdit: 1, note: "In German.") { __typename }`),
  step(editor, `draftTranslation(input: { key: "${key}", locale: "de", ${words} }, expectedEdit: 2) { __typename }`),
  step(reviewer, `publishTranslation(key: "${key}", locale: "de", expectedEdit: 3) { __typename }`),
  step(editor, 'importTranslations(content: $content, dryRun: false) { proposed problems { message } }', {
    declares: '($content: String!)',
    variables: async () => ({ content: await translationFile() }),
  }),
  step(
    editor,
    `planImport(input: { format: CHATWOOT, topic: "cards", files: [{ name: "c.json", content: "[{\\"short_code\\":\\"walked-import\\",\\"content\\":\\"It is imported.\\"}]" }] }) { id report { problems { message } } }`,
  ),
  step(editor, async () => `carryOutImport(plan: "${last('planImport').id}") { __typename }`),
  step(editor, `restoreVersion(key: "${key}", number: 1, expectedEdit: 0) ${saved}`),
  step(editor, `createFact(input: { key: "${fact}", type: MONEY, name: "Fee", ownerTeam: "cards" })`),
  step(editor, `createFact(input: { key: "${plan}", type: MONEY, name: "Twice the fee", ownerTeam: "cards" })`),
  step(
    editor,
    `stateFact(input: { key: "${fact}", value: "GBP 1.00", source: "Tariff" }) { ... on FactStated { statement } }`,
  ),
  step(reviewer, publishStatement),
  step(
    editor,
    `stateFact(input: { key: "${fact}", value: "GBP 2.00", source: "Tariff" }) { ... on FactStated { statement } }`,
  ),
  step(reviewer, async () => `refuseFact(statement: "${last('stateFact').statement}", reason: "No.") { __typename }`),
  step(editor, async () => `requestFactRetraction(value: "${await valueId()}", reason: "Wrong.") { statement }`),
  step(
    editor,
    `stateFormula(input: { key: "${plan}", formula: "2 * ${fact.replaceAll('.', '_')}", decimals: 2, rounding: HALF_UP, source: "Tariff" }) { statement }`,
  ),
  step(
    editor,
    `importFactValues(key: "${fact}", dryRun: false, rows: [{ value: "GBP 3.00", source: "Tariff", validFrom: "2032-01-01T00:00:00Z" }]) { statement problems { message } }`,
  ),
  step(agent, `suggestAnswer(input: { topic: "cards", ${words}, reason: "Asked often." }) { id }`),
  step(
    editor,
    async () =>
      `declineSuggestion(id: "${last('suggestAnswer').id}", reason: "Known.") { __typename ... on SuggestionTriaged { suggestion { id } } }`,
  ),
  step(agent, `suggestEdit(input: { key: "${key}", body: "It was walked.", reason: "It was." }) { id }`),
  step(
    editor,
    async () =>
      `acceptSuggestion(id: "${last('suggestEdit').id}", expectedEdit: ${await edit()}) { __typename ... on SuggestionTriaged { suggestion { id } } }`,
  ),
  step(editor, `createRelease(key: "${release}", name: "Walked") { key }`),
  step(
    editor,
    `addToRelease(key: "${release}", expectedEdit: 1, item: { phrasings: { answer: "${key}", add: ["Was it walked again?"] } }) { __typename }`,
  ),
  step(editor, `addToRelease(key: "${release}", expectedEdit: 2, item: { answer: "${key}" }) { __typename }`),
  step(
    editor,
    async () => `removeFromRelease(key: "${release}", expectedEdit: 3, item: "${await itemId()}") { __typename }`,
  ),
  step(reviewer, `approveRelease(key: "${release}", expectedEdit: 4) { __typename ... on Blocked { obstacles } }`),
  step(reviewer, `scheduleRelease(key: "${release}", expectedEdit: 5, at: "2040-01-01T00:00:00Z") { __typename }`),
  step(editor, `cancelRelease(key: "${release}", expectedEdit: 6) { __typename }`),
  step(reviewer, `approveRelease(key: "${release}", expectedEdit: 7) { __typename ... on Blocked { obstacles } }`),
  step(reviewer, `publishRelease(key: "${release}", expectedEdit: 8) { __typename ... on Blocked { obstacles } }`),
  step(reviewer, `rollbackRelease(key: "${release}", expectedEdit: 9) { __typename ... on Blocked { obstacles } }`),
  step(editor, `proposeWithdrawal(key: "${key}", reason: "Wrong.") { id }`),
  step(editor, async () => `declineEmergency(id: "${last('proposeWithdrawal').id}") { id }`),
  step(editor, `proposeWithdrawal(key: "${key}", reason: "Wrong.") { id }`),
  step(reviewer, `confirmWithdrawal(key: "${key}") { snapshotSequence }`),
  step(editor, `proposeReinstatement(key: "${key}", reason: "Right.") { id }`),
  step(reviewer, `confirmReinstatement(key: "${key}") { __typename }`),
  step(
    editor,
    `proposeCorrection(input: { key: "${key}", expectedVersion: 1, body: "It is walked on.", changeNote: "On.", reason: "Wrong." }) { ... on EmergencyProposed { emergency { id } } }`,
  ),
  step(
    reviewer,
    async () =>
      `confirmCorrection(key: "${key}", proposal: "${last('proposeCorrection', 'emergency').id}") { __typename ... on EmergencyCarriedOut { emergency { id } } }`,
  ),
  step(
    people.otherReviewer,
    async () => `reviewEmergency(id: "${last('proposeCorrection', 'emergency').id}", note: "It was right.") { id }`,
  ),
  step(
    admin,
    `proposeRedaction(input: { key: "${key}", version: 1, reason: "A name.", legalBasis: "Order 7" }) { id }`,
  ),
  step(
    reviewer,
    async () => `confirmRedaction(key: "${key}", version: 1, proposal: "${last('proposeRedaction').id}") { hash }`,
  ),
  step(editor, `retireAnswer(key: "${key}", reason: "No longer.") { id }`),
  step(editor, async () => `declineRetirement(key: "${key}", proposal: "${last('retireAnswer').id}") { state }`),
  step(editor, `retireAnswer(key: "${key}", reason: "No longer.") { id }`),
  step(reviewer, async () => `confirmRetirement(key: "${key}", proposal: "${last('retireAnswer').id}") { __typename }`),
  step(editor, 'mineSynonyms'),
  step(editor, 'proposeSynonym(input: { locale: "en", from: "walkabout", to: "walk" }) { id }'),
  step(editor, async () => `approveSynonym(id: "${last('proposeSynonym').id}") { id }`),
  step(editor, async () => `removeSynonym(id: "${last('approveSynonym').id}") { id }`),
  step(editor, 'proposeSynonym(input: { locale: "en", from: "stroll", to: "walk" }) { id }'),
  step(editor, async () => `declineSynonym(id: "${last('proposeSynonym').id}") { id }`),
  step(admin, 'runSweep { id }'),
  step(admin, async () => `cancelSweep(id: "${last('runSweep').id}") { id }`),
  step(reviewer, async () => `drawAuditSample(month: "${await sweptMonth()}") { pairs { id } }`),
  step(reviewer, async () => `labelAuditSample(id: "${await drawnPair()}", label: SAME) { label }`),
  step(
    editor,
    async () => `decideFinding(id: "${await finding()}", expectedState: OPEN, to: ACKNOWLEDGED) { __typename }`,
  ),
  step(
    editor,
    async () => `commentOnFinding(id: "${await finding()}", expectedState: ACKNOWLEDGED, text: "Soon.") { __typename }`,
  ),
  step(
    editor,
    async () =>
      `assignFinding(id: "${await finding()}", expectedState: ACKNOWLEDGED, to: "${reviewer}") { __typename }`,
  ),
  step(
    reviewer,
    async () =>
      `waiveFinding(id: "${await finding()}", expectedState: ACKNOWLEDGED, reason: "Reprinted.", until: "${inTenDays()}") { __typename }`,
  ),
  step(
    people.otherReviewer,
    async () => `approveWaiver(id: "${await finding()}", expectedState: ACKNOWLEDGED) { __typename }`,
  ),
  step(
    people.manager,
    'saveLearnedRule(input: { kind: "money", canonical: "£5", observed: "£6", reason: "Walked." }) { ... on LearnedRuleSaved { rule { id } } }',
  ),
  step(admin, async () => `approveLearnedRule(id: "${last('saveLearnedRule', 'rule').id}") { __typename }`),
  step(admin, async () => `removeLearnedRule(id: "${last('saveLearnedRule', 'rule').id}")`),
  step(
    admin,
    'sendTemplate(template: "reply-to-question", to: "customer@example.org", variables: [{ name: "question", value: "Q?" }, { name: "answer", value: "change-pin" }]) { id }',
  ),
  step(admin, async () => `sendMailAgain(id: "${await failedMail()}") { __typename }`),
  step(
    editor,
    'saveMailTemplate(input: { key: "walked", locale: "en", subject: "Walked", source: "<mjml><mj-body></mj-body></mjml>", expectedEdit: 0 }) { __typename }',
  ),
  step(agent, async () => `replyToMail(number: "${await mailedQuestion()}", answer: "change-pin") { id }`),
  step(agent, async () => `closeMail(number: "${await mailedQuestion()}", outcome: ANSWERED) { number }`),
  step(
    admin,
    'sendTemplate(template: "reply-to-question", to: "told@example.org", variables: [{ name: "question", value: "Q?" }, { name: "answer", value: "card-delivery-estimate" }]) { id }',
  ),
  step(
    editor,
    'stateFact(input: { key: "card.delivery.express.fee", value: "GBP 9.00", source: "Tariff" }) { ... on FactStated { statement } }',
  ),
  step(
    reviewer,
    async () =>
      `publishFact(statement: "${last('stateFact').statement}") { ... on FactPublished { snapshotSequence } }`,
  ),
  step(editor, preparation),
  step(editor, async () => `cancelCorrections(id: "${last('prepareCorrections').id}", expectedEdit: 1) { __typename }`),
  step(editor, preparation),
  step(reviewer, async () => `sendCorrections(id: "${last('prepareCorrections').id}", expectedEdit: 1) { __typename }`),
  step(
    admin,
    'registerObservedChannel(input: { key: "flyer", name: "Flyer", locales: ["en"], file: { path: "flyer.md", sections: [] } }) { channel { key } }',
  ),
  step(admin, 'removeObservedChannel(key: "flyer")'),
  step(admin, 'createFindingAlert(input: { mail: "alerts@example.org", schedule: DAILY, hour: 9 }) { id }'),
  step(
    admin,
    async () =>
      `changeFindingAlert(id: "${last('createFindingAlert').id}", input: { schedule: AT_ONCE, team: "care" }) { id }`,
  ),
  step(admin, async () => `deleteFindingAlert(id: "${last('createFindingAlert').id}")`),
  step(
    admin,
    'importAgentTexts(input: { team: "cards", texts: [{ answer: "change-pin", text: "At any machine.", sentAt: "2026-11-01T00:00:00Z" }] }) { compared }',
  ),
  step(admin, 'createWebhook(url: "http://127.0.0.1:9/", events: ["none.such"]) { webhook { id } }'),
  step(admin, async () => `replayWebhook(id: "${last('createWebhook', 'webhook').id}", fromSequence: 1)`),
  step(admin, async () => `deleteWebhook(id: "${last('createWebhook', 'webhook').id}")`),
  step(
    agent,
    async () =>
      `recordInsertion(code: "${await receiptCodeOf()}", case: "4711") { __typename ... on InsertionRecorded { at } }`,
  ),
  step(admin, 'rotateSigningKey { keyId }'),
  step(admin, `eraseAuditPerson(key: "${agent}")`),
];

/** A mail that no mail server took. */
async function failedMail(): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into mail (template_key, recipient, answers, message_id, raw, state, queued_at)
    values ('welcome', 'customer@example.org', '{}', '<walked@larkhaven.example>', 'Subject: Walked', 'FAILED', now())
    returning id`.execute(service.app.db);
  return rows[0]?.id ?? 0;
}

/** The number of a mail as a customer would have sent it. */
async function mailedQuestion(): Promise<string> {
  const number = 'IN-ACDE-FGHJ-KMNP';
  await sql`
    insert into mail_inquiry (number, fingerprint, return_path, sender, subject, question, locale, thread, received_at)
    values (${number}, 'walked', 'customer@example.org', 'customer@example.org', 'PIN', 'How do I change it?', 'en', '{}', now())
    on conflict do nothing`.execute(service.app.db);
  return number;
}

/** The question log is a record of its own, written once for each question that a customer asks: a line in which all of them stand would be the end of it. */
const recordsOfTheirOwn = ['recordInquiry', 'recordPick', 'recordVote'];

it('no mutation of the schema succeeds without an entry in the audit trail', async () => {
  const { data } = await service.graphql<{ __type: { fields: { name: string }[] } }>(
    '{ __type(name: "Mutation") { fields { name } } }',
  );
  // What people look for is kept without who they are: an entry would name them.
  const walked = new Set<string>(['recordSearchEvent']);
  for (const { by, call, variables, declares = '' } of story) {
    const document = typeof call === 'string' ? call : await call();
    const field = /^\w+/.exec(document)?.[0] ?? '';
    const before = await entries();
    const token = await service.signIn(by);
    const signedIn = await entries();
    const reply = await service.graphql<Record<string, unknown>>(
      `mutation ${declares} { ${document} }`,
      await variables?.(),
      token,
    );
    expect(reply.errors, document).toBeUndefined();
    expect(JSON.stringify(reply.data), document).not.toMatch(/Conflict|Blocked|FactOverlap|"problems":\[\{/);
    expect(await entries(), `${field} leaves no entry in the audit trail`).toBeGreaterThan(signedIn);
    expect(signedIn).toBeGreaterThan(before);
    told.push(reply.data);
    walked.add(field);
  }
  const missing = data.__type.fields
    .map(({ name }) => name)
    .filter((name) => !walked.has(name) && !recordsOfTheirOwn.includes(name));
  expect(missing, 'these mutations have no step in the story of this test').toEqual([]);
  expect((await verifyTrail(storedTrail(service.app.db))).outcome).toBe('whole');
}, 180_000);

/** The code under which an answer is given on the agents' desk. */
async function receiptCodeOf(): Promise<string> {
  const { data } = await service.graphql<{ answer: { rendition: { receipt: { code: string } } } }>(
    '{ answer(key: "change-pin", channel: "agents") { rendition { receipt { code } } } }',
    {},
    await service.signIn(agent),
  );
  return data.answer.rendition.receipt.code;
}

/** Entries of people; the service's own, such as a date that strikes, are not counted. */
async function entries(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from audit_entry where role <> 'SYSTEM'`.execute(service.app.db);
  return rows[0]?.count ?? 0;
}

async function drawnPair(): Promise<number> {
  const { rows } = await sql<{ id: number }>`select max(id) as id from audit_sample`.execute(service.app.db);
  return rows[0]?.id ?? 0;
}

async function valueId(): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select fact_value.id from fact_value join fact on fact.id = fact_id where key = ${fact}`.execute(service.app.db);
  return rows[0]?.id ?? 0;
}

/** The item that was put into a release last. */
async function itemId(): Promise<number> {
  const { rows } = await sql<{ id: number }>`select max(id) as id from release_item`.execute(service.app.db);
  return rows[0]?.id ?? 0;
}

async function translationFile(): Promise<string> {
  const { data } = await service.graphql<{ translationFile: { content: string } }>(
    `{ translationFile(keys: ["${key}"], locale: "es") { content } }`,
    {},
    await service.signIn(editor),
  );
  return data.translationFile.content.replace(
    /<source xml:space="preserve">([\s\S]*?)<\/source><\/segment>/g,
    (_, source) =>
      `<source xml:space="preserve">${source}</source><target xml:space="preserve">${source}</target></segment>`,
  );
}

/** Two questions of customers, as a channel records them. */
async function logQuestions(): Promise<void> {
  const mutation = 'mutation ($input: InquiryMessageInput!) { recordInquiry(input: $input) { id } }';
  for (const question of ['Who walked there?', 'Who ran there?'])
    await service.graphql(mutation, { input: { question } }, service.app.keys.webchat);
}
