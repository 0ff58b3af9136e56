import { createAccount, createTeam, system } from '../../src/access/index.js';
import { createAnswer, createFact, createTopic } from '../../src/knowledge/index.js';
import type { Clock } from '../../src/platform/clock.js';
import { type Desks, openDesks } from './editing.js';
import { people, type TestService } from './test-service.js';

/** A release as the tests read it. */
export interface ReleaseView {
  readonly key: string;
  readonly state: string;
  readonly edit: number;
  readonly effectiveAt: string | null;
  readonly failure: string | null;
  readonly gate: {
    readonly edit: number;
    readonly snapshotSequence: number;
    readonly obstacles: readonly string[];
  } | null;
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly publishedBy: string | null;
  readonly snapshotSequence: number | null;
  readonly items: readonly { readonly id: string; readonly kind: string; readonly answerKey: string | null }[];
  readonly transitions: readonly { readonly from: string | null; readonly to: string; readonly actor: string }[];
}

/** What became of a step of a release; which fields are there depends on `__typename`. */
export interface ReleaseStepView {
  readonly __typename: string;
  readonly release?: ReleaseView;
  readonly theirs?: ReleaseView;
  readonly obstacles?: readonly string[];
  readonly snapshotSequence?: number;
  readonly expected?: number;
  readonly actual?: number;
}

/** The desk at which releases are made: each step goes over GraphQL as the account named last, at the edit that is there unless one is named. */
export interface ReleaseDesk extends Desks {
  release(key: string): Promise<ReleaseView>;
  open(key: string, ...items: readonly object[]): Promise<ReleaseView>;
  add(key: string, item: object, by?: string): Promise<ReleaseStepView>;
  step(field: string, key: string, options?: StepOptions): Promise<ReleaseStepView>;
  /** Approved by the other reviewer; fails when it is not. */
  approvedRelease(key: string, ...items: readonly object[]): Promise<ReleaseView>;
  /** Approved and published; fails when it is not. */
  publishedRelease(key: string, ...items: readonly object[]): Promise<number>;
  /** The answer to a query as an account; fails on an error. */
  read<Data>(query: string, by?: string | null): Promise<Data>;
}

interface StepOptions {
  readonly by?: string;
  readonly edit?: number;
  /** More arguments, as they stand in a document. */
  readonly more?: string;
}

const { editor, otherEditor, reviewer, otherReviewer, agent, manager } = people;
const releaseFields =
  '{ key state edit effectiveAt failure gate { edit snapshotSequence obstacles } createdBy approvedBy publishedBy snapshotSequence items { id kind answerKey } transitions { from to actor } }';
const outcome = `{ __typename ... on ReleaseChanged { release ${releaseFields} } ... on ReleaseConflict { expected actual theirs ${releaseFields} } }`;
const switchOutcome = `{ __typename ... on ReleaseSwitched { snapshotSequence } ... on Blocked { obstacles } ... on ReleaseConflict { expected actual theirs ${releaseFields} } }`;
const approveOutcome = `{ __typename ... on ReleaseChanged { release ${releaseFields} } ... on Blocked { obstacles } ... on ReleaseConflict { expected actual theirs ${releaseFields} } }`;
const selections: Readonly<Record<string, string>> = {
  approveRelease: approveOutcome,
  publishRelease: switchOutcome,
  rollbackRelease: switchOutcome,
};

/** A bank with one team, one topic, and the answers and facts that a test names; the facts are counts. */
export async function openSmallBank(
  service: TestService,
  clock: Clock,
  { answers, facts = [] }: { readonly answers: readonly string[]; readonly facts?: readonly string[] },
): Promise<void> {
  const ctx = { db: service.app.db, clock, actor: system };
  await createTeam(ctx, { key: 'cards', name: 'Cards', email: 'cards@larkhaven.example' });
  const roles = { [editor]: 'EDITOR', [otherEditor]: 'EDITOR', [reviewer]: 'REVIEWER', [otherReviewer]: 'REVIEWER' };
  for (const [key, role] of Object.entries({ ...roles, [agent]: 'AGENT', [manager]: 'MANAGER' }))
    await createAccount(ctx, {
      key,
      name: key,
      email: `${key}@larkhaven.example`,
      role: role as 'EDITOR' | 'REVIEWER' | 'AGENT' | 'MANAGER',
      team: 'cards',
    });
  await createTopic(ctx, {
    key: 'cards',
    name: 'Cards',
    parentKey: null,
    ownerTeam: 'cards',
    authorityTeam: 'cards',
    demandClass: 'SELF_SERVE',
    serviceLevelHours: 8,
  });
  for (const key of answers)
    await createAnswer(ctx, { key, topic: 'cards', audience: 'PUBLIC', scope: {}, mustSay: [], related: [] });
  for (const key of facts) await createFact(ctx, { key, type: 'COUNT', name: key, ownerTeam: 'cards' });
}

/** Opens the desk of a service. */
export function openReleaseDesk(service: TestService): ReleaseDesk {
  const desks = openDesks(service);
  const send = async <Data>(document: string, variables: object, by: string | null): Promise<Data> => {
    const reply = await service.graphql<Data>(document, variables, by && (await desks.token(by)));
    if (reply.errors) throw new Error(reply.errors.map(({ message }) => message).join(' '));
    return reply.data;
  };

  const desk: ReleaseDesk = {
    ...desks,
    read: (query, by = editor) => send(query, {}, by),
    release: async (key) =>
      (await desk.read<{ release: ReleaseView }>(`{ release(key: "${key}") ${releaseFields} }`)).release,
    open: async (key, ...items) => {
      await send(`mutation { createRelease(key: "${key}", name: "The ${key}") { key } }`, {}, editor);
      for (const item of items) await desk.add(key, item);
      return desk.release(key);
    },
    add: async (key, item, by = editor) => {
      const { edit } = await desk.release(key);
      const mutation = `mutation ($item: ReleaseItemInput!) { step: addToRelease(key: "${key}", expectedEdit: ${edit}, item: $item) ${outcome} }`;
      return (await send<{ step: ReleaseStepView }>(mutation, { item }, by)).step;
    },
    step: async (field, key, { by = reviewer, edit, more = '' } = {}) => {
      const at = edit ?? (await desk.release(key)).edit;
      const mutation = `mutation { step: ${field}(key: "${key}", expectedEdit: ${at}${more}) ${selections[field] ?? outcome} }`;
      return (await send<{ step: ReleaseStepView }>(mutation, {}, by)).step;
    },
    approvedRelease: async (key, ...items) => {
      await desk.open(key, ...items);
      const { release, ...rest } = await desk.step('approveRelease', key, { by: otherReviewer });
      if (!release) throw new Error(`${key} was not approved: ${JSON.stringify(rest)}`);
      return release;
    },
    publishedRelease: async (key, ...items) => {
      await desk.approvedRelease(key, ...items);
      const { snapshotSequence, ...rest } = await desk.step('publishRelease', key);
      if (snapshotSequence === undefined) throw new Error(`${key} was not published: ${JSON.stringify(rest)}`);
      return snapshotSequence;
    },
  };
  return desk;
}
