import type { Activity, KeptActivity } from './activity.js';
import type { Conversation, ConversationState } from './conversation.js';

/** A conversation to open. */
export type NewConversation = Pick<Conversation, 'id' | 'channelKey' | 'userId' | 'locale'>;

/** What a turn leaves behind: the state it started from, the state it ends in, and what the bot said. */
export interface TurnResult {
  readonly before: ConversationState;
  readonly after: ConversationState;
  readonly activities: readonly Activity[];
}

/** As many as are read at once. */
export const mostActivities = 200;

/** Where conversations live, so that any node can serve any of them. A watermark is the position of an activity. */
export interface ConversationStore {
  /** Opens it; false when it was open already. */
  create(conversation: NewConversation): Promise<boolean>;
  /** null when there is none of this id. */
  load(id: string): Promise<Conversation | null>;
  /** As `load`, but perhaps of a moment ago where another node wrote: for admitting and showing, not for a turn. */
  glance(id: string): Promise<Conversation | null>;
  /**
   * Keeps what the user sent and gives its position. What was sent before (same `sendKey`) keeps its first position and is not stored again.
   * Throws NOT_FOUND when the conversation is unknown or has ended.
   */
  append(id: string, activity: Activity): Promise<{ readonly position: number; readonly isNew: boolean }>;
  /** Up to 100 open ones of a channel in which a person was called in the last seven days, whoever has waited longest first; none on networks. */
  withPeople(channel: string): Promise<readonly Conversation[]>;
  /**
   * Both in one exchange: the conversation, and its activities after a position, or after the last message that has had its reply, as `activitiesSince`
   * gives them; null when there is none of this id. Perhaps of a moment ago, as `glance` is.
   */
  read(
    id: string,
    after: number | 'ANSWERED',
  ): Promise<{ readonly conversation: Conversation; readonly activities: readonly KeptActivity[] } | null>;
  /** Up to `mostActivities` after a position, in their order; perhaps of a moment ago, but not of one before what this node has loaded or kept. */
  activitiesSince(id: string, position: number): Promise<readonly KeptActivity[]>;
  /** How many activities the user has sent since a moment. */
  sentSince(id: string, since: Date): Promise<number>;
  /** Keeps the bot's words and its new state together; false, and nothing kept, when the state is no longer the one the turn started from. */
  saveTurn(id: string, turn: TurnResult): Promise<boolean>;
  /** Closes it for good. */
  end(id: string): Promise<void>;
  /** Calls `heard` soon after each new activity, whichever node stored it, and now and then without one; returns how to stop. */
  subscribe(id: string, heard: () => void): () => void;
}
