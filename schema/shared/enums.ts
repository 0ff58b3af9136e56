import { registerEnumType } from 'type-graphql';
import type { audiences } from '../../src/access/index.js';
import { draftStates, factTypes, type personPolicies, type significances } from '../../src/knowledge/index.js';

/** Registers a string union as a GraphQL enum with a description for each value. */
export function enumOf<T extends string>(
  name: string,
  description: string,
  values: Readonly<Record<T, string>>,
): Readonly<Record<T, T>> {
  const names = Object.keys(values) as T[];
  const enumObject = Object.fromEntries(names.map((value) => [value, value])) as Record<T, T>;
  const valuesConfig = Object.fromEntries(names.map((value) => [value, { description: values[value] }]));
  registerEnumType(enumObject, { name, description, valuesConfig: valuesConfig as never });
  return enumObject;
}

function plain<T extends string>(values: readonly T[], describe: (value: T) => string): Readonly<Record<T, string>> {
  return Object.fromEntries(values.map((value) => [value, describe(value)])) as Record<T, string>;
}

export const AudienceEnum = enumOf(
  'Audience',
  'Who may see an answer; each audience sees what the ones before it see.',
  {
    PUBLIC: 'Anyone.',
    CUSTOMER: 'A signed-in customer.',
    PARTNER: 'A partner organisation.',
    STAFF: 'Staff only.',
  } satisfies Record<(typeof audiences)[number], string>,
);

export const SignificanceEnum = enumOf('Significance', 'How much a change matters to a customer.', {
  MAJOR: 'The meaning changed.',
  MINOR: 'The wording changed, the meaning did not.',
} satisfies Record<(typeof significances)[number], string>);

export const FactTypeEnum = enumOf(
  'FactType',
  'What a fact is about; it decides how a value is written and formatted.',
  plain(factTypes, (type) => `A fact of type ${type.toLowerCase()}.`),
);

export const PersonPolicyEnum = enumOf('PersonPolicy', 'What the bot does about people when it tells an answer.', {
  AS_TOPIC: 'As the topic says: under one of demand class HUMAN a person is offered, else the answer stands alone.',
  OFFER: 'A person is offered beside the answer.',
  AT_ONCE: 'The answer is told and a person is called at once, such as for a lost card.',
  ANSWER_ALONE: 'The answer stands alone, whatever its topic says; who asks for a person is given one.',
} satisfies Record<(typeof personPolicies)[number], string>);

export const DemandClassEnum = enumOf('DemandClass', 'What should become of the demand under a topic.', {
  REMOVE: 'Its cause should be removed, so that nobody needs to ask.',
  SELF_SERVE: 'Customers should be able to help themselves.',
  HUMAN: 'A person should answer.',
});

export const ChannelModeEnum = enumOf('ChannelMode', 'Whether a channel asks this API or is only looked at.', {
  GOVERNED: 'It asks the API, so it cannot have an answer of its own.',
  OBSERVED: 'It has texts of its own; we look at what it says.',
});

export const DraftStateEnum = enumOf(
  'DraftState',
  'Where a draft stands.',
  plain(draftStates, (state) => `The draft is ${state.toLowerCase().replaceAll('_', ' ')}.`),
);

export const NoAnswerReasonEnum = enumOf('NoAnswerReason', 'Why there is no answer.', {
  UNKNOWN: 'No answer fits well enough.',
  UNSERVABLE: 'An answer fits, but a fact that it needs has no value today.',
  EMPTY: 'Nothing is published yet.',
});

export const CellStateEnum = enumOf('CellState', 'How a channel did on one probe.', {
  SAME: 'It says the same.',
  CONTRADICTS: 'It says something that cannot be true beside the canonical answer.',
  INCOMPLETE: 'It is consistent but leaves something material out.',
  EXTRA: 'It is consistent but adds something material.',
  UNRELATED: 'It answers another question.',
  NO_ANSWER: 'It has no answer to this question.',
  ERROR: 'We could not read it; that is our fault, not the channel’s.',
  NOT_APPLICABLE: 'The question does not concern this channel.',
  STALE_PROBE: 'The probe’s own answer is no longer published.',
});

export const TierEnum = enumOf('Tier', 'How sure the checker is, and so whom it tells.', {
  ALERT: 'Sure enough to notify.',
  POSSIBLE: 'For a person’s queue; never notifies.',
  INFO: 'A difference that contradicts nothing.',
});

export const ExposureMeasureEnum = enumOf('ExposureMeasure', 'What was counted.', {
  DELIVERIES: 'The customers to whom the channel gave the answer, each once.',
  QUESTIONS: 'A stand-in where nobody counts who reads: how often the answer was asked for on all channels together.',
});

export const SeverityEnum = enumOf('Severity', 'How much harm a finding can do.', {
  SEV1: 'Money owed, must or may, safety, eligibility.',
  SEV2: 'A deadline, hours, a duration, a contact.',
  SEV3: 'A material sentence is missing, or an entity differs.',
  SEV4: 'A link or the wording.',
});

export const FindingDecisionEnum = enumOf('FindingDecision', 'What a person may decide of a finding.', {
  ACKNOWLEDGED: 'Someone has seen it.',
  FIXING: 'Someone is at work on it.',
  FALSE_POSITIVE: 'Nothing differs: the checker is wrong. Needs a note.',
  OPEN: 'It is to be looked at again; a waiver of it ends.',
});

export const FindingStateEnum = enumOf('FindingState', 'Where a finding stands.', {
  OPEN: 'Nobody has taken it yet.',
  ACKNOWLEDGED: 'Someone has seen it.',
  FIXING: 'Someone is at work on it.',
  FIXED: 'It was gone for two sweeps.',
  WAIVED: 'Accepted for a time, with a reason.',
  FALSE_POSITIVE: 'A person judged that nothing differs.',
});

export const SweepStateEnum = enumOf('SweepState', 'Where a sweep stands.', {
  QUEUED: 'It waits for a worker.',
  RUNNING: 'Channels are being asked.',
  DONE: 'All channels were asked and compared.',
  FAILED: 'It ended with a fault of ours.',
  CANCELLED: 'A person ended it.',
});
