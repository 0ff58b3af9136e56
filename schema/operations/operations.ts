// Generated from the documents in this folder by `npm run generate`; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The two instants of a read: what held then, as far as we knew it then. */
export type AsOfInput = {
  /** Only what was recorded by then counts; now when not given. */
  readonly knownAt?: string | null | undefined;
  /** Whose truth is asked for; knownAt when not given. The future is for editors. */
  readonly validAt?: string | null | undefined;
};

/** What went before in the conversation. */
export type AskContextInput = {
  /** Keys of the answers given before, latest last; at most 20 count. */
  readonly previousAnswers?: ReadonlyArray<string> | null | undefined;
  /** Questions asked before, latest last, up to 1,000 characters each; at most 20 count. The last one is gone on about where no answer was given. */
  readonly previousQuestions?: ReadonlyArray<string> | null | undefined;
};

/** Who may see an answer; each audience sees what the ones before it see. */
export type Audience =
  /** A signed-in customer. */
  | 'CUSTOMER'
  /** A partner organisation. */
  | 'PARTNER'
  /** Anyone. */
  | 'PUBLIC'
  /** Staff only. */
  | 'STAFF';

/** How a channel did on one probe. */
export type CellState =
  /** It says something that cannot be true beside the canonical answer. */
  | 'CONTRADICTS'
  /** We could not read it; that is our fault, not the channel’s. */
  | 'ERROR'
  /** It is consistent but adds something material. */
  | 'EXTRA'
  /** It is consistent but leaves something material out. */
  | 'INCOMPLETE'
  /** The question does not concern this channel. */
  | 'NOT_APPLICABLE'
  /** It has no answer to this question. */
  | 'NO_ANSWER'
  /** It says the same. */
  | 'SAME'
  /** The probe’s own answer is no longer published. */
  | 'STALE_PROBE'
  /** It answers another question. */
  | 'UNRELATED';

/** Whether a channel asks this API or is only looked at. */
export type ChannelMode =
  /** It asks the API, so it cannot have an answer of its own. */
  | 'GOVERNED'
  /** It has texts of its own; we look at what it says. */
  | 'OBSERVED';

/** What should become of the demand under a topic. */
export type DemandClass =
  /** A person should answer. */
  | 'HUMAN'
  /** Its cause should be removed, so that nobody needs to ask. */
  | 'REMOVE'
  /** Customers should be able to help themselves. */
  | 'SELF_SERVE';

/** What was counted. */
export type ExposureMeasure =
  /** The customers to whom the channel gave the answer, each once. */
  | 'DELIVERIES'
  /** A stand-in where nobody counts who reads: how often the answer was asked for on all channels together. */
  | 'QUESTIONS';

/** Where a finding stands. */
export type FindingState =
  /** Someone has seen it. */
  | 'ACKNOWLEDGED'
  /** A person judged that nothing differs. */
  | 'FALSE_POSITIVE'
  /** It was gone for two sweeps. */
  | 'FIXED'
  /** Someone is at work on it. */
  | 'FIXING'
  /** Nobody has taken it yet. */
  | 'OPEN'
  /** Accepted for a time, with a reason. */
  | 'WAIVED';

/** A message that somebody sent to a channel. */
export type InquiryMessageInput = {
  /** Narrows who asked; it never widens what the credential allows. */
  readonly audience?: Audience | null | undefined;
  /** The channel it was asked on; a channel may name itself only. */
  readonly channel?: string | null | undefined;
  /** What went before in the conversation. */
  readonly context?: AskContextInput | null | undefined;
  /** The conversation it belongs to: a name without meaning, up to 200 characters; together with turn. */
  readonly conversation?: string | null | undefined;
  /** Its language; the source locale when not given. */
  readonly locale?: string | null | undefined;
  /** The message, up to 1,000 characters. E-mail addresses and long numbers are taken out before it is kept. */
  readonly question: string;
  /** What is known of the asker. */
  readonly scope?: ReadonlyArray<ScopeEntryInput> | null | undefined;
  /** Names the message within the conversation: one that is sent again is recorded once. */
  readonly turn?: string | null | undefined;
};

/** What a question comes to. */
export type InquiryOutcome =
  /** One answer is given. */
  | 'ANSWERED'
  /** Two or three are offered to choose from. */
  | 'CHOICES'
  /** There is no answer. */
  | 'NO_ANSWER';

/** Why there is no answer. */
export type NoAnswerReason =
  /** Nothing is published yet. */
  | 'EMPTY'
  /** No answer fits well enough. */
  | 'UNKNOWN'
  /** An answer fits, but a fact that it needs has no value today. */
  | 'UNSERVABLE';

/** What the bot does about people when it tells an answer. */
export type PersonPolicy =
  /** The answer stands alone, whatever its topic says; who asks for a person is given one. */
  | 'ANSWER_ALONE'
  /** As the topic says: under one of demand class HUMAN a person is offered, else the answer stands alone. */
  | 'AS_TOPIC'
  /** The answer is told and a person is called at once, such as for a lost card. */
  | 'AT_ONCE'
  /** A person is offered beside the answer. */
  | 'OFFER';

/** What verifying a receipt can say. */
export type ReceiptVerdict =
  /** It is not what we signed. */
  | 'ALTERED'
  /** We signed it, and nothing in it was changed since. */
  | 'GENUINE'
  /** The key that it names is none of ours: it is from elsewhere. */
  | 'UNKNOWN_KEY'
  /** It is no receipt. */
  | 'UNREADABLE';

/** One dimension of a scope, such as customer = business. */
export type ScopeEntryInput = {
  /** What is narrowed: customer, product, country. */
  readonly dimension: string;
  /** To what it is narrowed. */
  readonly value: string;
};

/** Why a search was answered in a lesser way. */
export type SearchDegradedReason =
  /** The index took too long. */
  | 'ENGINE_SLOW'
  /** The index could not be reached. */
  | 'ENGINE_UNREACHABLE';

/** What results are counted by. */
export type SearchFacetName =
  /** Who may see them. */
  | 'AUDIENCE'
  /** The team that writes them. */
  | 'OWNER'
  /** Their topic and every topic above it. */
  | 'TOPIC';

/** How results were come by: the first of these that found something. */
export type SearchStep =
  /** By any word of it, without filters. */
  | 'ANY_WORD'
  /** As it was asked. */
  | 'AS_ASKED'
  /** In another language than the one asked for; each result says in which. */
  | 'OTHER_LOCALE'
  /** Nothing was found, and nothing is known that helps but a person. */
  | 'PERSON'
  /** Nothing was found: `popular` holds what others open. */
  | 'POPULAR'
  /** Without topic, owner and scope. */
  | 'WITHOUT_FILTERS';

/** How exact a count is. */
export type SearchTotalKind =
  /** About so many: the index is just changing, or does not count to the end. */
  | 'ESTIMATE'
  /** Counted. */
  | 'EXACT';

/** How much harm a finding can do. */
export type Severity =
  /** Money owed, must or may, safety, eligibility. */
  | 'SEV1'
  /** A deadline, hours, a duration, a contact. */
  | 'SEV2'
  /** A material sentence is missing, or an entity differs. */
  | 'SEV3'
  /** A link or the wording. */
  | 'SEV4';

/** How much a change matters to a customer. */
export type Significance =
  /** The meaning changed. */
  | 'MAJOR'
  /** The wording changed, the meaning did not. */
  | 'MINOR';

/** Where a sweep stands. */
export type SweepState =
  /** A person ended it. */
  | 'CANCELLED'
  /** All channels were asked and compared. */
  | 'DONE'
  /** It ended with a fault of ours. */
  | 'FAILED'
  /** It waits for a worker. */
  | 'QUEUED'
  /** Channels are being asked. */
  | 'RUNNING';

/** What a channel says to the question of an answer. */
export type TextToCheckInput = {
  /** Where they stand, such as fees.html#card. */
  readonly address?: string | null | undefined;
  /** The answer's key. */
  readonly answer: string;
  /** Why they could not be read. */
  readonly failure?: string | null | undefined;
  /** The language that the channel says it gives. */
  readonly locale?: string | null | undefined;
  /** Where nothing is to be read for no fault: NO_ANSWER when the channel has no answer, NOT_APPLICABLE when it is not asked for one. */
  readonly state?: CellState | null | undefined;
  /** The words, at most 20,000 characters; null when they could not be read. */
  readonly text?: string | null | undefined;
  /** The version of the answer that the channel says it gives. */
  readonly version?: number | null | undefined;
};

/** How sure the checker is, and so whom it tells. */
export type Tier =
  /** Sure enough to notify. */
  | 'ALERT'
  /** A difference that contradicts nothing. */
  | 'INFO'
  /** For a person’s queue; never notifies. */
  | 'POSSIBLE';

export type AgentViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type AgentViewerQuery = { readonly viewer: { readonly name: string, readonly role: string, readonly audience: Audience, readonly team: { readonly name: string } | null } };

export type AgentAskQueryVariables = Exact<{
  question: string;
  locale?: string | null | undefined;
}>;


export type AgentAskQuery = { readonly ask: ReadonlyArray<
    | { readonly __typename: 'Answered', readonly confidence: number, readonly answer: { readonly key: string, readonly audience: Audience }, readonly rendition: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } } }
    | { readonly __typename: 'Choices', readonly choices: ReadonlyArray<{ readonly question: string, readonly answer: { readonly key: string } }> }
    | { readonly __typename: 'NoAnswer', readonly reason: NoAnswerReason }
  > };

export type AgentRecordMutationVariables = Exact<{
  question: string;
  locale?: string | null | undefined;
}>;


export type AgentRecordMutation = { readonly recordInquiry: ReadonlyArray<{ readonly id: string }> };

export type AgentSearchQueryVariables = Exact<{
  text: string;
  locale?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type AgentSearchQuery = { readonly search: { readonly totalCount: number, readonly totalKind: SearchTotalKind, readonly step: SearchStep, readonly didYouMean: string | null, readonly degraded: { readonly sentence: string } | null, readonly nodes: ReadonlyArray<{ readonly locale: string, readonly answer: { readonly key: string, readonly audience: Audience, readonly scope: ReadonlyArray<{ readonly dimension: string, readonly value: string }>, readonly topic: { readonly name: string } }, readonly title: ReadonlyArray<{ readonly text: string, readonly hit: boolean }>, readonly excerpt: ReadonlyArray<{ readonly text: string, readonly hit: boolean }> }> } };

export type AgentReachQueryVariables = Exact<{
  key: string;
}>;


export type AgentReachQuery = { readonly answer: { readonly audience: Audience } | null, readonly channels: ReadonlyArray<{ readonly key: string, readonly audience: Audience }> };

export type AgentAnswerQueryVariables = Exact<{
  key: string;
  locale?: string | null | undefined;
  webchat?: boolean | null | undefined;
  email?: boolean | null | undefined;
  social?: boolean | null | undefined;
  socialReply?: boolean | null | undefined;
}>;


export type AgentAnswerQuery = { readonly answer: { readonly key: string, readonly audience: Audience, readonly scope: ReadonlyArray<{ readonly dimension: string, readonly value: string }>, readonly topic: { readonly name: string }, readonly owner: { readonly name: string }, readonly version: { readonly number: number, readonly effectiveFrom: string, readonly changeNote: string }, readonly agents: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } }, readonly webchat?: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } }, readonly email?: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } }, readonly social?: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } }, readonly socialReply?: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } } } | null };

export type AgentToldMutationVariables = Exact<{
  code: string;
  case: string;
}>;


export type AgentToldMutation = { readonly recordInsertion:
    | { readonly __typename: 'InsertionRecorded' }
    | { readonly __typename: 'ReceiptCodeMistyped' }
    | { readonly __typename: 'ReceiptUnknown' }
   };

export type AgentRenditionFragment = { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly text: string, readonly short: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string } };

export type BotAskQueryVariables = Exact<{
  question: string;
  channel: string;
  locale?: string | null | undefined;
  scope?: ReadonlyArray<ScopeEntryInput> | ScopeEntryInput | null | undefined;
  context?: AskContextInput | null | undefined;
}>;


export type BotAskQuery = { readonly ask: ReadonlyArray<
    | { readonly __typename: 'Answered', readonly question: string, readonly confidence: number, readonly snapshotSequence: number, readonly answer: { readonly key: string, readonly snapshotSequence: number, readonly personPolicy: PersonPolicy, readonly topic: { readonly demandClass: DemandClass } }, readonly rendition: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly title: string, readonly text: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string> } } }
    | { readonly __typename: 'Choices', readonly question: string, readonly confidence: number, readonly snapshotSequence: number, readonly choices: ReadonlyArray<{ readonly question: string, readonly scope: ReadonlyArray<{ readonly dimension: string, readonly value: string }>, readonly answer: { readonly key: string } }> }
    | { readonly __typename: 'NoAnswer', readonly question: string, readonly reason: NoAnswerReason, readonly snapshotSequence: number }
  > };

export type BotRecordMutationVariables = Exact<{
  input: InquiryMessageInput;
}>;


export type BotRecordMutation = { readonly recordInquiry: ReadonlyArray<{ readonly id: string, readonly outcome: InquiryOutcome }> };

export type BotPickMutationVariables = Exact<{
  inquiry: string;
  answer: string;
}>;


export type BotPickMutation = { readonly recordPick: boolean };

export type BotAnswerQueryVariables = Exact<{
  key: string;
  channel: string;
  locale?: string | null | undefined;
}>;


export type BotAnswerQuery = { readonly answer: { readonly key: string, readonly snapshotSequence: number, readonly personPolicy: PersonPolicy, readonly topic: { readonly demandClass: DemandClass }, readonly rendition: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly title: string, readonly text: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string> } } } | null };

export type BotTextsQueryVariables = Exact<{
  keys: ReadonlyArray<string> | string;
  channel: string;
  locale?: string | null | undefined;
}>;


export type BotTextsQuery = { readonly answers: { readonly nodes: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly text: string, readonly locale: string, readonly facts: ReadonlyArray<{ readonly value: { readonly written: string } }> } }> } };

export type BotStandingQueryVariables = Exact<{
  keys: ReadonlyArray<string> | string;
  channel: string;
  locale?: string | null | undefined;
  minSnapshot?: number | null | undefined;
}>;


export type BotStandingQuery = { readonly answers: { readonly nodes: ReadonlyArray<{ readonly key: string, readonly snapshotSequence: number, readonly personPolicy: PersonPolicy, readonly topic: { readonly demandClass: DemandClass }, readonly rendition: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly title: string, readonly text: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string> } } }> } };

export type BotSuccessorQueryVariables = Exact<{
  key: string;
  channel: string;
  locale?: string | null | undefined;
}>;


export type BotSuccessorQuery = { readonly redirect: { readonly key: string, readonly snapshotSequence: number, readonly personPolicy: PersonPolicy, readonly topic: { readonly demandClass: DemandClass }, readonly rendition: { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly title: string, readonly text: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string> } } } | null };

export type BotVersionsQueryVariables = Exact<{
  key: string;
  channel: string;
}>;


export type BotVersionsQuery = { readonly answer: { readonly versions: { readonly nodes: ReadonlyArray<{ readonly number: number, readonly significance: Significance }> } } | null };

export type BotVoteMutationVariables = Exact<{
  conversation: string;
  receipt: string;
  helpful: boolean;
}>;


export type BotVoteMutation = { readonly recordVote: { readonly answer: string, readonly version: number } | null };

export type BotRenditionFragment = { readonly channel: string, readonly locale: string, readonly isFallback: boolean, readonly title: string, readonly text: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string> } };

export type CheckRunSweepMutationVariables = Exact<{ [key: string]: never; }>;


export type CheckRunSweepMutation = { readonly runSweep: { readonly id: string, readonly state: SweepState } };

export type CheckSweepQueryVariables = Exact<{
  id: string;
}>;


export type CheckSweepQuery = { readonly sweep: { readonly id: string, readonly state: SweepState, readonly cellsTotal: number, readonly cellsDone: number, readonly failure: string | null } | null };

export type CheckReportQueryVariables = Exact<{
  sweep: string;
}>;


export type CheckReportQuery = { readonly consistency: { readonly sweep: { readonly id: string, readonly startedAt: string, readonly finishedAt: string | null, readonly cellsTotal: number, readonly stability: { readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } } }, readonly sameAnswerRates: ReadonlyArray<{ readonly channels: number, readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly strict: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly contradictionFree: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } }>, readonly byConstruction: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly byObservation: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly answeredByAll: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly byChannel: ReadonlyArray<{ readonly silent: number, readonly failed: number, readonly channel: { readonly key: string, readonly name: string, readonly mode: ChannelMode }, readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } }>, readonly cells: ReadonlyArray<{ readonly state: CellState, readonly text: string, readonly version: number | null, readonly receiptCode: string | null, readonly address: string | null, readonly failure: string | null, readonly canonical: string | null, readonly canonicalVersion: number | null, readonly omits: ReadonlyArray<string>, readonly probe: { readonly key: string, readonly question: string, readonly expects: string }, readonly channel: { readonly key: string, readonly name: string, readonly mode: ChannelMode }, readonly differences: ReadonlyArray<{ readonly kind: string, readonly tier: Tier, readonly claim: string, readonly canonical: { readonly text: string } | null, readonly observed: { readonly text: string } | null }> }> } | null };

export type CheckFindingsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CheckFindingsQuery = { readonly findings: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly severity: Severity, readonly tier: Tier, readonly claim: string, readonly signature: string, readonly state: FindingState, readonly firstSeenAt: string, readonly lastSeenAt: string, readonly severityReasons: ReadonlyArray<string>, readonly timesReturned: number, readonly exposure: { readonly told: number, readonly measuredBy: ExposureMeasure } | null, readonly owner: { readonly name: string } | null, readonly channel: { readonly key: string, readonly name: string }, readonly probe: { readonly key: string, readonly question: string }, readonly canonical: { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null } | null, readonly observed: { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null } | null }> } };

export type CheckRateFragment = { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null };

export type CheckQuoteFragment = { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null };

export type CheckObservedChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type CheckObservedChannelsQuery = { readonly observedChannels: ReadonlyArray<{ readonly channel: { readonly key: string }, readonly site: { readonly base: string, readonly pages: ReadonlyArray<{ readonly answer: string, readonly page: string, readonly anchor: string | null, readonly selector: string | null, readonly heading: string | null, readonly jsonLd: string | null }> } | null, readonly file: { readonly path: string, readonly sections: ReadonlyArray<{ readonly answer: string, readonly heading: string }> } | null, readonly macros: { readonly path: string, readonly macros: ReadonlyArray<{ readonly answer: string, readonly macro: string }> } | null, readonly mails: { readonly path: string, readonly mails: ReadonlyArray<{ readonly answer: string, readonly mail: string }> } | null, readonly graphql: { readonly url: string, readonly query: string, readonly text: string, readonly version: string | null, readonly locale: string | null, readonly answers: ReadonlyArray<{ readonly answer: string, readonly key: string | null }> } | null }> };

export type CheckQuestionsQueryVariables = Exact<{
  keys: ReadonlyArray<string> | string;
}>;


export type CheckQuestionsQuery = { readonly answers: { readonly nodes: ReadonlyArray<{ readonly key: string, readonly question: string, readonly audience: Audience, readonly locales: ReadonlyArray<string> }> } };

export type CheckTextsQueryVariables = Exact<{
  channel: string;
  texts: ReadonlyArray<TextToCheckInput> | TextToCheckInput;
}>;


export type CheckTextsQuery = { readonly checkTexts: { readonly report: { readonly sweep: { readonly id: string, readonly startedAt: string, readonly finishedAt: string | null, readonly cellsTotal: number, readonly stability: { readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } } }, readonly sameAnswerRates: ReadonlyArray<{ readonly channels: number, readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly strict: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly contradictionFree: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } }>, readonly byConstruction: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly byObservation: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly answeredByAll: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly byChannel: ReadonlyArray<{ readonly silent: number, readonly failed: number, readonly channel: { readonly key: string, readonly name: string, readonly mode: ChannelMode }, readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } }>, readonly cells: ReadonlyArray<{ readonly state: CellState, readonly text: string, readonly version: number | null, readonly receiptCode: string | null, readonly address: string | null, readonly failure: string | null, readonly canonical: string | null, readonly canonicalVersion: number | null, readonly omits: ReadonlyArray<string>, readonly probe: { readonly key: string, readonly question: string, readonly expects: string }, readonly channel: { readonly key: string, readonly name: string, readonly mode: ChannelMode }, readonly differences: ReadonlyArray<{ readonly kind: string, readonly tier: Tier, readonly claim: string, readonly canonical: { readonly text: string } | null, readonly observed: { readonly text: string } | null }> }> }, readonly findings: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly severity: Severity, readonly tier: Tier, readonly claim: string, readonly signature: string, readonly state: FindingState, readonly firstSeenAt: string, readonly lastSeenAt: string, readonly severityReasons: ReadonlyArray<string>, readonly timesReturned: number, readonly exposure: { readonly told: number, readonly measuredBy: ExposureMeasure } | null, readonly owner: { readonly name: string } | null, readonly channel: { readonly key: string, readonly name: string }, readonly probe: { readonly key: string, readonly question: string }, readonly canonical: { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null } | null, readonly observed: { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null } | null }> } };

export type CheckedReportFragment = { readonly sweep: { readonly id: string, readonly startedAt: string, readonly finishedAt: string | null, readonly cellsTotal: number, readonly stability: { readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } } }, readonly sameAnswerRates: ReadonlyArray<{ readonly channels: number, readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly strict: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly contradictionFree: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } }>, readonly byConstruction: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly byObservation: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly answeredByAll: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null }, readonly byChannel: ReadonlyArray<{ readonly silent: number, readonly failed: number, readonly channel: { readonly key: string, readonly name: string, readonly mode: ChannelMode }, readonly rate: { readonly agreeing: number, readonly compared: number, readonly share: number | null, readonly low: number | null, readonly high: number | null } }>, readonly cells: ReadonlyArray<{ readonly state: CellState, readonly text: string, readonly version: number | null, readonly receiptCode: string | null, readonly address: string | null, readonly failure: string | null, readonly canonical: string | null, readonly canonicalVersion: number | null, readonly omits: ReadonlyArray<string>, readonly probe: { readonly key: string, readonly question: string, readonly expects: string }, readonly channel: { readonly key: string, readonly name: string, readonly mode: ChannelMode }, readonly differences: ReadonlyArray<{ readonly kind: string, readonly tier: Tier, readonly claim: string, readonly canonical: { readonly text: string } | null, readonly observed: { readonly text: string } | null }> }> };

export type CheckedFindingFragment = { readonly id: string, readonly kind: string, readonly severity: Severity, readonly tier: Tier, readonly claim: string, readonly signature: string, readonly state: FindingState, readonly firstSeenAt: string, readonly lastSeenAt: string, readonly severityReasons: ReadonlyArray<string>, readonly timesReturned: number, readonly exposure: { readonly told: number, readonly measuredBy: ExposureMeasure } | null, readonly owner: { readonly name: string } | null, readonly channel: { readonly key: string, readonly name: string }, readonly probe: { readonly key: string, readonly question: string }, readonly canonical: { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null } | null, readonly observed: { readonly text: string, readonly span: { readonly start: number, readonly end: number } | null } | null };

export type ElementAnswerQueryVariables = Exact<{
  key: string;
  locale?: string | null | undefined;
}>;


export type ElementAnswerQuery = { readonly answer: { readonly key: string, readonly rendition: { readonly locale: string, readonly localeAsked: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly html: string, readonly version: number, readonly url: string, readonly receipt: { readonly answer: string, readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string>, readonly keyId: string, readonly locale: string, readonly renditionHash: string, readonly signature: string, readonly version: number } } } | null, readonly redirect: { readonly key: string } | null, readonly withdrawal: { readonly since: string } | null };

export type EmailAnswersQueryVariables = Exact<{
  keys: ReadonlyArray<string> | string;
  locale?: string | null | undefined;
}>;


export type EmailAnswersQuery = { readonly answers: { readonly nodes: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly locale: string, readonly title: string, readonly html: string, readonly text: string, readonly version: number, readonly url: string, readonly receipt: { readonly code: string, readonly contentHash: string, readonly factValueIds: ReadonlyArray<string> } } }> } };

export type EmailAskQueryVariables = Exact<{
  question: string;
  locale?: string | null | undefined;
}>;


export type EmailAskQuery = { readonly ask: ReadonlyArray<
    | { readonly __typename: 'Answered', readonly answer: { readonly key: string } }
    | { readonly __typename: 'Choices', readonly choices: ReadonlyArray<{ readonly answer: { readonly key: string } }> }
    | { readonly __typename: 'NoAnswer' }
  > };

export type EmailRecordMutationVariables = Exact<{
  input: InquiryMessageInput;
}>;


export type EmailRecordMutation = { readonly recordInquiry: ReadonlyArray<{ readonly id: string }> };

export type HelpHomeQueryVariables = Exact<{
  locale?: string | null | undefined;
}>;


export type HelpHomeQuery = { readonly topics: ReadonlyArray<{ readonly key: string, readonly name: string, readonly parent: { readonly key: string } | null, readonly answers: ReadonlyArray<{ readonly key: string, readonly topic: { readonly key: string }, readonly scope: ReadonlyArray<{ readonly value: string }>, readonly rendition: { readonly question: string, readonly locale: string } }> }> };

export type HelpAnswerQueryVariables = Exact<{
  key: string;
  locale?: string | null | undefined;
}>;


export type HelpAnswerQuery = { readonly answer: { readonly key: string, readonly locales: ReadonlyArray<string>, readonly scope: ReadonlyArray<{ readonly value: string }>, readonly owner: { readonly name: string }, readonly topic: { readonly key: string, readonly name: string, readonly parent: { readonly key: string, readonly name: string } | null }, readonly verified: { readonly verifiedAt: string }, readonly version: { readonly number: number, readonly effectiveFrom: string }, readonly versions: { readonly nodes: ReadonlyArray<{ readonly number: number, readonly effectiveFrom: string, readonly changeNote: string, readonly significance: Significance }> }, readonly related: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly question: string, readonly locale: string } }>, readonly rendition: { readonly locale: string, readonly localeAsked: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly html: string, readonly short: string, readonly contentHash: string, readonly receipt: { readonly code: string } } } | null, readonly redirect: { readonly key: string } | null, readonly withdrawal: { readonly since: string } | null };

export type HelpVersionsQueryVariables = Exact<{
  key: string;
}>;


export type HelpVersionsQuery = { readonly answer: { readonly version: { readonly number: number }, readonly versions: { readonly nodes: ReadonlyArray<{ readonly number: number, readonly effectiveFrom: string, readonly recordedAt: string, readonly supersededAt: string | null }> } } | null };

export type HelpAnswerAsOfQueryVariables = Exact<{
  key: string;
  locale?: string | null | undefined;
  asOf: AsOfInput;
}>;


export type HelpAnswerAsOfQuery = { readonly answer: { readonly key: string, readonly locales: ReadonlyArray<string>, readonly scope: ReadonlyArray<{ readonly value: string }>, readonly owner: { readonly name: string }, readonly topic: { readonly key: string, readonly name: string, readonly parent: { readonly key: string, readonly name: string } | null }, readonly verified: { readonly verifiedAt: string }, readonly version: { readonly number: number, readonly effectiveFrom: string }, readonly versions: { readonly nodes: ReadonlyArray<{ readonly number: number, readonly effectiveFrom: string, readonly changeNote: string, readonly significance: Significance }> }, readonly related: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly question: string, readonly locale: string } }>, readonly rendition: { readonly locale: string, readonly localeAsked: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly html: string, readonly short: string, readonly contentHash: string, readonly receipt: { readonly code: string } } } | null };

export type HelpSearchQueryVariables = Exact<{
  text: string;
  locale?: string | null | undefined;
  topic?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HelpSearchQuery = { readonly search: { readonly totalCount: number, readonly totalKind: SearchTotalKind, readonly step: SearchStep, readonly didYouMean: string | null, readonly degraded: { readonly reason: SearchDegradedReason } | null, readonly facets: ReadonlyArray<{ readonly name: SearchFacetName, readonly counts: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number }> }>, readonly suggestions: ReadonlyArray<{ readonly locale: string, readonly answer: { readonly key: string, readonly scope: ReadonlyArray<{ readonly value: string }> }, readonly title: ReadonlyArray<{ readonly text: string, readonly hit: boolean }> }>, readonly popular: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly question: string, readonly locale: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly locale: string, readonly answer: { readonly key: string, readonly scope: ReadonlyArray<{ readonly value: string }> }, readonly title: ReadonlyArray<{ readonly text: string, readonly hit: boolean }>, readonly excerpt: ReadonlyArray<{ readonly text: string, readonly hit: boolean }> }> } };

export type HelpSuggestQueryVariables = Exact<{
  prefix: string;
  locale?: string | null | undefined;
  first: number;
}>;


export type HelpSuggestQuery = { readonly suggest: { readonly suggestions: ReadonlyArray<{ readonly locale: string, readonly answer: { readonly key: string, readonly scope: ReadonlyArray<{ readonly value: string }> }, readonly title: ReadonlyArray<{ readonly text: string, readonly hit: boolean }> }> } };

export type HelpRecordMutationVariables = Exact<{
  question: string;
  locale?: string | null | undefined;
}>;


export type HelpRecordMutation = { readonly recordInquiry: ReadonlyArray<{ readonly id: string }> };

export type HelpSitemapQueryVariables = Exact<{ [key: string]: never; }>;


export type HelpSitemapQuery = { readonly topics: ReadonlyArray<{ readonly answers: ReadonlyArray<{ readonly key: string, readonly locales: ReadonlyArray<string>, readonly version: { readonly effectiveFrom: string } }> }> };

export type HelpChangesQueryVariables = Exact<{ [key: string]: never; }>;


export type HelpChangesQuery = { readonly topics: ReadonlyArray<{ readonly answers: ReadonlyArray<{ readonly key: string, readonly version: { readonly number: number, readonly effectiveFrom: string, readonly changeNote: string, readonly significance: Significance } }> }> };

export type HelpChangedQueryVariables = Exact<{
  keys: ReadonlyArray<string> | string;
  locale?: string | null | undefined;
}>;


export type HelpChangedQuery = { readonly answers: { readonly nodes: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly question: string, readonly short: string } }> } };

export type HelpVoteMutationVariables = Exact<{
  receipt: string;
  helpful: boolean;
}>;


export type HelpVoteMutation = { readonly recordVote: { readonly answer: string, readonly version: number } | null };

export type HelpQuestionFragment = { readonly question: string, readonly locale: string };

export type HelpSuggestionFragment = { readonly locale: string, readonly answer: { readonly key: string, readonly scope: ReadonlyArray<{ readonly value: string }> }, readonly title: ReadonlyArray<{ readonly text: string, readonly hit: boolean }> };

export type HelpAnswerPageFragment = { readonly key: string, readonly locales: ReadonlyArray<string>, readonly scope: ReadonlyArray<{ readonly value: string }>, readonly owner: { readonly name: string }, readonly topic: { readonly key: string, readonly name: string, readonly parent: { readonly key: string, readonly name: string } | null }, readonly verified: { readonly verifiedAt: string }, readonly version: { readonly number: number, readonly effectiveFrom: string }, readonly versions: { readonly nodes: ReadonlyArray<{ readonly number: number, readonly effectiveFrom: string, readonly changeNote: string, readonly significance: Significance }> }, readonly related: ReadonlyArray<{ readonly key: string, readonly rendition: { readonly question: string, readonly locale: string } }>, readonly rendition: { readonly locale: string, readonly localeAsked: string, readonly isFallback: boolean, readonly isOutdated: boolean, readonly question: string, readonly title: string, readonly html: string, readonly short: string, readonly contentHash: string, readonly receipt: { readonly code: string } } };

export type HelpReceiptQueryVariables = Exact<{
  code: string;
}>;


export type HelpReceiptQuery = { readonly receipt:
    | { readonly __typename: 'ReceiptCodeMistyped', readonly sentence: string }
    | { readonly __typename: 'ReceiptGiven', readonly firstGivenAt: string, readonly isCurrent: boolean, readonly receipt: { readonly document: string, readonly code: string, readonly answer: string, readonly version: number, readonly locale: string, readonly channel: string } }
    | { readonly __typename: 'ReceiptUnknown', readonly code: string }
  , readonly channels: ReadonlyArray<{ readonly key: string, readonly name: string, readonly networks: ReadonlyArray<{ readonly key: string, readonly name: string }> }> };

export type HelpVerifyReceiptQueryVariables = Exact<{
  document: string;
}>;


export type HelpVerifyReceiptQuery = { readonly verifyReceipt: { readonly verdict: ReceiptVerdict, readonly sentence: string, readonly receipt: { readonly code: string, readonly answer: string, readonly version: number, readonly locale: string, readonly channel: string } | null } };

export type HelpReceiptOfFragment = { readonly code: string, readonly answer: string, readonly version: number, readonly locale: string, readonly channel: string };

export type HelpSigningKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type HelpSigningKeysQuery = { readonly signingKeys: ReadonlyArray<{ readonly keyId: string, readonly publicKey: string }> };

export interface Operations {
  readonly AgentViewer: { readonly variables: AgentViewerQueryVariables; readonly result: AgentViewerQuery };
  readonly AgentAsk: { readonly variables: AgentAskQueryVariables; readonly result: AgentAskQuery };
  readonly AgentRecord: { readonly variables: AgentRecordMutationVariables; readonly result: AgentRecordMutation };
  readonly AgentSearch: { readonly variables: AgentSearchQueryVariables; readonly result: AgentSearchQuery };
  readonly AgentReach: { readonly variables: AgentReachQueryVariables; readonly result: AgentReachQuery };
  readonly AgentAnswer: { readonly variables: AgentAnswerQueryVariables; readonly result: AgentAnswerQuery };
  readonly AgentTold: { readonly variables: AgentToldMutationVariables; readonly result: AgentToldMutation };
  readonly BotAsk: { readonly variables: BotAskQueryVariables; readonly result: BotAskQuery };
  readonly BotRecord: { readonly variables: BotRecordMutationVariables; readonly result: BotRecordMutation };
  readonly BotPick: { readonly variables: BotPickMutationVariables; readonly result: BotPickMutation };
  readonly BotAnswer: { readonly variables: BotAnswerQueryVariables; readonly result: BotAnswerQuery };
  readonly BotTexts: { readonly variables: BotTextsQueryVariables; readonly result: BotTextsQuery };
  readonly BotStanding: { readonly variables: BotStandingQueryVariables; readonly result: BotStandingQuery };
  readonly BotSuccessor: { readonly variables: BotSuccessorQueryVariables; readonly result: BotSuccessorQuery };
  readonly BotVersions: { readonly variables: BotVersionsQueryVariables; readonly result: BotVersionsQuery };
  readonly BotVote: { readonly variables: BotVoteMutationVariables; readonly result: BotVoteMutation };
  readonly CheckRunSweep: { readonly variables: CheckRunSweepMutationVariables; readonly result: CheckRunSweepMutation };
  readonly CheckSweep: { readonly variables: CheckSweepQueryVariables; readonly result: CheckSweepQuery };
  readonly CheckReport: { readonly variables: CheckReportQueryVariables; readonly result: CheckReportQuery };
  readonly CheckFindings: { readonly variables: CheckFindingsQueryVariables; readonly result: CheckFindingsQuery };
  readonly CheckObservedChannels: { readonly variables: CheckObservedChannelsQueryVariables; readonly result: CheckObservedChannelsQuery };
  readonly CheckQuestions: { readonly variables: CheckQuestionsQueryVariables; readonly result: CheckQuestionsQuery };
  readonly CheckTexts: { readonly variables: CheckTextsQueryVariables; readonly result: CheckTextsQuery };
  readonly ElementAnswer: { readonly variables: ElementAnswerQueryVariables; readonly result: ElementAnswerQuery };
  readonly EmailAnswers: { readonly variables: EmailAnswersQueryVariables; readonly result: EmailAnswersQuery };
  readonly EmailAsk: { readonly variables: EmailAskQueryVariables; readonly result: EmailAskQuery };
  readonly EmailRecord: { readonly variables: EmailRecordMutationVariables; readonly result: EmailRecordMutation };
  readonly HelpHome: { readonly variables: HelpHomeQueryVariables; readonly result: HelpHomeQuery };
  readonly HelpAnswer: { readonly variables: HelpAnswerQueryVariables; readonly result: HelpAnswerQuery };
  readonly HelpVersions: { readonly variables: HelpVersionsQueryVariables; readonly result: HelpVersionsQuery };
  readonly HelpAnswerAsOf: { readonly variables: HelpAnswerAsOfQueryVariables; readonly result: HelpAnswerAsOfQuery };
  readonly HelpSearch: { readonly variables: HelpSearchQueryVariables; readonly result: HelpSearchQuery };
  readonly HelpSuggest: { readonly variables: HelpSuggestQueryVariables; readonly result: HelpSuggestQuery };
  readonly HelpRecord: { readonly variables: HelpRecordMutationVariables; readonly result: HelpRecordMutation };
  readonly HelpSitemap: { readonly variables: HelpSitemapQueryVariables; readonly result: HelpSitemapQuery };
  readonly HelpChanges: { readonly variables: HelpChangesQueryVariables; readonly result: HelpChangesQuery };
  readonly HelpChanged: { readonly variables: HelpChangedQueryVariables; readonly result: HelpChangedQuery };
  readonly HelpVote: { readonly variables: HelpVoteMutationVariables; readonly result: HelpVoteMutation };
  readonly HelpReceipt: { readonly variables: HelpReceiptQueryVariables; readonly result: HelpReceiptQuery };
  readonly HelpVerifyReceipt: { readonly variables: HelpVerifyReceiptQueryVariables; readonly result: HelpVerifyReceiptQuery };
  readonly HelpSigningKeys: { readonly variables: HelpSigningKeysQueryVariables; readonly result: HelpSigningKeysQuery };
}
