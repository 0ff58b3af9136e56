import type { IncomingHttpHeaders } from 'node:http';
import type { Activity } from '../../conversation/activity.js';

/** A webhook call as it came in. */
export interface WebhookRequest {
  readonly headers: IncomingHttpHeaders;
  /** The peer of the connection itself, which no header can forge. */
  readonly remoteAddress: string | undefined;
  readonly body: IncomingBotActivity;
}

/** An incoming activity whose sender, conversation and network were named. */
export type IncomingBotActivity = Activity & Required<Pick<Activity, 'channelId' | 'from' | 'conversation'>>;

/** Where an activity of ours belongs. */
export interface ReplyAddress {
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** The activity it replies to; null = it opens a thread of its own. */
  readonly activityId: string | null;
}

/**
 * What became of an activity. `later`: the network certainly did not take it, and may at another time; `refused`: it never will. `unknown`: it was
 * on its way when the connection was lost or the network failed, and it may have arrived.
 */
export type SendOutcome =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'later'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly outcome: 'refused' | 'unknown'; readonly reason: string };

/** Who called, and with it how the reply goes back. */
export interface VerifiedCall {
  readonly activity: IncomingBotActivity;
  /** `body`: as `{ activities }` in the HTTP reply; `service`: by `send`, after the call was answered. */
  readonly replyBy: 'body' | 'service';
}

/** The Bot Framework protocol's two directions. Ours stands on Microsoft's connector; another library could stand in its place. */
export interface BotFrameworkTransport {
  /** The activity, when the caller proved to be the network; else throws UNAUTHENTICATED. */
  verify(request: WebhookRequest): Promise<VerifiedCall>;
  /** Delivers one activity, once: whether to try again is for the caller to decide. */
  send(address: ReplyAddress, activity: Activity): Promise<SendOutcome>;
}
