import type { Held } from './bot-customer.js';

/** What a client got otherwise than the conversation holds it: lost, repeated or out of order; and turns that had no reply, or more than one. */
export function conversationFaults({ received, history, asked }: Held): readonly string[] {
  const ids = received.map(({ id }) => id);
  const held = history.map(({ id }) => id);
  const last = held.indexOf(ids.at(-1) ?? '');
  return [
    ...held.slice(0, last + 1).flatMap((id) => (ids.includes(id) ? [] : [`lost ${id}`])),
    ...ids.flatMap((id, place) => (ids.indexOf(id) === place ? [] : [`repeated ${id}`])),
    ...(isRising(ids) ? [] : ['out of order']),
    ...(held.every((id, place) => Number(id.split('|')[1]) === place + 1) ? [] : ['the history has a gap']),
    ...asked.flatMap(({ id }) => turnFaults(history, id)),
  ];
}

function turnFaults(history: Held['history'], id: string): readonly string[] {
  const replies = history.filter(({ replyToId }) => replyToId === id);
  if (replies.length === 0) return [`no reply to ${id}`];
  const texts = replies.map(({ text }) => text);
  const isFirst = history.findIndex((one) => one.id === id) < history.indexOf(replies[0] as (typeof replies)[0]);
  return [
    ...(new Set(texts).size === texts.length ? [] : [`the reply to ${id} was given twice`]),
    ...(isFirst ? [] : [`the reply to ${id} stands before it`]),
  ];
}

function isRising(ids: readonly string[]): boolean {
  const first = ids.filter((id, place) => ids.indexOf(id) === place);
  return first.every((id, place) => place === 0 || id > (first[place - 1] ?? ''));
}
