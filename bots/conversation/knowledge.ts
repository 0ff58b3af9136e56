import type { Operations } from '../../schema/operations/operations.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import type { Log } from '../../src/platform/log.js';
import { within } from '../within.js';

/** One question's outcome, as the API gives it; `inquiry` names it in the question log, null where it is not recorded. */
export type Resolution = Operations['BotAsk']['result']['ask'][number] & { readonly inquiry: string | null };

/** A version as this channel shows it. */
export type Rendition = Extract<Resolution, { __typename: 'Answered' }>['rendition'];

/** The answers that hold the bot's own words. */
export type OwnWords = 'bot-greeting' | 'bot-no-answer' | 'bot-handoff' | 'bot-choices-intro';

/** The knowledge API as one conversation sees it: its channel and language are given with every question. */
export interface Knowledge {
  readonly locale: string | null;
  /** One resolution for each question in the text, which is recorded in the question log. */
  ask(text: string, previousAnswers: readonly string[]): Promise<readonly Resolution[]>;
  /** Records which of the choices of a question the customer picked. */
  picked(inquiry: string, answer: string): Promise<void>;
  /** null when there is no such answer any more. */
  answer(key: string): Promise<Rendition | null>;
  /** null when the organisation has not written them. */
  words(key: OwnWords): Promise<{ readonly text: string; readonly locale: string } | null>;
}

/** How a conversation reaches the API. */
export interface KnowledgeDoor {
  readonly run: RunOperation;
  /** The channel's key. */
  readonly credential: string;
  readonly channel: string;
  /** Where the words are shown: the channel, or the network on which it speaks. */
  readonly network: string;
  readonly locale: string | null;
  /** The message that asks; null where nothing is to be recorded: the checker's own questions are nobody's. */
  readonly message: { readonly conversation: string; readonly turn: string } | null;
  /** Where it is noted that something could not be recorded. */
  readonly log: Pick<Log, 'warn'>;
}

const patienceMs = 10_000;

/** Asks by the operations of `bot.graphql`; every wait ends after ten seconds with UNAVAILABLE. */
export function knowledgeOver(door: KnowledgeDoor): Knowledge {
  const { run, credential, locale, network: channel } = door;
  return {
    locale,
    ask: async (question, previousAnswers) => {
      const variables = { question, channel, locale, context: { previousAnswers } };
      const [{ ask }, inquiries] = await Promise.all([
        within(patienceMs, run('BotAsk', variables, credential)),
        record(door, question, previousAnswers),
      ]);
      return ask.map((resolution, place) => ({ ...resolution, inquiry: inquiries[place]?.id ?? null }));
    },
    picked: async (inquiry, answer) => {
      await unlessDown(door, run('BotPick', { inquiry, answer }, credential));
    },
    answer: async (key) => {
      const { answer } = await within(patienceMs, run('BotAnswer', { key, channel, locale }, credential));
      return answer?.rendition ?? null;
    },
    words: async (key) => {
      const { answers } = await within(patienceMs, run('BotTexts', { keys: [key], channel, locale }, credential));
      return answers.nodes.find((node) => node.key === key)?.rendition ?? null;
    },
  };
}

/** The questions of a message as the log names them; a message that is recorded twice is there once. */
async function record(
  door: KnowledgeDoor,
  question: string,
  previousAnswers: readonly string[],
): Promise<readonly { readonly id: string }[]> {
  const { run, credential, channel, locale, message } = door;
  if (message === null) return [];
  const input = { question, channel, locale, context: { previousAnswers }, ...message };
  return (await unlessDown(door, run('BotRecord', { input }, credential)))?.recordInquiry ?? [];
}

/** A question that could not be recorded is no reason to leave the customer without an answer. */
async function unlessDown<T>({ log }: KnowledgeDoor, recording: Promise<T>): Promise<T | null> {
  try {
    return await within(patienceMs, recording);
  } catch (error) {
    log.warn({ reason: (error as Error).message }, 'a question could not be recorded');
    return null;
  }
}
