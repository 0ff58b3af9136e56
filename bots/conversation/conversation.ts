/** One of the answers offered when the question could mean several. */
export interface Choice {
  readonly answer: string;
  readonly label: string;
}

/** The choices that are open, and the words that offered them, which also name the way out. */
export interface Offer {
  readonly choices: readonly Choice[];
  readonly intro: string;
  /** The question in the question log that they were offered for; absent where it was not recorded. */
  readonly inquiry?: string;
}

/** Why a person takes over. */
export type HandoffReason = 'ASKED_FOR_A_PERSON' | 'TWICE_WITHOUT_ANSWER';

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
}
