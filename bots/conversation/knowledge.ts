import type { Operations } from '../../schema/operations/operations.js';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import { isAppError } from '../../src/platform/errors.js';
import type { Log } from '../../src/platform/log.js';
import { within } from '../within.js';
import type { ScopeOf } from './conversation.js';
import type { Vote } from './vote.js';

/** One question's outcome, as the API gives it; `inquiry` names it in the question log, null where it is not recorded. */
export type Resolution = Operations['BotAsk']['result']['ask'][number] & { readonly inquiry: string | null };

/** An answer as it is told. */
export type Telling = NonNullable<Operations['BotAnswer']['result']['answer']>;

/** The answers that hold the bot's own words. */
export type OwnWords =
  | 'bot-greeting'
  | 'bot-no-answer'
  | 'bot-handoff'
  | 'bot-choices-intro'
  | 'bot-out-of-hours'
  | 'bot-feedback-thanks'
  | 'bot-answer-changed'
  | 'bot-answer-withdrawn'
  | 'bot-no-files'
  | 'bot-handoff-failed'
  | 'bot-handoff-completed';

/** What the organisation wrote for the bot to say, with the values of facts that stand in it as editors write them. */
export interface Words {
  readonly text: string;
  readonly locale: string;
  readonly facts: readonly { readonly value: { readonly written: string } }[];
}

/** How answers stand: as they are told now, or null where they are given to nobody any more. Those that could not be looked up are left out. */
export type Standing = ReadonlyMap<string, Telling | null>;

/** The knowledge API as one conversation sees it: its channel and language are given with every question. */
export interface Knowledge {
  readonly locale: string | null;
  /** One resolution for each question in the text, which is recorded in the question log. */
  ask(text: string, previousAnswers: readonly string[], scope?: readonly ScopeOf[]): Promise<readonly Resolution[]>;
  /** Records which of the choices of a question the customer picked. */
  picked(inquiry: string, answer: string): Promise<void>;
  /** null when there is no such answer any more. */
  answer(key: string): Promise<Telling | null>;
  /** null when the organisation has not written them; throws when they cannot be had, also since a fact in them has no value. */
  words(key: OwnWords): Promise<Words | null>;
  /** null also when they cannot be had: what they go with is said all the same. */
  wordsIfAny(key: OwnWords): Promise<Words | null>;
  /** For what whoever runs the bot should know. */
  readonly log: Pick<Log, 'warn'>;
  /** How the answers of these keys stand now, and never as they stood before that published state; null = whichever is served. */
  standing(keys: readonly string[], minSnapshot: number | null): Promise<Standing>;
  /** The answer that stands in the place of a retired one; null where there is none. */
  successor(key: string): Promise<Telling | null>;
  /** Whether the meaning differs from one version to another, whichever of them is higher: when one ends, an earlier one holds again. */
  isMajorBetween(key: string, one: number, other: number): Promise<boolean>;
  /** Records whether the answer of a receipt helped; false where it was not told in this conversation. */
  vote(vote: Vote): Promise<boolean>;
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

/** A question as both the API and its log are asked it. */
interface Asked {
  readonly question: string;
  readonly channel: string;
  readonly locale: string | null;
  readonly scope: readonly ScopeOf[];
  readonly context: { readonly previousAnswers: readonly string[] };
}

const patienceMs = 10_000;

/** Asks by the operations of `bot.graphql`; every wait ends after ten seconds with UNAVAILABLE. */
export function knowledgeOver(door: KnowledgeDoor): Knowledge {
  const { run, credential, locale, log, network: channel } = door;
  const words: Knowledge['words'] = async (key) => {
    const { answers } = await within(patienceMs, run('BotTexts', { keys: [key], channel, locale }, credential));
    return answers.nodes.find((node) => node.key === key)?.rendition ?? null;
  };
  return {
    locale,
    log,
    ask: async (question, previousAnswers, scope = []) => {
      const asked: Asked = { question, channel, locale, scope, context: { previousAnswers } };
      const [{ ask }, inquiries] = await Promise.all([
        within(patienceMs, run('BotAsk', asked, credential)),
        record(door, asked),
      ]);
      return ask.map((resolution, place) => ({ ...resolution, inquiry: inquiries[place]?.id ?? null }));
    },
    picked: async (inquiry, answer) => {
      await unlessDown(door, 'a pick could not be recorded', run('BotPick', { inquiry, answer }, credential));
    },
    answer: async (key) => {
      const { answer } = await within(patienceMs, run('BotAnswer', { key, channel, locale }, credential));
      return answer;
    },
    words,
    wordsIfAny: (key) => unlessDown(door, `${key} could not be read`, words(key)),
    standing: async (keys, minSnapshot) => {
      // The checker's conversations are of one moment: it would take news for a reply.
      return door.message === null ? new Map() : standingOf(door, keys, minSnapshot);
    },
    successor: async (key) => {
      const looking = run('BotSuccessor', { key, channel, locale }, credential);
      return (await unlessDown(door, 'what stands for an answer could not be looked up', looking))?.redirect ?? null;
    },
    isMajorBetween: async (key, one, other) => {
      const looking = run('BotVersions', { key, channel }, credential);
      const found = await unlessDown(door, 'the versions of an answer could not be looked up', looking);
      const versions = found?.answer?.versions.nodes ?? [];
      const [lower, higher] = [Math.min(one, other), Math.max(one, other)];
      return versions.some(
        ({ number, significance }) => number > lower && number <= higher && significance === 'MAJOR',
      );
    },
    vote: async ({ receipt, helpful }) => {
      if (door.message === null) return false;
      const { conversation } = door.message;
      const recording = run('BotVote', { conversation, receipt, helpful }, credential);
      const recorded = await unlessDown(door, 'a vote could not be recorded', recording);
      return (recorded?.recordVote ?? null) !== null;
    },
  };
}

/** All in one look-up, which fails as a whole where one of them cannot be shown: then each has its own. */
async function standingOf(door: KnowledgeDoor, keys: readonly string[], minSnapshot: number | null): Promise<Standing> {
  const { run, credential, locale, network: channel } = door;
  const asked = { keys: [...keys], channel, locale, minSnapshot };
  try {
    const { answers } = await within(patienceMs, run('BotStanding', asked, credential));
    return new Map(keys.map((key) => [key, answers.nodes.find((node) => node.key === key) ?? null]));
  } catch (error) {
    // What has no words any more, since a fact in it has no value, is given to nobody.
    if (isNotServable(error)) return keys.length === 1 ? allGone(keys) : standingSingly(door, keys, minSnapshot);
    door.log.warn({ reason: (error as Error).message }, 'what was told could not be looked up');
    return new Map();
  }
}

async function standingSingly(
  door: KnowledgeDoor,
  keys: readonly string[],
  minSnapshot: number | null,
): Promise<Standing> {
  const each = await Promise.all(keys.map((key) => standingOf(door, [key], minSnapshot)));
  return new Map(each.flatMap((one) => [...one]));
}

function allGone(keys: readonly string[]): Standing {
  return new Map(keys.map((key) => [key, null]));
}

/** Whether something cannot be shown, since a fact in it has no value, rather than not be had at this moment. */
export function isNotServable(error: unknown): boolean {
  return isAppError(error) && error.code === 'NOT_SERVABLE';
}

/** The questions of a message as the log names them; a message that is recorded twice is there once. */
async function record(door: KnowledgeDoor, asked: Asked): Promise<readonly { readonly id: string }[]> {
  const { run, credential, message } = door;
  if (message === null) return [];
  const input = { ...asked, ...message };
  return (
    (await unlessDown(door, 'a question could not be recorded', run('BotRecord', { input }, credential)))
      ?.recordInquiry ?? []
  );
}

/** What could not be recorded or looked up beside a question is no reason to leave the customer without an answer. */
async function unlessDown<T>({ log }: KnowledgeDoor, what: string, beside: Promise<T>): Promise<T | null> {
  try {
    return await within(patienceMs, beside);
  } catch (error) {
    log.warn({ reason: (error as Error).message }, what);
    return null;
  }
}
