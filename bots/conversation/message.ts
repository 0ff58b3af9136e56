import type { HandoffReason } from './conversation.js';

/** What a message is for; readers of a transcript tell the bot's own words from answers by it. */
export type MessageKind = 'greeting' | 'answer' | 'choices' | 'no-answer' | 'handoff' | 'notice';

/** A reply the customer can give by tapping; `value` is what is sent. */
export interface Button {
  readonly title: string;
  readonly value: string;
}

/** Which version of which answer a message tells, and the code that proves it. */
export interface Provenance {
  readonly answer: string;
  readonly version: number;
  readonly receipt: string;
  /** The published state it was read from. */
  readonly snapshot: number;
  readonly contentHash: string;
  /** The fact values that it shows. */
  readonly factValueIds: readonly string[];
  readonly url: string;
}

/** One thing the bot says. */
export interface Message {
  readonly kind: MessageKind;
  readonly text: string;
  /** The language of the text; null = not known. */
  readonly locale: string | null;
  readonly buttons: readonly Button[];
  /** null for what is not an answer to a question. */
  readonly provenance: Provenance | null;
  /** Set where it calls a person. */
  readonly handoff: HandoffReason | null;
  /** Whether the person who is called is not there now. */
  readonly outOfHours: boolean;
}

/** A message of words alone. */
export function plainMessage(kind: MessageKind, text: string, locale: string | null): Message {
  return { kind, text, locale, buttons: [], provenance: null, handoff: null, outOfHours: false };
}
