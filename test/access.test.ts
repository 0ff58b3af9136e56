import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApiSchema } from '../schema/build-schema.js';
import { codesOf } from './support/editing.js';
import { people, startTestService, type TestService } from './support/test-service.js';

const roles = ['anonymous', 'channel', 'agent', 'editor', 'reviewer', 'manager', 'admin', 'operator'] as const;
type Role = (typeof roles)[number];
const writers = ['editor', 'reviewer', 'admin'] as const;
const checkers = ['reviewer', 'admin'] as const;
const seeDrafts = ['editor', 'reviewer', 'manager', 'admin'] as const;
const suggesters = ['channel', 'agent', 'editor', 'reviewer', 'manager', 'admin'] as const;
const admins = ['admin'] as const;
const seeFindings = ['editor', 'reviewer', 'manager', 'admin', 'operator'] as const;
const deciders = ['editor', 'reviewer', 'manager', 'admin'] as const;
const alertMakers = ['manager', 'admin'] as const;
const mailTenders = ['agent', 'admin'] as const;
const waivers = ['reviewer', 'manager', 'admin'] as const;

/** Who may do what, as the organisation wants it: written down here a second time on purpose. */
const rights: Readonly<Record<string, readonly Role[]>> = {
  'Query.ask': roles,
  'Query.matchingCurve': seeDrafts,
  'Query.answer': roles,
  'Query.answers': roles,
  'Query.topic': roles,
  'Query.topics': roles,
  'Query.fact': roles,
  'Query.facts': roles,
  'Query.search': roles,
  'Query.suggest': roles,
  'Query.synonyms': seeDrafts,
  'Mutation.recordSearchEvent': roles,
  'Mutation.proposeSynonym': writers,
  'Mutation.mineSynonyms': writers,
  'Mutation.approveSynonym': writers,
  'Mutation.declineSynonym': writers,
  'Mutation.removeSynonym': writers,
  'Query.channels': roles,
  'Query.renditions': roles,
  'Query.viewer': roles,
  'Query.snapshot': roles,
  'Query.receipt': roles,
  'Query.verifyReceipt': roles,
  'Query.signingKeys': roles,
  'Mutation.rotateSigningKey': admins,
  'Mutation.recordInsertion': ['agent', 'editor', 'reviewer', 'manager', 'admin'],
  'Query.redirect': roles,
  'Query.diff': roles,
  'Query.answerHistory': seeDrafts,
  'Query.whatWouldWeHaveSaid': seeDrafts,
  'Query.retirement': seeDrafts,
  'Query.suggestions': seeDrafts,
  'Query.mySuggestions': suggesters,
  'Query.translationFile': writers,
  'Query.verificationQueue': seeDrafts,
  'Query.lint': seeDrafts,
  'Query.lintSetting': seeDrafts,
  'Query.blastRadius': seeDrafts,
  'Query.correctionNotices': seeDrafts,
  'Mutation.prepareCorrections': writers,
  'Mutation.sendCorrections': checkers,
  'Mutation.cancelCorrections': writers,
  'Query.auditTrail': ['manager', 'admin'],
  'Query.webhooks': admins,
  'Query.consistency': seeFindings,
  'Query.consistencyTrend': seeFindings,
  'Query.auditSample': seeFindings,
  'Query.labelledPairs': seeFindings,
  'Query.agentDeviation': seeFindings,
  'Mutation.importAgentTexts': ['manager', 'admin', 'operator'],
  'Query.learnedRules': seeFindings,
  'Query.learnedRuleProposals': seeFindings,
  'Query.tryLearnedRule': waivers,
  'Mutation.saveLearnedRule': waivers,
  'Mutation.approveLearnedRule': waivers,
  'Mutation.removeLearnedRule': waivers,
  'Mutation.drawAuditSample': checkers,
  'Mutation.labelAuditSample': checkers,
  'Query.findingTimes': seeFindings,
  'Query.propagation': seeFindings,
  'Query.releasePropagation': seeFindings,
  'Query.publishedConflicts': seeFindings,
  'Mutation.useFactInAnswer': writers,
  'Query.sweep': seeFindings,
  'Query.findings': seeFindings,
  'Query.observations': seeFindings,
  'Query.release': seeDrafts,
  'Query.releases': seeDrafts,
  'Mutation.createRelease': writers,
  'Mutation.addToRelease': writers,
  'Mutation.removeFromRelease': writers,
  'Mutation.approveRelease': checkers,
  'Mutation.scheduleRelease': checkers,
  'Mutation.cancelRelease': writers,
  'Mutation.publishRelease': checkers,
  'Mutation.rollbackRelease': checkers,
  'Query.similarAnswers': writers,
  'Mutation.dismissDuplicate': writers,
  'Mutation.createAnswer': writers,
  'Mutation.draftAnswer': writers,
  'Mutation.discardDraft': writers,
  'Mutation.requestReview': writers,
  'Mutation.approveDraft': checkers,
  'Mutation.requestChanges': checkers,
  'Mutation.publishAnswer': checkers,
  'Query.withdrawal': roles,
  'Query.emergencies': seeDrafts,
  'Mutation.proposeWithdrawal': writers,
  'Mutation.confirmWithdrawal': checkers,
  'Mutation.proposeReinstatement': writers,
  'Mutation.confirmReinstatement': checkers,
  'Mutation.proposeCorrection': writers,
  'Mutation.confirmCorrection': checkers,
  'Mutation.proposeRedaction': checkers,
  'Mutation.confirmRedaction': checkers,
  'Mutation.declineEmergency': writers,
  'Mutation.reviewEmergency': checkers,
  'Mutation.verifyAnswer': seeDrafts,
  'Mutation.setVerification': checkers,
  'Mutation.setLintWeights': checkers,
  'Mutation.setRetiredTerms': checkers,
  'Mutation.addPhrasing': writers,
  'Mutation.removePhrasing': writers,
  'Mutation.addNegativePhrasing': writers,
  'Mutation.removeNegativePhrasing': writers,
  'Mutation.draftTranslation': writers,
  'Mutation.publishTranslation': checkers,
  'Mutation.returnTranslation': checkers,
  'Query.translationDraft': seeDrafts,
  'Query.translationQueue': seeDrafts,
  'Query.importPlan': writers,
  'Mutation.planImport': writers,
  'Mutation.carryOutImport': writers,
  'Mutation.createFact': writers,
  'Mutation.stateFact': writers,
  'Mutation.publishFact': checkers,
  'Mutation.createComment': seeDrafts,
  'Mutation.resolveComment': seeDrafts,
  'Mutation.requestFactCheck': writers,
  'Mutation.restoreVersion': writers,
  'Mutation.retireAnswer': writers,
  'Mutation.confirmRetirement': checkers,
  'Mutation.declineRetirement': writers,
  'Mutation.importTranslations': writers,
  'Mutation.suggestEdit': suggesters,
  'Mutation.suggestAnswer': suggesters,
  'Mutation.acceptSuggestion': writers,
  'Mutation.declineSuggestion': writers,
  'Mutation.stateFormula': writers,
  'Mutation.requestFactRetraction': writers,
  'Mutation.importFactValues': writers,
  'Mutation.refuseFact': checkers,
  'Mutation.eraseAuditPerson': admins,
  'Mutation.createWebhook': admins,
  'Mutation.deleteWebhook': admins,
  'Mutation.replayWebhook': admins,
  'Query.observedChannels': ['reviewer', 'manager', 'admin', 'operator'],
  'Query.checkTexts': ['reviewer', 'manager', 'admin', 'operator'],
  'Query.tryObservedChannel': admins,
  'Mutation.registerObservedChannel': admins,
  'Mutation.removeObservedChannel': admins,
  'Mutation.cancelSweep': ['reviewer', 'manager', 'admin', 'operator'],
  'Mutation.runSweep': ['reviewer', 'manager', 'admin', 'operator'],
  'Mutation.decideFinding': deciders,
  'Mutation.commentOnFinding': deciders,
  'Mutation.assignFinding': deciders,
  'Query.findingAlerts': alertMakers,
  'Mutation.createFindingAlert': alertMakers,
  'Mutation.changeFindingAlert': alertMakers,
  'Mutation.deleteFindingAlert': alertMakers,
  'Mutation.waiveFinding': waivers,
  'Mutation.approveWaiver': waivers,
  'Query.phrasingSuggestions': seeDrafts,
  'Mutation.acceptPhrasings': writers,
  'Mutation.dismissPhrasings': writers,
  'Query.phrasingPreview': writers,
  'Query.confusableAnswers': seeDrafts,
  'Query.replay': seeDrafts,
  'Query.replayBudget': seeDrafts,
  'Mutation.setReplayBudget': checkers,
  'Query.questionSamples': seeDrafts,
  'Mutation.freezeQuestions': writers,
  'Mutation.recordInquiry': suggesters,
  'Mutation.recordPick': suggesters,
  'Mutation.recordVote': suggesters,
  'Query.votes': seeDrafts,
  'Mutation.sendTemplate': ['channel', 'agent', 'admin'],
  'Query.mailTemplates': seeDrafts,
  'Query.mailPreview': writers,
  'Mutation.saveMailTemplate': writers,
  'Query.mails': mailTenders,
  'Mutation.sendMailAgain': mailTenders,
  'Query.mailInquiries': mailTenders,
  'Query.mailInquiry': mailTenders,
  'Query.suggestedReplies': mailTenders,
  'Mutation.replyToMail': mailTenders,
  'Mutation.closeMail': mailTenders,
  'Subscription.answerChanged': roles,
  'Subscription.factChanged': roles,
  'Subscription.findingChanged': seeFindings,
};

const schema = buildApiSchema();
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => !!type);
const operations = roots.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    name: `${type.name}.${field.name}`,
    document: `${type.name.toLowerCase()} { ${smallest(field)} }`,
  })),
);

let service: TestService;
let tokens: Readonly<Record<Role, string | null>>;

beforeAll(async () => {
  // Without a worker, so that a sweep that may be started is only queued.
  service = await startTestService('demo', { environment: { ROLES: 'api' } });
  tokens = {
    anonymous: null,
    channel: service.app.keys.email,
    agent: await service.signIn(people.agent),
    editor: await service.signIn(people.editor),
    reviewer: await service.signIn(people.reviewer),
    manager: await service.signIn('farida-haidari'),
    admin: await service.signIn('piotr-lindqvist'),
    operator: service.app.keys.operator,
  };
});

afterAll(() => service.close());

/** The field with what it cannot do without, filled with words that name nothing. */
function smallest({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${filler(arg.type)}`);
  const selection = isLeafType(getNamedType(type)) ? '' : ' { __typename }';
  return `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection}`;
}

function filler(type: GraphQLInputType): string {
  const plain = isNonNullType(type) ? type.ofType : type;
  if (isListType(plain)) return '[]';
  if (isEnumType(plain)) return plain.getValues()[0]?.name ?? '';
  if (isInputObjectType(plain))
    return `{ ${Object.values(plain.getFields())
      .filter(isRequiredInputField)
      .map((field) => `${field.name}: ${filler(field.type)}`)
      .join(', ')} }`;
  return (
    { Int: '1', Float: '1', Boolean: 'true', ID: '"0"', Locale: '"en"', DateTime: '"2031-01-01T00:00:00Z"' }[
      plain.name
    ] ?? '"none-such"'
  );
}

/** The codes in the first message of a subscription: a refusal is waited for, one that is open has nothing to say and is left after a moment. */
async function subscribingCodes(query: string, token: string | null, isOpen: boolean): Promise<readonly string[]> {
  const leaving = new AbortController();
  const reply = await fetch(`${service.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  const timer = isOpen ? setTimeout(() => leaving.abort(), 300) : undefined;
  let text = '';
  try {
    for await (const chunk of reply.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('data:')) break;
    }
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  }
  clearTimeout(timer);
  leaving.abort();
  return [...text.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code ?? '');
}

describe('every operation', () => {
  it('is in the table of rights, and nothing else is', () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(rights).sort());
  });

  it.each(roles)('is open to %s as the table says, and closed otherwise', async (role) => {
    const refusal = role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    for (const { name, document } of operations) {
      const isOpen = rights[name]?.includes(role) ?? false;
      const codes = document.startsWith('subscription')
        ? await subscribingCodes(document, tokens[role], isOpen)
        : codesOf(await service.graphql<unknown>(document, {}, tokens[role]));
      if (isOpen)
        expect(
          codes.filter((code) => /UNAUTHENTICATED|FORBIDDEN|VALIDATION|INTERNAL|TOO_COSTLY/.test(code)),
          `${role} ${name}`,
        ).toEqual([]);
      else expect(codes, `${role} ${name}`).toEqual([refusal]);
    }
  });

  it('is refused in a sentence that names what is missing', async () => {
    const sentence = async (role: Role) =>
      (await service.graphql('{ findings { totalCount } }', {}, tokens[role])).errors?.[0]?.message;
    expect(await sentence('anonymous')).toBe('Sign in to read findings.');
    expect(await sentence('agent')).toBe('Your role, agent, may not read findings.');
  });

  it.each([
    ['under another name', 'query { viewer: findings { totalCount } }'],
    ['behind one that is open', 'query { viewer { name } findings { totalCount } }'],
    ['in a fragment', 'query { ...Hidden } fragment Hidden on Query { findings { totalCount } }'],
    ['in an inline fragment', 'query { ... on Query { ... { findings { totalCount } } } }'],
    ['by a directive with a variable', 'query ($on: Boolean = true) { findings @include(if: $on) { totalCount } }'],
    ['twice', 'query { a: findings { totalCount } b: findings { totalCount } }'],
    [
      'beside an operation that is not asked for',
      'query Asked { findings { totalCount } } query Other { viewer { name } }',
    ],
  ])('is refused %s', async (_, query) => {
    const reply = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, ...(query.includes('Asked') ? { operationName: 'Asked' } : {}) }),
    });
    const { data, errors } = (await reply.json()) as { data: unknown; errors: { extensions: { code: string } }[] };
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAUTHENTICATED']));
    expect(JSON.stringify(data ?? null)).not.toContain('totalCount');
  });
});

describe('a credential', () => {
  const viewer = (authorization: string | null, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }), ...headers },
      body: JSON.stringify({ query: '{ viewer { role audience } }' }),
    });

  it('decides who is asking', async () => {
    const role = async (one: Role) =>
      ((await (await viewer(tokens[one] && `Bearer ${tokens[one]}`)).json()) as { data: { viewer: object } }).data
        .viewer;
    expect(await role('anonymous')).toEqual({ role: 'ANONYMOUS', audience: 'PUBLIC' });
    expect(await role('channel')).toEqual({ role: 'CHANNEL', audience: 'PUBLIC' });
    expect(await role('agent')).toEqual({ role: 'AGENT', audience: 'STAFF' });
  });

  it('that is wrong in any way is refused, and not taken for none', async () => {
    const good = tokens.editor ?? '';
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"role":"ADMIN"}').toString('base64url')}.`;
    const wrong = [
      '',
      'Bearer',
      'Bearer ',
      `bearer ${good}`,
      `Basic ${good}`,
      good,
      `Bearer  ${good}`,
      `Bearer ${good} x`,
      `Bearer ${good}, Bearer ${good}`,
      `Bearer ${good.slice(0, -1)}`,
      `Bearer ${good}a`,
      `Bearer ${good.replace('session', 'key')}`,
      `Bearer ${good.replace('uv-session-', '')}`,
      `Bearer ${unsigned}`,
      `Bearer ${'a'.repeat(190)}`,
      `Bearer ${'a'.repeat(5_000)}`,
      `Bearer uv-session-' or 1=1--`,
    ];
    for (const header of wrong) {
      const reply = await viewer(header);
      expect(reply.status, header).toBe(401);
      expect(await reply.json(), header).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  it('is taken from the header only: a session in a cookie or an address opens nothing', async () => {
    const reply = await viewer(null, {
      cookie: `univocal-session=${tokens.editor}; __Host-univocal-session=${tokens.editor}`,
    });
    expect(await reply.json()).toMatchObject({ data: { viewer: { role: 'ANONYMOUS' } } });
  });

  it('of a channel is refused once it is revoked', async () => {
    const { db, keys } = service.app;
    const bearer = `Bearer ${keys['social-reply']}`;
    expect((await viewer(bearer)).status).toBe(200);
    await db.updateTable('channel_key').set({ revoked_at: new Date() }).where('name', '=', 'social-reply').execute();
    expect((await viewer(bearer)).status).toBe(401);
  });

  it('is kept in the database as a hash alone', async () => {
    const { db, keys } = service.app;
    const rows = JSON.stringify([
      await db.selectFrom('session').selectAll().execute(),
      await db.selectFrom('channel_key').selectAll().execute(),
    ]);
    for (const secret of [tokens.editor, keys.help, keys.operator]) expect(rows).not.toContain(secret);
    expect(rows).toContain('operator');
  });
});
