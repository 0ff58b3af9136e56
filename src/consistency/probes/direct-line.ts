import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../platform/errors.js';
import { askBot, type BotActivity, botActivity } from './ask-bot.js';
import type { ChannelProbe, ProbeEnvironment } from './channel-probe.js';
import { callForJson, callService } from './own-service.js';

const patienceMs = 15_000;
const slowestPollMs = 400;
const token = z.object({ token: z.string(), conversationId: z.string() });
const posted = z.object({ id: z.string() });
const activitySet = z.object({ activities: z.array(botActivity), watermark: z.string() });

/** Asks the web chat over the Direct Line endpoint: a new conversation for each probe, marked so that demand leaves it out. */
export function directLineProbe(
  { baseUrl, channelKeys }: Pick<ProbeEnvironment, 'baseUrl' | 'channelKeys'>,
  channel: string,
): ChannelProbe {
  const service = `${baseUrl}/v3/directline`;
  return {
    probe: async (question) => {
      const grant = token.parse(
        await callForJson(`${service}/tokens/generate`, { token: channelKeys[channel], body: {} }),
      );
      await callForJson(`${service}/conversations`, { token: grant.token, body: { locale: question.locale } });
      const activities = `${service}/conversations/${grant.conversationId}/activities`;
      const said = await askBot(question, async (text) => {
        const body = {
          type: 'message',
          from: { id: 'univocal-check' },
          text,
          locale: question.locale,
          channelData: { probe: true, clientActivityID: randomUUID() },
        };
        const { id } = posted.parse(await callForJson(activities, { token: grant.token, body }));
        return replies(activities, grant.token, id);
      });
      await callService(activities, {
        token: grant.token,
        body: { type: 'endOfConversation', from: { id: 'univocal-check' } },
      });
      return said;
    },
  };
}

/** Polls, as a client without a websocket does; all messages of a turn are kept together, so the first reply brings the others. */
async function replies(activities: string, bearer: string, to: string): Promise<readonly BotActivity[]> {
  const deadline = Date.now() + patienceMs;
  for (let wait = 20; Date.now() < deadline; wait = Math.min(wait * 1.6, slowestPollMs)) {
    const { activities: kept } = activitySet.parse(await callForJson(activities, { token: bearer }));
    const found = kept.filter(
      ({ from, replyToId, channelData }) =>
        from?.role === 'bot' && replyToId === to && channelData?.kind !== 'greeting',
    );
    if (found.length > 0) return found;
    await pause(wait);
  }
  throw new AppError('UNAVAILABLE', `The bot did not reply within ${patienceMs / 1_000} s.`);
}
