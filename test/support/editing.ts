import { type GraphqlReply, people, type TestService } from './test-service.js';

/** A draft as an outcome shows it. */
export interface DraftView {
  readonly edit: number;
  readonly state: string;
  readonly body: string;
  readonly author: string;
  /** Not of a translation. */
  readonly obstacles: readonly string[];
}

/** What became of a step in an answer's life; which fields are there depends on `__typename`. */
export interface Step {
  readonly __typename: string;
  readonly draft?: DraftView;
  readonly theirs?: DraftView | null;
  readonly expected?: number;
  readonly actual?: number;
  readonly obstacles?: readonly string[];
  readonly key?: string;
  readonly version?: number;
  readonly snapshotSequence?: number;
  readonly statement?: string;
  readonly value?: string;
  readonly message?: string;
  readonly existing?: string;
  readonly existingFrom?: string;
}

/** The people of the demo bank at their desks: each step goes over GraphQL as the account named last. */
export interface Desks {
  /** A bearer token of the account. */
  token(account: string): Promise<string>;
  create(input: object, by?: string): Promise<void>;
  draft(input: object, by?: string): Promise<Step>;
  requestReview(key: string, expectedEdit: number, by?: string): Promise<Step>;
  approve(key: string, expectedEdit: number, by?: string): Promise<Step>;
  publish(key: string, expectedEdit: number, by?: string): Promise<Step>;
  /** Draft, review and approval in one; gives the edit that can be published. */
  approved(input: { readonly key: string; readonly [field: string]: unknown }): Promise<number>;
  /** All steps in one; fails unless the version is published. */
  published(input: {
    readonly key: string;
    readonly [field: string]: unknown;
  }): Promise<Required<Pick<Step, 'version' | 'snapshotSequence'>>>;
  /** Proposes a translation; gives what became of it. */
  proposeTranslation(input: object, expectedEdit?: number, by?: string): Promise<Step>;
  /** Publishes what another proposed; the version that it translates is named where it is not the newest. */
  publishTranslation(key: string, locale: string, expectedEdit: number, sourceVersion?: number): Promise<Step>;
  /** Both steps in one, from a new working copy; fails unless the translation is published. */
  translated(input: {
    readonly key: string;
    readonly locale: string;
    readonly [field: string]: unknown;
  }): Promise<void>;
  state(input: object, by?: string): Promise<Step>;
  publishValue(statement: string, by?: string): Promise<Step>;
  /** States and publishes a value; fails unless it holds. */
  value(input: object): Promise<Required<Pick<Step, 'value' | 'snapshotSequence'>>>;
  /** The codes that a mutation is refused with; empty = it was not. */
  refusals(mutation: string, by: string): Promise<readonly string[]>;
}

const draftFields = '{ edit state body author obstacles }';
const draftOutcome = `{ __typename ... on DraftSaved { draft ${draftFields} } ... on Conflict { message expected actual theirs ${draftFields} } }`;
const publishOutcome = `{ __typename ... on Published { key version snapshotSequence } ... on Blocked { message obstacles } ... on Conflict { message expected actual theirs ${draftFields} } }`;
const translationOutcome =
  '{ __typename ... on TranslationSaved { draft { edit state body author: translator } } ... on TranslationConflict { message expected actual theirs { edit state body author: translator } } }';
const overlap = '... on FactOverlap { message existing existingFrom }';

/** Opens the desks of a service with the demo bank in it. */
export function openDesks(service: TestService): Desks {
  const tokens = new Map<string, Promise<string>>();
  const token = (account: string) => {
    const known = tokens.get(account) ?? service.signIn(account);
    tokens.set(account, known);
    return known;
  };
  const send = async <Data>(mutation: string, variables: object, by: string) => {
    const reply = await service.graphql<Data>(mutation, variables, await token(by));
    if (reply.errors)
      throw new Error(
        `${by}: ${reply.errors.map(({ message, extensions }) => `${extensions.code} ${message}`).join(' ')}`,
      );
    return reply.data;
  };
  const step = async (mutation: string, variables: object, by: string) =>
    (await send<{ step: Step }>(mutation, variables, by)).step;
  const onDraft =
    (field: string, outcome: string) =>
    (key: string, expectedEdit: number, by: string = people.reviewer) =>
      step(
        `mutation ($key: String!, $expectedEdit: Int!) { step: ${field}(key: $key, expectedEdit: $expectedEdit) ${outcome} }`,
        { key, expectedEdit },
        by,
      );

  const desks: Desks = {
    token,
    create: async (input, by = people.editor) => {
      await send('mutation ($input: NewAnswerInput!) { createAnswer(input: $input) }', { input }, by);
    },
    draft: (input, by = people.editor) =>
      step(`mutation ($input: DraftInputType!) { step: draftAnswer(input: $input) ${draftOutcome} }`, { input }, by),
    requestReview: (key, edit, by = people.editor) => onDraft('requestReview', draftOutcome)(key, edit, by),
    approve: onDraft('approveDraft', draftOutcome),
    publish: onDraft('publishAnswer', publishOutcome),
    approved: async (input) => {
      const drafted = (await desks.draft(input)).draft?.edit ?? 0;
      const reviewed = (await desks.requestReview(input.key, drafted)).draft?.edit ?? 0;
      return (await desks.approve(input.key, reviewed)).draft?.edit ?? 0;
    },
    published: async (input) => {
      const outcome = await desks.publish(input.key, await desks.approved(input));
      if (outcome.__typename !== 'Published')
        throw new Error(`${input.key} was not published: ${JSON.stringify(outcome)}`);
      return outcome as Required<Pick<Step, 'version' | 'snapshotSequence'>>;
    },
    proposeTranslation: (input, expectedEdit = 0, by = people.editor) =>
      step(
        `mutation ($input: TranslationInputType!, $expectedEdit: Int) { step: draftTranslation(input: $input, expectedEdit: $expectedEdit) ${translationOutcome} }`,
        { input, expectedEdit },
        by,
      ),
    publishTranslation: (key, locale, expectedEdit, sourceVersion) =>
      step(
        `mutation ($key: String!, $locale: Locale!, $expectedEdit: Int!, $sourceVersion: Int) {
          step: publishTranslation(key: $key, locale: $locale, expectedEdit: $expectedEdit, sourceVersion: $sourceVersion) {
            __typename ... on TranslationPublished { key snapshotSequence } ... on Blocked { message obstacles } ... on TranslationConflict { message expected actual } } }`,
        { key, locale, expectedEdit, sourceVersion },
        people.reviewer,
      ),
    translated: async (input) => {
      const { draft } = await desks.proposeTranslation(input);
      const outcome = await desks.publishTranslation(input.key, input.locale, draft?.edit ?? 0);
      if (outcome.__typename !== 'TranslationPublished')
        throw new Error(`${input.key} was not published in ${input.locale}: ${JSON.stringify(outcome)}`);
    },
    state: (input, by = people.editor) =>
      step(
        `mutation ($input: StateFactInput!) { step: stateFact(input: $input) { __typename ... on FactStated { statement } ${overlap} } }`,
        { input },
        by,
      ),
    publishValue: (statement, by = people.reviewer) =>
      step(
        `mutation ($statement: ID!) { step: publishFact(statement: $statement) { __typename ... on FactPublished { key value snapshotSequence } ... on Blocked { message obstacles } ${overlap} } }`,
        { statement },
        by,
      ),
    value: async (input) => {
      const outcome = await desks.publishValue((await desks.state(input)).statement ?? '');
      if (outcome.__typename !== 'FactPublished')
        throw new Error(`the value was not published: ${JSON.stringify(outcome)}`);
      return outcome as Required<Pick<Step, 'value' | 'snapshotSequence'>>;
    },
    refusals: async (mutation, by) => codesOf(await service.graphql(mutation, {}, await token(by))),
  };
  return desks;
}

/** The codes of the errors in a reply. */
export function codesOf({ errors }: GraphqlReply<unknown>): readonly string[] {
  return (errors ?? []).map(({ extensions }) => extensions.code);
}

/** The same words for one more answer, with a question of its own: the gate lets no two answers be asked alike. */
export function asked<Words extends { readonly question: string }>(key: string, words: Words): Words & { key: string } {
  return { ...words, key, question: `${words.question.replace(/\?$/, '')} (${key})?` };
}
