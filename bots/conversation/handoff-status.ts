import type { Activity } from './activity.js';

/** What the people's side says of a conversation that was passed on to it. */
export const handoffStates = ['accepted', 'failed', 'completed'] as const;
export type HandoffState = (typeof handoffStates)[number];

/** The name of the event that passes a conversation on, and of the one that says what became of it. */
export const handoffInitiate = 'handoff.initiate';
export const handoffStatus = 'handoff.status';

/** The news that an event of the people's side brings; null for everything else, and for a customer who claims to be one of them. */
export function handoffStateIn({ type, name, value, from }: Activity): HandoffState | null {
  if (type !== 'event' || name !== handoffStatus || from?.role !== 'desk') return null;
  return stateOf(value);
}

/** The state that an event's value names: `{ state: "accepted" }`; null for none of them. */
export function stateOf(value: unknown): HandoffState | null {
  const state = typeof value === 'object' && value !== null ? (value as { state?: unknown }).state : null;
  return handoffStates.find((known) => known === state) ?? null;
}
