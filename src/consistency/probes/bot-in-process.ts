import { z } from 'zod';
import { askBot, botActivity } from './ask-bot.js';
import type { ChannelProbe, ProbeEnvironment, ProbeQuestion, Said } from './channel-probe.js';

const replies = z.array(botActivity);

/** Asks the bot itself: the turns, words and buttons of one of its channels, without the door that a network or client comes in by. */
export function botInProcessProbe(
  { talk }: Pick<ProbeEnvironment, 'talk'>,
  channel: Parameters<ProbeEnvironment['talk']>[0],
): ChannelProbe {
  return { probe: async (question) => (await talkInProcess({ talk }, channel, question, question.question)).said };
}

/** Puts a question to the bot itself, in these words, in a new conversation; `turns` counts what had to be said until it answered. */
export async function talkInProcess(
  { talk }: Pick<ProbeEnvironment, 'talk'>,
  channel: Parameters<ProbeEnvironment['talk']>[0],
  question: ProbeQuestion,
  words: string,
): Promise<{ readonly said: Said; readonly turns: number }> {
  const say = talk(channel, question.locale);
  let turns = 0;
  const said = await askBot(
    question,
    async (text) => {
      turns += 1;
      return replies.parse(await say(text));
    },
    words,
  );
  return { said, turns };
}

/** The customer's whole way where a question is to go it, else the short one. */
export function byWireOrInProcess(wire: ChannelProbe, inProcess: ChannelProbe): ChannelProbe {
  return { probe: (question) => (question.byWire ? wire : inProcess).probe(question) };
}
