import { type Desks, openDesks } from './editing.js';
import { people, type TestService } from './test-service.js';

/** What a mutation of an emergency replied: its fields, or the sentence and code it was refused with. */
export interface EmergencyReply {
  readonly __typename?: string;
  readonly id?: string;
  readonly state?: string;
  readonly emergency?: { readonly id: string; readonly state: string; readonly madeVersion: number | null };
  readonly snapshotSequence?: number;
  readonly obstacles?: readonly string[];
  readonly expected?: number;
  readonly actual?: number;
  readonly theirs?: { readonly number: number; readonly body: string };
  readonly hash?: string;
  readonly locales?: readonly string[];
  readonly alsoSaidBy?: readonly { readonly key: string; readonly number: number }[];
  readonly code?: string;
  readonly message?: string;
}

const emergency =
  '{ id kind key version state reason proposedBy decidedBy madeVersion text { body } reviewedBy reviewNote }';
const blocked =
  '... on Blocked { message obstacles } ... on VersionConflict { message expected actual theirs { number body } }';
const outcome = `{ __typename ... on EmergencyCarriedOut { emergency ${emergency} snapshotSequence } ${blocked} }`;
const proposal = `{ __typename ... on EmergencyProposed { emergency ${emergency} } ${blocked} }`;

/** Two people at their desks in an emergency; each step goes over GraphQL as the account named last. */
export interface EmergencyDesks extends Desks {
  proposeWithdrawal(key: string, by?: string): Promise<EmergencyReply>;
  confirmWithdrawal(key: string, by?: string): Promise<EmergencyReply>;
  /** Both steps. */
  withdraw(key: string): Promise<void>;
  proposeReinstatement(key: string, by?: string): Promise<EmergencyReply>;
  confirmReinstatement(key: string, by?: string): Promise<EmergencyReply>;
  proposeCorrection(input: object, by?: string): Promise<EmergencyReply>;
  confirmCorrection(key: string, proposal: string, by?: string): Promise<EmergencyReply>;
  proposeRedaction(key: string, version: number, by?: string): Promise<EmergencyReply>;
  /** Of the proposal that was made last, unless another is named. */
  confirmRedaction(key: string, version: number, by?: string, proposal?: string): Promise<EmergencyReply>;
  decline(id: string, by?: string): Promise<EmergencyReply>;
  review(id: string, by?: string): Promise<EmergencyReply>;
  /** Sends a document as an account, or as anyone, and fails when it is refused. */
  read<Data>(document: string, variables?: object, by?: string | null): Promise<Data>;
}

/** Opens the desks of a service with the demo bank in it. */
export function openEmergencyDesks(service: TestService): EmergencyDesks {
  const desks = openDesks(service);
  const { editor, reviewer } = people;
  const step = async (field: string, declared: string, variables: object, by: string): Promise<EmergencyReply> => {
    const reply = await service.graphql<{ step: EmergencyReply }>(
      `mutation (${declared}) { step: ${field} }`,
      variables,
      await desks.token(by),
    );
    const [error] = reply.errors ?? [];
    return error ? { code: error.extensions.code, message: error.message } : reply.data.step;
  };
  const onKey =
    (name: string, selection: string, usual: string, more = '') =>
    (key: string, by: string = usual) =>
      step(`${name}(key: $key${more}) ${selection}`, '$key: String!', { key }, by);
  const redactions = new Map<string, string>();
  const carried = `{ emergency ${emergency} snapshotSequence }`;
  const all: EmergencyDesks = {
    ...desks,
    proposeWithdrawal: onKey('proposeWithdrawal', emergency, editor, ', reason: "It is wrong."'),
    confirmWithdrawal: onKey('confirmWithdrawal', carried, reviewer),
    withdraw: async (key) => {
      await all.proposeWithdrawal(key);
      const { code, message } = await all.confirmWithdrawal(key);
      if (code) throw new Error(`${key} was not withdrawn: ${message}`);
    },
    proposeReinstatement: onKey('proposeReinstatement', emergency, editor, ', reason: "It was right."'),
    confirmReinstatement: onKey('confirmReinstatement', outcome, reviewer),
    proposeCorrection: (input, by = editor) =>
      step(
        `proposeCorrection(input: $input) ${proposal}`,
        '$input: CorrectionInputType!',
        { input: { changeNote: 'Corrected.', reason: 'It is wrong.', ...input } },
        by,
      ),
    confirmCorrection: (key, proposed, by = reviewer) =>
      step(
        `confirmCorrection(key: $key, proposal: $proposed) ${outcome}`,
        '$key: String!, $proposed: ID!',
        { key, proposed },
        by,
      ),
    proposeRedaction: async (key, version, by = people.admin) => {
      const proposed = await step(
        `proposeRedaction(input: $input) ${emergency}`,
        '$input: RedactionInputType!',
        { input: { key, version, reason: 'It names a customer.', legalBasis: 'Order 7' } },
        by,
      );
      if (proposed.id) redactions.set(key, proposed.id);
      return proposed;
    },
    confirmRedaction: (key, version, by = reviewer, proposed = redactions.get(key) ?? '0') =>
      step(
        `confirmRedaction(key: $key, version: $version, proposal: $proposed) { emergency ${emergency} snapshotSequence hash locales alsoSaidBy { key number } }`,
        '$key: String!, $version: Int!, $proposed: ID!',
        { key, version, proposed },
        by,
      ),
    decline: (id, by = editor) => step(`declineEmergency(id: $id) ${emergency}`, '$id: ID!', { id }, by),
    review: (id, by = people.otherReviewer) =>
      step(`reviewEmergency(id: $id, note: "It was right.") ${emergency}`, '$id: ID!', { id }, by),
    read: async (document, variables = {}, by = null) => {
      const reply = await service.graphql<never>(document, variables, by && (await desks.token(by)));
      if (reply.errors) throw new Error(reply.errors.map(({ message }) => message).join(' '));
      return reply.data;
    },
  };
  return all;
}
