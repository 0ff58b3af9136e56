import { createHmac } from 'node:crypto';
import { AppError } from '../platform/errors.js';
import type { OutboxEvent } from '../platform/events.js';
import { requireText } from '../platform/text.js';

/** An address that is told of events by signed calls. */
export interface Webhook {
  readonly id: number;
  readonly url: string;
  /** Types such as answer.published, groups such as answer.*, or * for all. */
  readonly events: readonly string[];
  readonly active: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Where a call stands: behind another about the same subject, under way, taken by the receiver, or given up. */
export type DeliveryState = 'WAITING' | 'QUEUED' | 'DELIVERED' | 'DEAD';

/** One event on its way to one address. */
export interface WebhookDelivery {
  readonly id: number;
  readonly eventSequence: number;
  readonly type: string;
  readonly subject: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** What the receiver replied last; null = nothing. */
  readonly lastStatus: number | null;
  /** Why the last attempt failed; null = it did not. */
  readonly failure: string | null;
  readonly queuedAt: Date;
  readonly attemptedAt: Date | null;
  readonly deliveredAt: Date | null;
}

const eventForm = /^(\*|[a-z][a-z-]{0,40}\.(\*|[a-z][a-z-]{0,40}))$/;
const mostEvents = 50;

/** Whether one of the names stands for this type of event. */
export function wants(events: readonly string[], type: string): boolean {
  return events.some(
    (name) => name === '*' || name === type || (name.endsWith('.*') && type.startsWith(name.slice(0, -1))),
  );
}

/** What an event is about; calls about one subject are made in order. */
export function subjectOf({ type, payload }: Pick<OutboxEvent, 'type' | 'payload'>): string {
  return typeof payload['subject'] === 'string' ? payload['subject'] : type;
}

/** The address, or BAD_INPUT naming the field: https, or a host on the operator's list. Where its name leads is checked at each call. */
export function requireWebhookUrl(address: string, allowedHosts: readonly string[], field = 'url'): string {
  const url = URL.parse(requireText(field, address, { max: 2_000 }));
  const isListed = url !== null && allowedHosts.includes(`${url.hostname}:${url.port || '80'}`);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isListed)))
    throw new AppError('BAD_INPUT', `${field} must be an https address.`);
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    throw new AppError('BAD_INPUT', `${field} must hold neither a password nor a fragment.`);
  return url.href;
}

/** The names of events, or BAD_INPUT. */
export function requireEvents(events: readonly string[]): readonly string[] {
  if (events.length === 0 || events.length > mostEvents || events.some((name) => !eventForm.test(name)))
    throw new AppError('BAD_INPUT', `events takes 1 to ${mostEvents} types such as answer.published, answer.* or *.`);
  return [...new Set(events)];
}

/** The call for an event: the body, the same at every attempt, and the headers that prove who sent it and when. */
export function signedCall(
  event: OutboxEvent,
  secret: string,
  at: Date,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const { sequence, type, payload } = event;
  const body = JSON.stringify({ sequence, type, at: event.at.toISOString(), subject: subjectOf(event), payload });
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'univocal-event': type,
      'univocal-sequence': String(sequence),
      'univocal-timestamp': timestamp,
      'univocal-signature': `v1=${signature}`,
    },
  };
}
