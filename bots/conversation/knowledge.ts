import type { Operations } from '../../schema/operations/operations.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import { within } from '../within.js';

/** One question's outcome, as the API gives it. */
export type Resolution = Operations['BotAsk']['result']['ask'][number];

/** A version as this channel shows it. */
export type Rendition = Extract<Resolution, { __typename: 'Answered' }>['rendition'];

/** The answers that hold the bot's own words. */
export type OwnWords = 'bot-greeting' | 'bot-no-answer' | 'bot-handoff' | 'bot-choices-intro';

/** The knowledge API as one conversation sees it: its channel and language are given with every question. */
export interface Knowledge {
  readonly locale: string | null;
  /** One resolution for each question in the text. */
  ask(text: string, previousAnswers: readonly string[]): Promise<readonly Resolution[]>;
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
  readonly locale: string | null;
}

const patienceMs = 10_000;

/** Asks by the operations of `bot.graphql`; every wait ends after ten seconds with UNAVAILABLE. */
export function knowledgeOver({ run, credential, channel, locale }: KnowledgeDoor): Knowledge {
  return {
    locale,
    ask: async (question, previousAnswers) => {
      const variables = { question, channel, locale, context: { previousAnswers } };
      return (await within(patienceMs, run('BotAsk', variables, credential))).ask;
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
