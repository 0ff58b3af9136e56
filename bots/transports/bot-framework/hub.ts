import type { Conversation } from '../../conversation/conversation.js';
import type { ConversationStore } from '../../conversation/conversation-store.js';
import type { IncomingBotActivity } from './transport.js';

/** The account by which the organisation's people speak on a network. */
export interface HubAccount {
  /** The Bot Framework's id of the network, in small letters. */
  readonly channelId: string;
  readonly accountId: string;
}

/** Who sent news of a handoff: a stranger is neither named nor a customer of the conversation. */
type Sender = 'HUB' | 'CUSTOMER' | 'STRANGER';

/**
 * Whether the organisation's hub sent it. Only an account that is named in the settings does, on the network that is named with it: on some networks,
 * such as Azure's Direct Line, a customer's client chooses who it is, and could take a person's place or silence the bot. Whoever opened the
 * conversation or has written in it is a customer all the same.
 */
export async function senderOf(
  { hubs, conversations }: { readonly hubs: readonly HubAccount[]; readonly conversations: ConversationStore },
  { id, userId }: Conversation,
  { channelId, from }: IncomingBotActivity,
): Promise<Sender> {
  const sender = from.id;
  if (sender === userId) return 'CUSTOMER';
  const isNamed = hubs.some((hub) => hub.channelId === channelId.toLowerCase() && hub.accountId === sender);
  for (let after = 0; ; ) {
    const page = await conversations.activitiesSince(id, after);
    if (page.some(({ activity }) => activity.from?.role === 'user' && activity.from.id === sender)) return 'CUSTOMER';
    if (page.length === 0) return isNamed ? 'HUB' : 'STRANGER';
    after = page.at(-1)?.position ?? after;
  }
}
