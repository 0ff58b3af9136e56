/** Who sends or receives an activity. */
export interface Account {
  readonly id: string;
  readonly name?: string;
  /** `desk`: the organisation's people, and the hub through which they speak. */
  readonly role?: 'user' | 'bot' | 'desk';
}

/** A button that sends `value` in the customer's name. */
export interface SuggestedAction {
  readonly type: 'imBack';
  readonly title: string;
  readonly value: string;
}

/** A card that has nothing but buttons, for networks that show none beneath a message. */
export interface ButtonCard {
  readonly contentType: 'application/vnd.microsoft.card.hero';
  readonly content: { readonly buttons: readonly SuggestedAction[] };
}

/** What was said, for the desk that takes a conversation over. */
export interface Transcript {
  readonly contentType: 'application/json';
  readonly name: 'Transcript';
  readonly content: { readonly activities: readonly Activity[] };
}

/** What we read and write of a Bot Framework activity (protocol 3.1); other fields of a client travel untouched. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly timestamp?: string;
  readonly channelId?: string;
  readonly serviceUrl?: string;
  readonly from?: Account;
  readonly recipient?: Account;
  readonly conversation?: { readonly id: string };
  readonly replyToId?: string;
  readonly text?: string;
  readonly textFormat?: 'markdown' | 'plain';
  readonly locale?: string;
  readonly inputHint?: string;
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly SuggestedAction[] };
  readonly attachments?: readonly (ButtonCard | Transcript)[];
  readonly channelData?: Readonly<Record<string, unknown>>;
  readonly deliveryMode?: string;
  readonly membersAdded?: readonly Account[];
  /** What an event is called, and what it says. */
  readonly name?: string;
  readonly value?: unknown;
  readonly entities?: readonly unknown[];
}

/** An activity as a conversation keeps it: positions count from 1 without a gap and never change. */
export interface KeptActivity {
  readonly position: number;
  readonly at: Date;
  readonly activity: Activity;
}

/** What makes a repeated send recognisable: the client's own mark, else the channel's id; null when there is neither. */
export function sendKey(activity: Activity): string | null {
  const mark = activity.channelData?.['clientActivityID'];
  return typeof mark === 'string' ? mark : (activity.id ?? null);
}

/** Whether it asks the bot for a turn. */
export function isUserMessage(activity: Activity): boolean {
  return activity.type === 'message' && activity.from?.role === 'user';
}
