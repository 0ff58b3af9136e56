import { describe, expect, it } from 'vitest';
import { type BotChannel, botChannels } from '../bots/conversation/bot-channel.js';
import { type ConversationState, newState, type Told } from '../bots/conversation/conversation.js';
import { knowledgeOver } from '../bots/conversation/knowledge.js';
import { presentMessage } from '../bots/conversation/present-message.js';
import { takeTurn, type Turn } from '../bots/conversation/take-turn.js';
import { tellingIn, withTold } from '../bots/conversation/told.js';
import type { RunOperation } from '../schema/operations/run-operation.js';
import { AppError } from '../src/platform/errors.js';
import { createLog, type Log } from '../src/platform/log.js';
import { botApi, type BotKnowledge, smallBank } from './support/bot-knowledge.js';

const topUp = 'How much can I top up?';
const express = 'What does express delivery cost?';
const arrival = 'How long does a new card take to arrive?';
const quiet = createLog('silent');
const greeted: ConversationState = { ...newState, greeted: true };
const now = { weekday: 0, minutes: 720 };

/** A conversation that remembers what it told, as it does where it is kept. */
function chatOver(run: RunOperation, channel: BotChannel = botChannels.webchat, log: Log = quiet, first = greeted) {
  let state = first;
  const knowledge = knowledgeOver({
    run,
    credential: 'key',
    channel: channel.key,
    network: channel.network,
    locale: 'en',
    message: { conversation: 'c', turn: '1' },
    log,
  });
  return async (text: string): Promise<Turn['messages']> => {
    const turn = await takeTurn(knowledge, { channel, state, text, now });
    const told = turn.messages.map((message) => tellingIn(presentMessage(message, channel, 'u')));
    state = withTold(
      turn.state,
      told.filter((one): one is Told => one !== null),
    );
    return turn.messages;
  };
}

const shown = (messages: Turn['messages']) => messages.map(({ kind, provenance }) => provenance?.answer ?? kind);

function publish({ answers }: BotKnowledge, key: string, changes: Partial<BotKnowledge['answers'][number]>): void {
  const place = answers.findIndex((one) => one.key === key);
  answers.splice(place, 1, { ...(answers[place] as BotKnowledge['answers'][number]), ...changes });
}

describe('what was told before', () => {
  it('is taken back where a fact in it has no value any more, and other news of it is told all the same', async () => {
    const bank = smallBank();
    const say = chatOver(botApi(bank));
    await say(topUp);
    await say(express);
    bank.unservable = ['top-up-limit'];
    publish(bank, 'express-delivery-fee', { version: 2, texts: { en: 'Express delivery costs £15.' } });
    const messages = await say(arrival);
    expect(shown(messages)).toEqual(['notice', 'notice', 'express-delivery-fee', 'card-delivery-estimate']);
    expect(messages[0]?.text).toContain('is no longer valid');
    expect(shown(await say(arrival))).toEqual(['card-delivery-estimate']);
  });

  it('is taken back without a receipt code where there was no room to show it', async () => {
    const bank = smallBank();
    const long = { key: 'long', question: 'Long?', texts: { en: 'a'.repeat(275) } };
    bank.answers.push(long);
    const say = chatOver(botApi(bank), botChannels['social-reply']);
    await say(long.question);
    bank.answers.splice(bank.answers.indexOf(long), 1);
    const [notice, answer] = await say(topUp);
    expect(notice?.text).toContain('is no longer valid');
    expect(notice?.text).not.toContain('Receipt');
    expect(shown(answer ? [answer] : [])).toEqual(['top-up-limit']);
  });

  it('is no news where only that one could not be looked up', async () => {
    const bank = smallBank();
    const api = botApi(bank);
    const isCut = (variables: object) => 'keys' in variables && String(variables.keys) === 'top-up-limit';
    const run: RunOperation = async (name, variables, credential) => {
      if (name === 'BotStanding' && isCut(variables)) throw new AppError('UNAVAILABLE', 'The line was cut.');
      return api(name, variables, credential);
    };
    const say = chatOver(run);
    await say(topUp);
    await say(express);
    bank.unservable = ['express-delivery-fee'];
    const [notice, ...others] = await say(arrival);
    expect(shown(others)).toEqual(['card-delivery-estimate']);
    expect(notice?.text.match(/Receipt/g)).toHaveLength(1);
    bank.unservable = [];
    expect(shown(await say(arrival))).toEqual(['card-delivery-estimate']);
  });
});

describe('a node that has not caught up', () => {
  it('brings no news: neither that a new answer is gone, nor the words of before', async () => {
    const [fresh, late] = [{ ...smallBank(), snapshot: 8 }, smallBank()];
    publish(fresh, 'express-delivery-fee', { version: 2, texts: { en: 'Express delivery costs £15.' } });
    late.answers.splice(
      late.answers.findIndex(({ key }) => key === 'top-up-limit'),
      1,
    );
    const [api, lateApi] = [botApi(fresh), botApi(late)];
    const say = chatOver((name, ...asked) => (name === 'BotStanding' ? lateApi : api)(name, ...asked));
    await say(topUp);
    await say(express);
    expect(shown(await say(arrival))).toEqual(['card-delivery-estimate']);
    // From there on the same is news.
    late.snapshot = 8;
    expect(shown(await say(arrival))).toEqual(['notice', 'notice', 'express-delivery-fee', 'card-delivery-estimate']);
  });
});

describe('an answer that calls a person at once', () => {
  const urgent = (): BotKnowledge => {
    const bank = smallBank();
    publish(bank, 'top-up-limit', { personPolicy: 'AT_ONCE' });
    return bank;
  };

  it.each([
    'NOT_SERVABLE',
    'UNAVAILABLE',
  ] as const)('is told and calls one where the words for it are %s', async (code) => {
    const api = botApi(urgent());
    const say = chatOver(async (name, variables, credential) => {
      if (name === 'BotTexts') throw new AppError(code, 'These words cannot be had.');
      return api(name, variables, credential);
    });
    const [answer, call] = await say(topUp);
    expect(answer).toMatchObject({ kind: 'answer', provenance: { answer: 'top-up-limit' } });
    expect(call).toMatchObject({ kind: 'handoff', handoff: 'ANSWER_CALLS_A_PERSON', outOfHours: false });
    expect(call?.text).toBe('I am passing you on to one of my colleagues.');
  });

  it('calls one in the usual words where those of closed hours cannot be shown', async () => {
    const bank = urgent();
    bank.answers.push({ key: 'bot-out-of-hours', question: 'Closed', texts: { en: 'Closed.' } });
    bank.unservable = ['bot-out-of-hours'];
    const [, call] = await chatOver(botApi(bank))(topUp);
    expect(call).toMatchObject({ handoff: 'ANSWER_CALLS_A_PERSON', text: 'I am passing you to one of my colleagues.' });
  });

  it('warns whoever runs the bot where nobody has written that there are people', async () => {
    const bank = urgent();
    bank.answers.splice(
      bank.answers.findIndex(({ key }) => key === 'bot-handoff'),
      1,
    );
    const warnings: unknown[] = [];
    const log = { warn: (_: unknown, text?: string) => warnings.push(text) } as unknown as Log;
    expect(shown(await chatOver(botApi(bank), botChannels.webchat, log)(topUp))).toEqual(['top-up-limit']);
    expect(warnings).toEqual([expect.stringContaining('bot-handoff is not written')]);
  });
});

it('a notice that the organisation wrote and that cannot be shown is given in words of ours, beside the answer', async () => {
  const bank = smallBank();
  for (const key of ['bot-answer-changed', 'bot-answer-withdrawn', 'bot-greeting'])
    bank.answers.push({ key, question: key, texts: { en: 'Of the organisation.' } });
  bank.unservable = ['bot-answer-changed', 'bot-answer-withdrawn', 'bot-greeting'];
  const say = chatOver(botApi(bank), botChannels.webchat, quiet, newState);
  expect(shown(await say(topUp))).toEqual(['top-up-limit']);
  publish(bank, 'top-up-limit', { version: 2, texts: { en: 'Up to £3,000 a day.' } });
  const messages = await say(arrival);
  expect(shown(messages)).toEqual(['notice', 'top-up-limit', 'card-delivery-estimate']);
  expect(messages[0]?.text).toContain('has changed since I told you');
});
