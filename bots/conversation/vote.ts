import type { Activity } from './activity.js';
import type { Provenance } from './message.js';

/** Whether an answer helped, bound to the receipt under which it was told. */
export interface Vote {
  readonly receipt: string;
  readonly helpful: boolean;
}

const eventName = 'webchat:activity-status/feedback';
const longestReceipt = 40;

/** The two votes that a client may offer under an answer, in the form that Web Chat shows as thumbs and sends back as it stands. */
export function voteActions({ answer, version, receipt }: Provenance): readonly object[] {
  return ['upvote', 'downvote'].map((actionOption) => ({
    '@context': 'https://schema.org',
    '@type': 'VoteAction',
    type: 'https://schema.org/VoteAction',
    actionOption,
    target: { '@type': 'Answer', identifier: receipt, name: answer, version: String(version) },
  }));
}

/** The vote that an event brings; only its receipt is read, for a client may claim anything of the answer. Null for everything else. */
export function voteIn({ type, name, entities }: Activity): Vote | null {
  if (type !== 'event' || name !== eventName || !Array.isArray(entities)) return null;
  return entities.map(voteOf).find((vote) => vote !== null) ?? null;
}

function voteOf(entity: unknown): Vote | null {
  const { actionOption, target } = fieldsOf(entity);
  const { identifier } = fieldsOf(target);
  const isVote = actionOption === 'upvote' || actionOption === 'downvote';
  if (!isVote || typeof identifier !== 'string' || identifier.length > longestReceipt) return null;
  return { receipt: identifier, helpful: actionOption === 'upvote' };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
