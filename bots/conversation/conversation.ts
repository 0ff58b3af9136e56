/** One of the answers offered when the question could mean several. */
export interface Choice {
  readonly answer: string;
  readonly label: string;
  /** What alone tells it from the others, such as "business"; absent where they differ by more than one scope. */
  readonly scope?: ScopeOf;
}

/** One dimension of a scope and its value. */
export interface ScopeOf {
  readonly dimension: string;
  readonly value: string;
}

/** What the customer said of themselves when they were asked back, and what they said that they are not. */
export interface KnownScope extends ScopeOf {
  readonly others: readonly string[];
}

/** The choices that are open, and the words that offered them, which also name the way out. */
export interface Offer {
  readonly choices: readonly Choice[];
  readonly intro: string;
  /** The question in the question log that they were offered for; absent where it was not recorded. */
  readonly inquiry?: string;
}

/** An answer that was told, and in which words. */
export interface Told {
  readonly answer: string;
  /** The code that stands beneath it; absent where it did not fit there, and in conversations of before it was remembered. */
  readonly receipt?: string;
  readonly version: number;
  /** The published state it was read from; absent in conversations of before it was remembered. */
  readonly snapshot?: number;
  readonly contentHash: string;
  readonly factValueIds: readonly string[];
  readonly locale: string | null;
}

/** Why a person takes over. */
export type HandoffReason = 'ASKED_FOR_A_PERSON' | 'TWICE_WITHOUT_ANSWER' | 'ANSWER_CALLS_A_PERSON';

/** What the bot remembers between two turns. */
export interface ConversationState {
  /** Counts the saved turns; two nodes that take the same turn differ in it, and the later one is refused. */
  readonly revision: number;
  /** The position of the last message that has had its reply. */
  readonly answeredUpTo: number;
  readonly greeted: boolean;
  /** Keys of the answers told, the latest last. */
  readonly previousAnswers: readonly string[];
  readonly offer: Offer | null;
  /** Turns in a row that ended without an answer. */
  readonly unanswered: number;
  readonly handoff: HandoffReason | null;
  /** Where the person is that was called: not yet here, or here, and then the bot is silent; null when none was called or they have left. */
  readonly person: 'CALLED' | 'HERE' | null;
  /** The answers told lately, in the words in which they were told last. */
  readonly told: readonly Told[];
  readonly scope: KnownScope | null;
  /** Whether the customer was thanked for a vote. */
  readonly thanked: boolean;
}

/** A conversation before its first word. */
export const newState: ConversationState = {
  revision: 0,
  answeredUpTo: 0,
  greeted: false,
  previousAnswers: [],
  offer: null,
  unanswered: 0,
  handoff: null,
  person: null,
  told: [],
  scope: null,
  thanked: false,
};

/** Turns on one channel between one user and the bot. */
export interface Conversation {
  readonly id: string;
  readonly channelKey: string;
  readonly userId: string;
  /** BCP 47; null = the user's client named none. */
  readonly locale: string | null;
  readonly state: ConversationState;
  readonly ended: boolean;
  /** How many activities it has. */
  readonly length: number;
}
