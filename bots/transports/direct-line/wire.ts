import { AppError } from '../../../src/platform/errors.js';
import type { Activity, KeptActivity } from '../../conversation/activity.js';
import type { Grant } from './token.js';

/** Activities with the mark up to which they were read. */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark: string;
}

/** The activities after `position`, as both polling and the websocket deliver them. */
export function activitySet(grant: Grant, kept: readonly KeptActivity[], position: number): ActivitySet {
  return { activities: kept.map((one) => onWire(grant, one)), watermark: String(kept.at(-1)?.position ?? position) };
}

/** An activity's id: its conversation and its position. */
export function activityId(conversationId: string, position: number): string {
  return `${conversationId}|${String(position).padStart(7, '0')}`;
}

/** The position a watermark names; none, "" and "-" mean the beginning. Throws BAD_INPUT for anything else. */
export function positionOf(watermark: unknown): number {
  if (watermark === undefined || watermark === '' || watermark === '-') return 0;
  if (typeof watermark !== 'string' || !/^\d{1,9}$/.test(watermark))
    throw new AppError('BAD_INPUT', 'watermark is not one that this service gave out.');
  return Number(watermark);
}

function onWire({ conversationId, userId }: Grant, { position, at, activity }: KeptActivity): Activity {
  const isOurs = activity.from?.role !== 'user';
  return {
    ...activity,
    id: activityId(conversationId, position),
    timestamp: at.toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    // Clients know two sides of a conversation only.
    ...(isOurs
      ? {
          from: { ...activity.from, id: activity.from?.id ?? 'univocal', role: 'bot' as const },
          recipient: { id: userId },
        }
      : {}),
    ...(activity.replyToId === undefined ? {} : { replyToId: activityId(conversationId, Number(activity.replyToId)) }),
  };
}
