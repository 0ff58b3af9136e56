import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { askBot, botActivity } from './ask-bot.js';
import type { ChannelProbe, ProbeEnvironment } from './channel-probe.js';
import { callForJson } from './own-service.js';

const reply = z.object({ activities: z.array(botActivity) });

/** Asks over the Bot Framework's webhook as a social network does, with the replies in the body. `network` is the network's name to the bot. */
export function botMessageProbe(
  { baseUrl }: Pick<ProbeEnvironment, 'baseUrl'>,
  network: 'instagram' | 'public-reply',
): ChannelProbe {
  return {
    probe: async (question) => {
      const conversation = { id: `probe-${randomUUID()}` };
      const said = await askBot(question, async (text) => {
        const body = {
          type: 'message',
          id: randomUUID(),
          channelId: network,
          serviceUrl: baseUrl,
          from: { id: 'univocal-check', name: 'Univocal check' },
          recipient: { id: 'univocal', name: 'Univocal' },
          conversation,
          text,
          locale: question.locale,
          deliveryMode: 'expectReplies',
          channelData: { probe: true },
        };
        const { activities } = reply.parse(await callForJson(`${baseUrl}/api/messages`, { body }));
        return activities.filter(({ channelData }) => channelData?.kind !== 'greeting');
      });
      return said;
    },
  };
}
