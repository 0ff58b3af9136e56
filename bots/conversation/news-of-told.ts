import type { BotChannel } from './bot-channel.js';
import type { ToldSince } from './changed-answers.js';
import type { Told } from './conversation.js';
import type { Knowledge, Telling } from './knowledge.js';
import { changedText, receiptLine, withdrawnText } from './labels.js';
import { type Message, plainMessage } from './message.js';
import { answerMessage, personButton } from './speak.js';

/** What goes before a reply where answers told in this conversation have other words by now, or none; those that the reply tells anyway are not said twice. */
export async function newsOfTold(
  knowledge: Knowledge,
  channel: BotChannel,
  { changed, gone }: ToldSince,
  reply: readonly Message[],
): Promise<readonly Message[]> {
  const said = new Set(reply.map(({ provenance }) => provenance?.answer));
  const tell = (tellings: readonly Telling[]) =>
    tellings.filter(({ key }) => !said.has(key)).map((telling) => answerMessage(channel, telling));
  const successors = await successorsOf(knowledge, gone);
  const others = successors.filter(({ key }) => !changed.some((one) => one.key === key));
  return [
    ...(gone.length > 0 ? [await withdrawnNotice(knowledge, channel, gone), ...tell(others)] : []),
    ...(changed.length > 0 ? [await changedNotice(knowledge), ...tell(changed)] : []),
  ];
}

async function changedNotice(knowledge: Knowledge): Promise<Message> {
  const words = await knowledge.wordsIfAny('bot-answer-changed');
  return plainMessage('notice', words?.text ?? changedText(knowledge.locale), words?.locale ?? knowledge.locale);
}

/**
 * Says without a word of it that an answer no longer holds, for also its title may be what was wrong: the receipt code that stands beneath it in the
 * conversation names it.
 */
async function withdrawnNotice(knowledge: Knowledge, channel: BotChannel, gone: readonly Told[]): Promise<Message> {
  const words = await knowledge.wordsIfAny('bot-answer-withdrawn');
  const locale = words?.locale ?? knowledge.locale;
  const text = words?.text ?? withdrawnText(locale);
  const codes = gone.flatMap(({ receipt }) => (receipt === undefined ? [] : [receiptLine(receipt, locale)]));
  const named = [text, ...(codes.length > 0 ? [codes.join('\n\n')] : [])].join('\n\n');
  return {
    ...plainMessage('notice', named.length <= channel.maxCharacters ? named : text, locale),
    buttons: personButton(channel, locale),
  };
}

/** What stands in the place of those that are retired, each once. */
async function successorsOf(knowledge: Knowledge, gone: readonly Told[]): Promise<readonly Telling[]> {
  const found = await Promise.all(gone.map(({ answer }) => knowledge.successor(answer)));
  return [...new Map(found.flatMap((one) => (one ? [[one.key, one] as const] : []))).values()];
}
