import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BotChannel, botChannels } from '../bots/conversation/bot-channel.js';
import { type ConversationState, newState } from '../bots/conversation/conversation.js';
import { knowledgeOver } from '../bots/conversation/knowledge.js';
import type { Message } from '../bots/conversation/message.js';
import { personText } from '../bots/conversation/labels.js';
import { presentMessage } from '../bots/conversation/present-message.js';
import { takeTurn } from '../bots/conversation/take-turn.js';
import { wantsPerson } from '../bots/conversation/wants-person.js';
import { createLog } from '../src/platform/log.js';
import { botApi, type BotKnowledge, smallBank } from './support/bot-knowledge.js';

interface Talk {
  say(text: string): Promise<readonly Message[]>;
  state(): ConversationState;
}

const log = createLog('silent');
/** A Monday noon. */
const now = { weekday: 0, minutes: 720 };

function talk(
  knowledge: BotKnowledge = smallBank(),
  channel: BotChannel = botChannels.webchat,
  locale: string | null = 'en',
): Talk {
  let state = newState;
  const door = knowledgeOver({
    run: botApi(knowledge),
    credential: 'key',
    channel: channel.key,
    network: channel.network,
    locale,
    message: null,
    log,
  });
  return {
    say: async (text) => {
      const turn = await takeTurn(door, { channel, state, text, now });
      state = turn.state;
      return turn.messages;
    },
    state: () => state,
  };
}

const kinds = (messages: readonly Message[]): string[] => messages.map(({ kind }) => kind);
const without = (knowledge: BotKnowledge, key: string): BotKnowledge => ({
  ...knowledge,
  answers: knowledge.answers.filter((answer) => answer.key !== key),
});

describe('a conversation', () => {
  it('is greeted once, in the words of the knowledge base', async () => {
    const chat = talk();
    const first = await chat.say('How long does a new card take to arrive?');
    const second = await chat.say('What does express delivery cost?');
    expect(first[0]).toMatchObject({ kind: 'greeting', text: 'Hello. Type **agent** at any time.' });
    expect(kinds(second)).toEqual(['answer']);
  });

  it('is not greeted under a public post, nor where nobody has written a greeting', async () => {
    const reply = await talk(smallBank(), botChannels['social-reply']).say('How long does a new card take to arrive?');
    const quiet = await talk(without(smallBank(), 'bot-greeting')).say('How long does a new card take to arrive?');
    expect(kinds(reply)).toEqual(['answer']);
    expect(kinds(quiet)).toEqual(['answer']);
  });

  it('gives an answer with its receipt code on a last line of its own and its version beside it', async () => {
    const [, answer] = await talk().say('How long does a new card take to arrive?');
    expect(answer?.text.split('\n').at(-1)).toBe(`Receipt ${answer?.provenance?.receipt}`);
    expect(answer?.provenance).toMatchObject({ answer: 'card-delivery-estimate', version: 3 });
  });

  it('speaks the language of the answer, also before the receipt code', async () => {
    const [greeting, answer] = await talk(smallBank(), botChannels.webchat, 'de').say(
      'How long does a new card take to arrive?',
    );
    expect(greeting?.locale).toBe('de');
    expect(answer).toMatchObject({
      locale: 'de',
      text: expect.stringMatching(/^Die Standardlieferung dauert \*\*5 Werktage\*\*\.\n\nBeleg UV-/),
    });
  });

  it('keeps the receipt code beside the text where the line would pass the limit of a public reply', async () => {
    const bank = smallBank();
    bank.answers.push({ key: 'long', question: 'Long?', texts: { en: 'a'.repeat(275) } });
    const [answer] = await talk(bank, botChannels['social-reply']).say('Long?');
    expect(answer?.text).toBe('a'.repeat(275));
    expect(answer?.provenance?.receipt).toMatch(/^UV-/);
  });

  it('answers several questions of one message in turn and admits what is open once', async () => {
    const messages = await talk().say(
      'What does express delivery cost? Who is the king? What is love? How much can I top up?',
    );
    expect(kinds(messages)).toEqual(['greeting', 'answer', 'answer', 'no-answer']);
    expect(messages.map(({ provenance }) => provenance?.answer)).toEqual([
      undefined,
      'express-delivery-fee',
      'top-up-limit',
      undefined,
    ]);
  });

  it('understands a question that leans on what was told before', async () => {
    const chat = talk();
    expect(kinds(await chat.say('and express'))).toContain('no-answer');
    await chat.say('How long does a new card take to arrive?');
    expect((await chat.say('and express'))[0]?.provenance?.answer).toBe('express-delivery-fee');
  });

  it('says that it has no answer even where nobody has written words for that', async () => {
    const [message] = await talk(without(without(smallBank(), 'bot-no-answer'), 'bot-greeting')).say(
      'Who is the king?',
    );
    expect(message).toMatchObject({ kind: 'no-answer', text: 'I have no answer to that.' });
  });
});

describe('a question with several meanings', () => {
  it('is put back with at most three choices and a way out', async () => {
    const [, choices] = await talk().say('costs');
    expect(choices?.buttons.map(({ title }) => title)).toEqual([
      'What does express delivery cost?',
      'What does a transfer abroad cost? (personal)',
      'What does a transfer abroad cost? (business)',
      'None of these',
    ]);
  });

  it.each([
    ['its number', '2'],
    ['its number with a full stop', ' 2. '],
    ['an Arabic digit', '٢'],
    ['its words', 'what does a transfer abroad cost (BUSINESS)'],
    ['a tap', 'What does a transfer abroad cost? (business)'],
  ])('is settled by %s', async (_how, reply) => {
    const chat = talk();
    await chat.say('transfer cost');
    expect((await chat.say(reply))[0]?.provenance?.answer).toBe('transfer-fee-business');
  });

  it('is dropped when the customer asks something else', async () => {
    const chat = talk();
    await chat.say('transfer cost');
    expect((await chat.say('How much can I top up?'))[0]?.provenance?.answer).toBe('top-up-limit');
    expect(kinds(await chat.say('2'))).toEqual(['no-answer']);
  });

  it('may be declined in the words that offered it, which counts as no answer', async () => {
    const chat = talk();
    await chat.say('transfer cost');
    expect(kinds(await chat.say('None of these'))).toEqual(['no-answer']);
    expect(kinds(await chat.say('Who is the king?'))).toEqual(['handoff']);
  });

  it('has a numbered list where buttons have no room for it', async () => {
    const [, choices] = await talk(smallBank(), botChannels.social).say('transfer cost');
    expect(choices?.text).toContain(
      '\n\n1. What does a transfer abroad cost? (personal)\n2. What does a transfer abroad cost? (business)',
    );
    expect(choices?.buttons.slice(0, 2)).toEqual([
      { title: 'personal', value: 'What does a transfer abroad cost? (personal)' },
      { title: 'business', value: 'What does a transfer abroad cost? (business)' },
    ]);
    const [reply] = await talk(smallBank(), botChannels['social-reply']).say('transfer cost');
    expect(reply?.buttons).toEqual([]);
  });

  it('has at most as many buttons as a network shows, and a numbered list for what has none', async () => {
    const offered = async (channel: BotChannel) => (await talk(smallBank(), channel).say('costs')).at(-1) as Message;
    for (const channel of Object.values(botChannels)) {
      const { text, buttons } = await offered(channel);
      expect(buttons.length, channel.network).toBeLessThanOrEqual(
        Math.max(channel.suggestedActions, channel.cardButtons),
      );
      const labels = ['What does express delivery cost?', 'What does a transfer abroad cost? (personal)'];
      for (const [index, label] of labels.entries()) {
        const isTold = buttons.some(({ title }) => title === label) || text.includes(`${index + 1}. ${label}`);
        expect(isTold, `${label} on ${channel.network}`).toBe(true);
      }
      if (channel.network !== 'webchat' && channel.network !== 'directline')
        expect(buttons.every(({ title }) => title.length <= 20)).toBe(true);
    }
    expect((await offered(botChannels.sms)).buttons).toEqual([]);
    expect((await offered(botChannels.whatsapp)).buttons).toHaveLength(3);
  });

  it('has its buttons on a card where a network shows none, or too few, beneath a message', async () => {
    const shown = async (channel: BotChannel) =>
      presentMessage((await talk(smallBank(), channel).say('costs')).at(-1) as Message, channel, 'u-1');
    const { suggestedActions, attachments } = await shown(botChannels.facebook);
    expect(suggestedActions?.actions.map(({ value }) => value)).toEqual(['1', '2', '3']);
    expect(attachments).toBeUndefined();
    const onCard = async (channel: BotChannel) => {
      const activity = await shown(channel);
      expect(activity.suggestedActions).toBeUndefined();
      const [card] = activity.attachments ?? [];
      return card && 'buttons' in card.content ? card.content.buttons.map(({ value }) => value) : null;
    };
    expect(await onCard(botChannels.slack)).toEqual(['1', '2', '3']);
    // With the way out there are four, and Teams has room for three beneath a message.
    expect(await onCard(botChannels.msteams)).toEqual(['1', '2', '3', 'None of these']);
  });

  it('gets no stale answer when the picked one was retired meanwhile', async () => {
    const bank = smallBank();
    const chat = talk(bank);
    await chat.say('transfer cost');
    bank.answers.splice(
      bank.answers.findIndex(({ key }) => key === 'transfer-fee'),
      1,
    );
    expect(kinds(await chat.say('1'))).toEqual(['no-answer']);
  });
});

describe('a person', () => {
  it('takes over after the second no-answer in a row', async () => {
    const chat = talk();
    expect(kinds(await chat.say('Who is the king?'))).toEqual(['greeting', 'no-answer']);
    const messages = await chat.say('What is love?');
    expect(messages[0]).toMatchObject({ kind: 'handoff', handoff: 'TWICE_WITHOUT_ANSWER' });
  });

  it('does not take over when an answer stood between', async () => {
    const chat = talk();
    await chat.say('Who is the king?');
    await chat.say('How much can I top up?');
    expect(kinds(await chat.say('What is love?'))).toEqual(['no-answer']);
  });

  it.each([
    'agent',
    'Agent!',
    'talk to a person',
    'I want to speak to a real human, please',
    'This is useless. Let me talk to someone',
    'hablar con una persona',
    'agente',
    'Ich möchte mit einem Mitarbeiter sprechen',
    'Mensch',
    'أريد التحدث مع شخص',
    'موظف',
  ])('takes over at any time for "%s"', async (text) => {
    const messages = await talk().say(text);
    expect(messages.at(-1)).toMatchObject({ kind: 'handoff', handoff: 'ASKED_FOR_A_PERSON' });
  });

  it.each(['en', 'es', 'de', 'ar'])('takes over for the words of its own button (%s)', (locale) => {
    expect(wantsPerson(personText(locale))).toBe(true);
    expect(personText(locale).length).toBeLessThanOrEqual(botChannels.social.maxButtonTitle);
  });

  it.each([
    'How do I talk to an agent?',
    'When can I speak to someone?',
    'Can another person use my card?',
    'Wie kann ich mit einem Mitarbeiter sprechen?',
  ])('does not take over for the question "%s"', async (text) => {
    expect(kinds(await talk().say(text))).not.toContain('handoff');
  });

  it('is not promised where the organisation has written no words for it', async () => {
    const chat = talk(without(smallBank(), 'bot-handoff'));
    expect(kinds(await chat.say('agent'))).toEqual(['greeting', 'no-answer']);
    expect(chat.state().handoff).toBeNull();
  });
});

describe('whatever is said', () => {
  const sayings = [
    'agent',
    '',
    '  ',
    '1',
    '9',
    'None of these',
    'costs',
    'transfer cost',
    'How much can I top up?',
    'Who is the king?',
    'and express',
  ];
  const message = fc.oneof(fc.constantFrom(...sayings), fc.string({ maxLength: 40 }));

  it('gets a reply, no more than one greeting, no more than three choices, and a receipt with every answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...Object.values(botChannels)),
        async (texts, channel) => {
          const chat = talk(smallBank(), channel);
          const turns = [];
          for (const text of texts) turns.push(await chat.say(text));
          const all = turns.flat();
          expect(turns.every((turn) => turn.some(({ kind }) => kind !== 'greeting'))).toBe(true);
          expect(all.filter(({ kind }) => kind === 'greeting').length).toBe(channel.greets ? 1 : 0);
          expect(all.every(({ buttons }) => buttons.length <= 4)).toBe(true);
          expect(all.every(({ kind, provenance }) => (kind === 'answer') === (provenance !== null))).toBe(true);
          expect(chat.state().unanswered).toBeLessThan(2);
        },
      ),
      { numRuns: 60 },
    );
  });
});
