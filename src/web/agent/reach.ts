import type { AgentReachQuery, Audience } from '../../../schema/operations/operations.js';

/** The customers' channels whose form of an answer an agent can copy, by the operation's variables. */
const customerChannels = { webchat: 'webchat', email: 'email', social: 'social', socialReply: 'social-reply' } as const;

/** Which of the customers' channels an operation asks about. */
export type AskedChannels = Readonly<Record<keyof typeof customerChannels, boolean>>;

const order: readonly Audience[] = ['PUBLIC', 'CUSTOMER', 'PARTNER', 'STAFF'];

/** On which of the customers' channels an answer may be given: those whose readers are trusted with it. */
export function channelsFor(audience: Audience, channels: AgentReachQuery['channels']): AskedChannels {
  const reaches = (name: keyof AskedChannels) =>
    channels.some(({ key, audience: readers }) => {
      return key === customerChannels[name] && order.indexOf(readers) >= order.indexOf(audience);
    });
  return {
    webchat: reaches('webchat'),
    email: reaches('email'),
    social: reaches('social'),
    socialReply: reaches('socialReply'),
  };
}
