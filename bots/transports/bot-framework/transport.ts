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
export interface ConversationReference {
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** The activity it replies to; null = it opens a thread of its own. */
  readonly activityId: string | null;
}

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
  /** Delivers one activity; throws UNAVAILABLE when the network did not take it. */
  send(reference: ConversationReference, activity: Activity): Promise<void>;
}
