import { z } from 'zod';
import type { ProbeQuestion, Said } from './channel-probe.js';
import { jsonEvidence, nothingSaid } from './said.js';

/** What a probe reads of a Bot Framework activity. */
export const botActivity = z.object({
  type: z.string(),
  id: z.string().optional(),
  from: z.object({ id: z.string(), role: z.string().optional() }).optional(),
  replyToId: z.string().optional(),
  text: z.string().optional(),
  locale: z.string().optional(),
  suggestedActions: z.object({ actions: z.array(z.object({ title: z.string(), value: z.string() })) }).optional(),
  channelData: z
    .object({
      kind: z.string().optional(),
      answer: z.string().optional(),
      version: z.number().optional(),
      receipt: z.string().optional(),
      url: z.string().optional(),
    })
    .optional(),
});

export type BotActivity = z.output<typeof botActivity>;

/**
 * Holds the conversation of one probe: asks, and when the bot asks back which of several questions is meant, picks the one that was asked.
 * `say` sends a message and gives what the bot replies to it; `words` ask the same otherwise.
 */
export async function askBot(
  question: ProbeQuestion,
  say: (text: string) => Promise<readonly BotActivity[]>,
  words: string = question.question,
): Promise<Said> {
  const replies = await say(words);
  const choice = replies.some((reply) => kindOf(reply) === 'answer') ? null : choiceFor(question, replies);
  const told = choice === null ? replies : await say(choice);
  const said = saidIn(question, told);
  const transcript = [words, ...replies.map(spoken), ...(choice === null ? [] : [choice, ...told.map(spoken)])];
  return { ...said, evidence: jsonEvidence(transcript) };
}

function kindOf({ channelData }: BotActivity): string {
  return channelData?.kind ?? '';
}

/** Without ids and times, so that the same conversation is the same evidence. */
function spoken({ text, channelData, suggestedActions }: BotActivity): object {
  return {
    text,
    channelData,
    ...(suggestedActions ? { choices: suggestedActions.actions.map(({ title }) => title) } : {}),
  };
}

/** The words of the offered question that is the one asked; of two with the same words, the one that names the scope. */
function choiceFor({ question, scope }: ProbeQuestion, replies: readonly BotActivity[]): string | null {
  const offers = replies.filter((reply) => kindOf(reply) === 'choices').flatMap(choicesIn);
  const scopes = Object.values(scope);
  const scoped = offers.find(
    (offer) => offer.startsWith(`${question} (`) && scopes.length > 0 && scopes.every((value) => offer.includes(value)),
  );
  return scoped ?? offers.find((offer) => offer === question) ?? null;
}

/** As a numbered list where buttons have no room for the words, else as buttons. */
function choicesIn({ text, suggestedActions }: BotActivity): readonly string[] {
  const listed = [...(text ?? '').matchAll(/^\d+\. (.+)$/gm)].map(([, words = '']) => words);
  return listed.length > 0 ? listed : (suggestedActions?.actions.map(({ value }) => value) ?? []);
}

function saidIn(question: ProbeQuestion, replies: readonly BotActivity[]): Said {
  const answers = replies.filter((reply) => kindOf(reply) === 'answer');
  // A message may hold two questions and get two answers; the one that was hoped for is among them or it is not.
  const answer = answers.find(({ channelData }) => channelData?.answer === question.expects) ?? answers[0];
  if (!answer) return silence(question, replies);
  const { text = '', locale = question.locale, channelData = {} } = answer;
  return {
    state: 'said',
    text: withAddresses(withoutReceipt(text, channelData.receipt)),
    locale,
    evidence: null,
    address: channelData.url ?? null,
    answerKey: channelData.answer ?? null,
    version: channelData.version ?? null,
    receiptCode: channelData.receipt ?? null,
    failure: null,
  };
}

function silence(question: ProbeQuestion, replies: readonly BotActivity[]): Said {
  const notice = replies.find((reply) => kindOf(reply) === 'notice');
  if (notice || replies.length === 0)
    return nothingSaid('error', question, { failure: notice?.text ?? 'The bot said nothing.' });
  // Whoever asks for a person is given one: there is nothing to compare, and nothing is missing.
  if (replies.some((reply) => kindOf(reply) === 'handoff')) return nothingSaid('not-applicable', question);
  return nothingSaid('no-answer', question);
}

/** The line that carries the receipt code proves the answer; it is no part of it. */
function withoutReceipt(text: string, code: string | undefined): string {
  return code === undefined
    ? text
    : text
        .split('\n')
        .filter((line) => !line.includes(code))
        .join('\n')
        .trim();
}

/** A Markdown link as its words and its address, as plain text shows it. */
export function withAddresses(text: string): string {
  return text.replace(/\[([^\]\n]{1,300})\]\((https?:[^)\s]{1,500})\)/g, '$1 ($2)');
}
