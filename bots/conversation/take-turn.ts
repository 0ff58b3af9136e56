import type { BotChannel } from './bot-channel.js';
import { toldSince } from './changed-answers.js';
import type { Choice, ConversationState } from './conversation.js';
import { handOff, withPersonFor } from './hand-off.js';
import { isNotServable, type Knowledge, type Resolution, type Telling } from './knowledge.js';
import { holdsFor, scopeOfPick } from './known-scope.js';
import { noFilesText } from './labels.js';
import { type Message, plainMessage } from './message.js';
import { newsOfTold } from './news-of-told.js';
import type { LocalTime } from './opening-hours.js';
import { declinesOffer, pickChoice } from './pick-choice.js';
import { answerMessage, choicesMessage, noAnswerMessage, offerOf } from './speak.js';
import { wantsPerson } from './wants-person.js';

/** What a turn starts from. */
export interface TurnInput {
  readonly channel: BotChannel;
  readonly state: ConversationState;
  readonly text: string;
  /** Whether files came with it, which nobody here reads. */
  readonly hasFiles?: boolean;
  /** By the organisation's clock on the wall. */
  readonly now: LocalTime;
}

/** What a turn comes to. */
export interface Turn {
  readonly state: ConversationState;
  readonly messages: readonly Message[];
}

type Answered = Extract<Resolution, { __typename: 'Answered' }>;

/** Follow-ups lean on what was told lately, not on the whole conversation. */
const rememberedAnswers = 5;
const patience = 2;

/** Replies to one message. Whatever is said comes from the knowledge API; asking has no side effect and a message is recorded once, so a turn may be taken twice. */
export async function takeTurn(knowledge: Knowledge, input: TurnInput): Promise<Turn> {
  // What a customer writes to a person is not ours to answer.
  if (input.state.person === 'HERE') return { state: input.state, messages: [] };
  const opening = await greet(knowledge, input);
  const since = await toldSince(knowledge, input.state.told);
  const text = input.text.trim();
  const files = input.hasFiles ? [await filesNotice(knowledge)] : [];
  const isFilesAlone = input.hasFiles && text === '';
  const { state } = opening;
  const reply = isFilesAlone ? { state, messages: [] } : await replyTo(knowledge, { ...input, state, text });
  const news = await newsOfTold(knowledge, input.channel, since, reply.messages);
  const told = reply.state.told.filter((one) => !since.gone.includes(one));
  return { state: { ...reply.state, told }, messages: [...opening.messages, ...news, ...files, ...reply.messages] };
}

/** Says hello once in a conversation, on channels where that is the custom. */
export async function greet(
  knowledge: Knowledge,
  { channel, state }: Pick<TurnInput, 'channel' | 'state'>,
): Promise<Turn> {
  if (state.greeted || !channel.greets) return { state, messages: [] };
  const words = await knowledge.words('bot-greeting').catch((error: unknown) => {
    if (isNotServable(error)) return null;
    throw error;
  });
  return {
    state: { ...state, greeted: true },
    messages: words ? [plainMessage('greeting', words.text, words.locale)] : [],
  };
}

/** Who sends a photograph of a card and hears nothing of it believes that it was looked at. */
async function filesNotice(knowledge: Knowledge): Promise<Message> {
  const words = await knowledge.wordsIfAny('bot-no-files');
  return plainMessage('notice', words?.text ?? noFilesText(knowledge.locale), words?.locale ?? knowledge.locale);
}

async function replyTo(knowledge: Knowledge, input: TurnInput): Promise<Turn> {
  const { state, text } = input;
  // A burst is one text with a line for each message.
  if (text.split('\n').some(wantsPerson)) return handOff(knowledge, input, 'ASKED_FOR_A_PERSON');
  const picked = pickChoice(state.offer, text);
  if (picked) return tellPicked(knowledge, input, picked);
  if (text === '' || declinesOffer(state.offer, text)) return admitNoAnswer(knowledge, input);
  const scope = state.scope && holdsFor(state.scope, text) ? state.scope : null;
  const resolutions = await knowledge.ask(
    text,
    state.previousAnswers,
    scope ? [{ dimension: scope.dimension, value: scope.value }] : [],
  );
  return tell(knowledge, { ...input, state: { ...state, scope } }, resolutions);
}

async function tellPicked(knowledge: Knowledge, input: TurnInput, choice: Choice): Promise<Turn> {
  const { channel, state } = input;
  if (state.offer?.inquiry) await knowledge.picked(state.offer.inquiry, choice.answer);
  const telling = await knowledge.answer(choice.answer);
  // Between the offer and the pick the answer may have been retired.
  if (!telling) return admitNoAnswer(knowledge, input);
  const scope = (state.offer && scopeOfPick(state.offer, choice)) ?? state.scope;
  const turn = {
    state: { ...remember(state, [choice.answer]), scope },
    messages: [answerMessage(channel, telling)],
  };
  return withPersonFor(knowledge, turn, { told: [telling], now: input.now });
}

/** Several questions in one message are answered one after the other; what stays open is admitted once, at the end. */
async function tell(knowledge: Knowledge, input: TurnInput, resolutions: readonly Resolution[]): Promise<Turn> {
  const { channel, state } = input;
  const answered = resolutions.filter((resolution) => resolution.__typename === 'Answered');
  const choices = resolutions.filter((resolution) => resolution.__typename === 'Choices');
  const isPartlyOpen = resolutions.some((resolution) => resolution.__typename === 'NoAnswer');
  if (answered.length + choices.length === 0) return admitNoAnswer(knowledge, input);

  const intro = choices.length > 0 ? await knowledge.wordsIfAny('bot-choices-intro') : null;
  const offers = choices.map((choice) => offerOf(choice, intro?.text ?? ''));
  const gap = isPartlyOpen ? [noAnswerMessage(await knowledge.wordsIfAny('bot-no-answer'), knowledge.locale)] : [];
  const told = remember(
    state,
    answered.map(({ answer }) => answer.key),
  );
  const turn = {
    state: { ...told, unanswered: answered.length > 0 ? 0 : state.unanswered, offer: offers.at(-1) ?? null },
    messages: [
      ...distinct(answered).map((telling) => answerMessage(channel, telling)),
      ...offers.map((offer) => choicesMessage(channel, offer, intro?.locale ?? knowledge.locale)),
      ...gap,
    ],
  };
  return withPersonFor(knowledge, turn, { told: answered.map(({ answer }) => answer), now: input.now });
}

/** While a person is called already, another silence of ours calls nobody else. */
async function admitNoAnswer(knowledge: Knowledge, { state, now }: Pick<TurnInput, 'state' | 'now'>): Promise<Turn> {
  const unanswered = state.unanswered + 1;
  if (unanswered >= patience && state.person === null)
    return handOff(knowledge, { state, now }, 'TWICE_WITHOUT_ANSWER');
  const words = await knowledge.wordsIfAny('bot-no-answer');
  return {
    state: { ...state, unanswered: Math.min(unanswered, patience - 1), offer: null },
    messages: [noAnswerMessage(words, knowledge.locale)],
  };
}

function remember(state: ConversationState, keys: readonly string[]): ConversationState {
  const previousAnswers = [...state.previousAnswers.filter((key) => !keys.includes(key)), ...new Set(keys)];
  return { ...state, previousAnswers: previousAnswers.slice(-rememberedAnswers), offer: null, unanswered: 0 };
}

/** Two questions of one message may have the same answer: it is told once. */
function distinct(answered: readonly Answered[]): readonly Telling[] {
  return [...new Map(answered.map(({ answer, rendition }) => [answer.key, { ...answer, rendition }])).values()];
}
