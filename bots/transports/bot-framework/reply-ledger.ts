import type { Account, KeptActivity } from '../../conversation/activity.js';

/** Where a conversation is held, as the network named it: all that is needed to say something in it, also unasked. */
export interface NetworkReference {
  readonly serviceUrl: string;
  readonly channelId: string;
  /** The network's own id of it. */
  readonly conversationId: string;
  readonly bot: Account | null;
  readonly user: Account;
  /** BCP 47; null = the network named none. */
  readonly locale: string | null;
}

/** The right to work on a conversation, for a minute from each `renew` and `begin`. */
export interface Hold {
  /** Of the conversation. */
  readonly id: string;
  /** The how-manieth hold on it this is: who has an earlier one has none any more. */
  readonly number: number;
  readonly reference: NetworkReference;
  /** How often it was asked for; work that came meanwhile makes it another. */
  readonly asked: number;
  /** How often the words that are next were refused. */
  readonly attempts: number;
  /** The words whose sending was begun by a node that is gone; null where none were. */
  readonly unsettled: number | null;
  /** Whether the network has asked to be left alone for now: turns may be taken, and nothing sent. */
  readonly waits: boolean;
}

/** Words of the bot that have not gone to the network. */
export interface Unsent extends KeptActivity {
  /** The network's id of what they reply to; null where it named none. */
  readonly repliesTo: string | null;
}

/** Words that did not arrive, or of which nobody knows whether they did. */
export interface Undelivered {
  readonly position: number;
  readonly outcome: 'REFUSED' | 'UNKNOWN';
  readonly reason: string;
}

/** What is to be known of something that is asked for. */
export interface Asking {
  readonly since: number | null;
  readonly pauseMs: number;
  /** Where somebody else than the customer asks: what is known of where and with whom the conversation is held stays. */
  readonly keepsReference: boolean;
}

/** The queue of what is to be said on networks: a conversation is due, is worked on by one node at a time, and is due again where that node dies. */
export interface ReplyLedger {
  /** Notes where the conversation is held and that there is something to do in it. Words up to `since` have gone already; null = all that are there. */
  ask(id: string, reference: NetworkReference, when: Asking): Promise<void>;
  /** The conversations that wait for a node, the longest waiting first. */
  due(): Promise<readonly string[]>;
  /** Takes the conversation, if it is due and no node has it. */
  hold(id: string): Promise<Hold | null>;
  /** Keeps it for another minute; false where another node has it by now. */
  renew(hold: Hold): Promise<boolean>;
  /** The next words to send; null where all have gone. */
  next(id: string): Promise<Unsent | null>;
  /** Notes that these words are on their way from now on; false, and they must not be sent, where another node has the conversation by now. */
  begin(hold: Hold, position: number): Promise<boolean>;
  /** Notes that they have gone, or why they never will; nothing is sent twice. False where another node has the conversation by now. */
  settle(hold: Hold, position: number, lost: Undelivered | null): Promise<boolean>;
  /** Notes that the network did not take them, and when to try again; lets the conversation go. */
  postpone(hold: Hold, waitMs: number): Promise<void>;
  /** Lets the conversation go; false where more was asked for meanwhile. */
  release(hold: Hold): Promise<boolean>;
}
