/** To whom: a reference only, so that the record holds no personal data of its own. */
export type DeliveredTo =
  | { readonly kind: 'CONVERSATION'; readonly conversationId: string }
  | { readonly kind: 'MAIL'; readonly mailId: number }
  | { readonly kind: 'CASE'; readonly caseHash: string };

/** How it was told: by the bot, by mail, or by an agent who inserted it in a case. */
export type DeliveryKind = DeliveredTo['kind'];

/** That an answer was told: its receipt, and when, where and to whom. Written with what is sent, in one transaction, and never changed. */
export interface AnswerDelivery {
  readonly receiptCode: string;
  readonly answer: string;
  readonly version: number;
  readonly locale: string;
  readonly contentHash: string;
  readonly factValueIds: readonly number[];
  readonly channel: string;
  readonly to: DeliveredTo;
  readonly at: Date;
}

/** What is, or is to be, no longer true: versions of answers, and values of facts. */
export interface OldWords {
  readonly versions: readonly OldVersions[];
  /** `except` names the answers in whose scope these values go on to hold. */
  readonly values: readonly { readonly ids: readonly number[]; readonly except: readonly string[] }[];
}

/** Versions of an answer, both ends inclusive, in one locale or (null) in all. */
export interface OldVersions {
  readonly answer: string;
  readonly first: number;
  readonly last: number;
  readonly locale: string | null;
}
