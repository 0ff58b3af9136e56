import { randomUUID } from 'node:crypto';
import type { Activity, KeptActivity } from './activity.js';
import { answerPending, type TurnContext } from './answer-pending.js';
import { type Conversation, newState } from './conversation.js';
import type { BotChannel } from './bot-channel.js';

/** Says a message and gives what the bot replies to it. */
export type Say = (text: string) => Promise<readonly Activity[]>;

/**
 * A conversation of the checker's own that has been greeted already, is in no store, and ends with whoever holds it: the same turns as a
 * customer's, without the network that carries them.
 */
export function unkeptConversation(
  ctx: Omit<TurnContext, 'conversations'>,
  { channel, locale }: { readonly channel: BotChannel['key']; readonly locale: string },
): Say {
  const id = randomUUID();
  const kept: KeptActivity[] = [];
  let conversation: Conversation = {
    id,
    channelKey: channel,
    userId: 'univocal-check',
    locale,
    state: { ...newState, greeted: true },
    ended: false,
    length: 0,
  };
  const keep = (activity: Activity) => kept.push({ position: kept.length + 1, at: new Date(), activity });
  const conversations: TurnContext['conversations'] = {
    load: async () => conversation,
    activitiesSince: async (_, position) => kept.slice(position),
    saveTurn: async (_, { after, activities }) => {
      conversation = { ...conversation, state: after };
      activities.forEach(keep);
      return true;
    },
  };
  return async (text) => {
    const from = { id: conversation.userId, role: 'user' } as const;
    const said = keep({ type: 'message', id: randomUUID(), from, text, locale, channelData: { probe: true } });
    await answerPending({ ...ctx, conversations }, id);
    return kept.slice(said).map(({ activity }) => activity);
  };
}
