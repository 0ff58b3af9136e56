import type { Activity, KeptActivity } from './activity.js';
import type { Conversation, HandoffReason } from './conversation.js';
import { handoffInitiate } from './handoff-status.js';
import { isOnNetwork } from './network-id.js';
import { botAccount } from './present-message.js';
import { voteIn } from './vote.js';

/** Of packet and transcript together. Direct Line takes an activity of 262,144 bytes; of the networks Teams takes least, some 80,000. */
const mostBytes = { directLine: 200_000, network: 60_000 };
const mostAsked = 10;
const longestAsked = 1_000;
const mostTold = 50;

/** All that a person needs in order not to ask the customer again. */
interface HandoffPacket {
  readonly reason: HandoffReason;
  readonly conversation: string;
  readonly channel: string;
  /** The language of the customer's last message, else of the conversation; null = not known. */
  readonly locale: string | null;
  /** Nobody is there now: the customer was told so, and waits for an answer in this conversation. */
  readonly outOfHours: boolean;
  /** What the customer wrote, in their words, the latest last. */
  readonly asked: readonly string[];
  /** The answers that were told, each with the receipt that proves it. */
  readonly told: readonly { readonly answer: string; readonly version: number; readonly receipt: string }[];
  readonly votes: readonly { readonly receipt: string; readonly helpful: boolean }[];
}

/** The event that passes a conversation on, as the Bot Framework's hubs expect it: the packet as its value, the transcript attached. */
export function handoffEvent(
  conversation: Conversation,
  transcript: readonly KeptActivity[],
  { reason, outOfHours }: Pick<HandoffPacket, 'reason' | 'outOfHours'>,
): Activity {
  const activities = transcript.map(({ activity }) => activity);
  const packet: HandoffPacket = {
    reason,
    conversation: conversation.id,
    channel: conversation.channelKey,
    locale: lastLocale(activities) ?? conversation.locale,
    outOfHours,
    asked: activities
      .filter(isAsked)
      .slice(-mostAsked)
      .map(({ text = '' }) => text.slice(0, longestAsked).toWellFormed()),
    told: activities.flatMap(toldBy).slice(-mostTold),
    votes: latestVotes(activities),
  };
  const most = isOnNetwork(conversation.id) ? mostBytes.network : mostBytes.directLine;
  const shown = latest(transcript, most - bytesOf(packet));
  return {
    type: 'event',
    name: handoffInitiate,
    from: botAccount,
    value: packet,
    attachments: [{ contentType: 'application/json', name: 'Transcript', content: { activities: shown } }],
    channelData: { kind: 'handoff-packet' },
  };
}

/** The latest activities, as many as have room; of a customer's only what they wrote, for their client may have sent anything beside it. */
function latest(transcript: readonly KeptActivity[], bytes: number): readonly Activity[] {
  let room = bytes;
  const shown = transcript.map(spoken).filter((activity) => activity !== null);
  const first = shown.findLastIndex((activity) => {
    room -= bytesOf(activity);
    return room < 0;
  });
  return shown.slice(first + 1);
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function spoken({ at, activity }: KeptActivity): Activity | null {
  const { type, from, text, locale, channelData } = activity;
  if (type !== 'message') return null;
  return {
    type,
    timestamp: at.toISOString(),
    ...(from === undefined ? {} : { from }),
    ...(text === undefined ? {} : { text }),
    ...(locale === undefined ? {} : { locale }),
    ...(from?.role === 'user' || channelData === undefined ? {} : { channelData }),
  };
}

function isAsked({ type, from, text }: Activity): boolean {
  return type === 'message' && from?.role === 'user' && (text ?? '').trim() !== '';
}

function lastLocale(activities: readonly Activity[]): string | null {
  return activities.findLast(({ from, locale }) => from?.role === 'user' && locale !== undefined)?.locale ?? null;
}

function toldBy({ from, channelData }: Activity): HandoffPacket['told'] {
  const { kind, answer, version, receipt } = channelData ?? {};
  if (from?.role !== 'bot' || kind !== 'answer') return [];
  return typeof answer === 'string' && typeof version === 'number' && typeof receipt === 'string'
    ? [{ answer, version, receipt }]
    : [];
}

/** Of each answer the last vote; one for an answer that was not told here is none. */
function latestVotes(activities: readonly Activity[]): HandoffPacket['votes'] {
  const told = new Set(activities.flatMap(toldBy).map(({ receipt }) => receipt));
  const votes = activities
    .filter(({ from }) => from?.role === 'user')
    .map(voteIn)
    .filter((vote) => vote !== null && told.has(vote.receipt));
  return [...new Map(votes.flatMap((vote) => (vote ? [[vote.receipt, vote] as const] : []))).values()];
}
