import { createAccount, createTeam, system } from '../../src/access/index.js';
import { createTopic } from '../../src/knowledge/index.js';
import type { Clock } from '../../src/platform/clock.js';
import type { Database } from '../../src/platform/database/database.js';
import { type Desks, openDesks } from './editing.js';
import { people, startTestService, type TestService } from './test-service.js';

/** A plan as a test reads it. */
export interface Plan {
  readonly id: string;
  readonly hash: string;
  readonly carriedOutAt: string | null;
  readonly snapshotSequence: number | null;
  readonly report: {
    readonly rows: number;
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly problemCount: number;
    readonly problems: readonly Note[];
    readonly remarks: readonly Note[];
    readonly duplicates: readonly { readonly source: string; readonly question: string; readonly of: string }[];
  };
}

export interface Note {
  readonly source: string;
  readonly field: string;
  readonly message: string;
}

/** An organisation without answers, at whose desks files are imported over GraphQL. */
export interface ImportDesk {
  readonly service: TestService;
  readonly desks: Desks;
  plan(input: object, by?: string): Promise<Plan>;
  carryOut(
    plan: string,
    options?: { readonly requestReview?: boolean; readonly by?: string },
  ): Promise<{ readonly __typename: string; readonly reason?: string; readonly plan: Plan }>;
  /** What the drafts say now, by key. */
  draft(key: string): Promise<{ readonly [field: string]: unknown } | null>;
}

const note = '{ source field message }';
const planFields = `{ id hash carriedOutAt snapshotSequence report { rows new changed unchanged problemCount problems ${note} remarks ${note} duplicates { source question of } } }`;

/** Teams, staff and topics of a small bank, without a single answer. */
export async function openOrganisation(ctx: { readonly db: Database; readonly clock: Clock }): Promise<void> {
  const as = { ...ctx, actor: system };
  const staff = [
    { key: people.editor, role: 'EDITOR', team: 'cards' },
    { key: people.reviewer, role: 'REVIEWER', team: 'cards' },
    { key: people.editorElsewhere, role: 'EDITOR', team: 'payments' },
    { key: people.admin, role: 'ADMIN', team: 'cards' },
  ] as const;
  for (const key of ['cards', 'payments']) await createTeam(as, { key, name: key, email: `${key}@larkhaven.example` });
  for (const person of staff)
    await createAccount(as, { ...person, name: person.key, email: `${person.key}@larkhaven.example` });
  for (const key of ['cards', 'payments'])
    await createTopic(as, {
      key,
      name: key,
      parentKey: null,
      ownerTeam: key,
      authorityTeam: key,
      demandClass: 'SELF_SERVE',
      serviceLevelHours: 24,
    });
}

/** Starts a service on empty tables with a small organisation in it. */
export async function openImportDesk(): Promise<ImportDesk> {
  const service = await startTestService('empty', { environment: { ROLES: 'api' } });
  await openOrganisation(service.app.services);
  const desks = openDesks(service);
  const send = async <Data>(query: string, variables: object, by: string) => {
    const { data, errors } = await service.graphql<Data>(query, variables, await desks.token(by));
    if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code} ${message}`).join(' '));
    return data;
  };
  return {
    service,
    desks,
    plan: async (input, by = people.editor) =>
      (
        await send<{ planImport: Plan }>(
          `mutation ($input: ImportInputType!) { planImport(input: $input) ${planFields} }`,
          { input },
          by,
        )
      ).planImport,
    carryOut: async (plan, { requestReview = false, by = people.editor } = {}) =>
      (
        await send<{ carryOutImport: { __typename: string; reason?: string; plan: Plan } }>(
          `mutation ($plan: ID!, $requestReview: Boolean!) { carryOutImport(plan: $plan, requestReview: $requestReview) { __typename ... on ImportCarriedOut { plan ${planFields} } ... on ImportRefused { reason plan ${planFields} } } }`,
          { plan, requestReview },
          by,
        )
      ).carryOutImport,
    draft: async (key) => {
      const row = await service.app.db
        .selectFrom('draft')
        .innerJoin('answer', 'answer.id', 'draft.answer_id')
        .selectAll('draft')
        .select(['answer.audience', 'answer.scope'])
        .where('answer.key', '=', key)
        .executeTakeFirst();
      return row ?? null;
    },
  };
}

/** One Markdown file as an export writes it. */
export function markdownFile(
  name: string,
  head: Readonly<Record<string, string>>,
  body: string,
): { readonly name: string; readonly content: string } {
  const lines = Object.entries(head).map(([field, value]) => `${field}: ${value}`);
  return { name, content: `---\n${lines.join('\n')}\n---\n\n${body}\n` };
}
