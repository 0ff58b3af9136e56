import { z } from 'zod';
import { askBot, botActivity } from './ask-bot.js';
import type { ChannelProbe, ProbeEnvironment } from './channel-probe.js';

const replies = z.array(botActivity);

/** Asks the bot itself: the turns, words and buttons of one of its channels, without the door that a network or client comes in by. */
export function botInProcessProbe(
  { talk }: Pick<ProbeEnvironment, 'talk'>,
  channel: Parameters<ProbeEnvironment['talk']>[0],
): ChannelProbe {
  return {
    probe: (question) => {
      const say = talk(channel, question.locale);
      return askBot(question, async (text) => replies.parse(await say(text)));
    },
  };
}

/** The customer's whole way where a question is to go it, else the short one. */
export function byWireOrInProcess(wire: ChannelProbe, inProcess: ChannelProbe): ChannelProbe {
  return { probe: (question) => (question.byWire ? wire : inProcess).probe(question) };
}
