import type { BotChannel } from './bot-channel.js';
import type { Choice, ConversationState, HandoffReason } from './conversation.js';
import type { Knowledge, Rendition, Resolution } from './knowledge.js';
import { type Message, plainMessage } from './message.js';
import { declinesOffer, pickChoice } from './pick-choice.js';
import { answerMessage, choicesMessage, noAnswerMessage, offerOf } from './speak.js';
import { wantsPerson } from './wants-person.js';

/** What a turn starts from. */
export interface TurnInput {
  readonly channel: BotChannel;
  readonly state: ConversationState;
  readonly text: string;
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
  const opening = await greet(knowledge, input);
  const reply = await replyTo(knowledge, { ...input, state: opening.state, text: input.text.trim() });
  return { state: reply.state, messages: [...opening.messages, ...reply.messages] };
}

/** Says hello once in a conversation, on channels where that is the custom. */
export async function greet(knowledge: Knowledge, { channel, state }: Omit<TurnInput, 'text'>): Promise<Turn> {
  if (state.greeted || !channel.greets) return { state, messages: [] };
  const words = await knowledge.words('bot-greeting');
  return {
    state: { ...state, greeted: true },
    messages: words ? [plainMessage('greeting', words.text, words.locale)] : [],
  };
}

async function replyTo(knowledge: Knowledge, input: TurnInput): Promise<Turn> {
  const { state, text } = input;
  if (wantsPerson(text)) return handOff(knowledge, state, 'ASKED_FOR_A_PERSON');
  const picked = pickChoice(state.offer, text);
  if (picked) return tellPicked(knowledge, input, picked);
  if (text === '' || declinesOffer(state.offer, text)) return admitNoAnswer(knowledge, state);
  const resolutions = await knowledge.ask(text, state.previousAnswers);
  return tell(knowledge, input, resolutions);
}

async function tellPicked(knowledge: Knowledge, { channel, state }: TurnInput, choice: Choice): Promise<Turn> {
  if (state.offer?.inquiry) await knowledge.picked(state.offer.inquiry, choice.answer);
  const rendition = await knowledge.answer(choice.answer);
  // Between the offer and the pick the answer may have been retired.
  if (!rendition) return admitNoAnswer(knowledge, state);
  return {
    state: remember(state, [choice.answer]),
    messages: [answerMessage(channel, choice.answer, rendition)],
  };
}

/** Several questions in one message are answered one after the other; what stays open is admitted once, at the end. */
async function tell(
  knowledge: Knowledge,
  { channel, state }: TurnInput,
  resolutions: readonly Resolution[],
): Promise<Turn> {
  const answered = resolutions.filter((resolution) => resolution.__typename === 'Answered');
  const choices = resolutions.filter((resolution) => resolution.__typename === 'Choices');
  const isPartlyOpen = resolutions.some((resolution) => resolution.__typename === 'NoAnswer');
  if (answered.length + choices.length === 0) return admitNoAnswer(knowledge, state);

  const intro = choices.length > 0 ? await knowledge.words('bot-choices-intro') : null;
  const offers = choices.map((choice) => offerOf(choice, intro?.text ?? ''));
  const gap = isPartlyOpen ? [noAnswerMessage(await knowledge.words('bot-no-answer'), knowledge.locale)] : [];
  const told = remember(
    state,
    answered.map(({ answer }) => answer.key),
  );
  return {
    state: { ...told, unanswered: answered.length > 0 ? 0 : state.unanswered, offer: offers.at(-1) ?? null },
    messages: [
      ...distinct(answered).map(({ answer, rendition }) => answerMessage(channel, answer.key, rendition)),
      ...offers.map((offer) => choicesMessage(channel, offer, intro?.locale ?? knowledge.locale)),
      ...gap,
    ],
  };
}

async function admitNoAnswer(knowledge: Knowledge, state: ConversationState): Promise<Turn> {
  const unanswered = state.unanswered + 1;
  if (unanswered >= patience) return handOff(knowledge, state, 'TWICE_WITHOUT_ANSWER');
  const words = await knowledge.words('bot-no-answer');
  return { state: { ...state, unanswered, offer: null }, messages: [noAnswerMessage(words, knowledge.locale)] };
}

/** Never in silence: an organisation that has no words for it has nobody to pass on to, and says only that it has no answer. */
async function handOff(knowledge: Knowledge, state: ConversationState, reason: HandoffReason): Promise<Turn> {
  const closed = { ...state, unanswered: 0, offer: null };
  const words = await knowledge.words('bot-handoff');
  if (!words) return { state: closed, messages: [noAnswerMessage(null, knowledge.locale)] };
  const message: Message = { ...plainMessage('handoff', words.text, words.locale), handoff: reason };
  return { state: { ...closed, handoff: reason }, messages: [message] };
}

function remember(state: ConversationState, keys: readonly string[]): ConversationState {
  const previousAnswers = [...state.previousAnswers.filter((key) => !keys.includes(key)), ...new Set(keys)];
  return { ...state, previousAnswers: previousAnswers.slice(-rememberedAnswers), offer: null, unanswered: 0 };
}

/** Two questions of one message may have the same answer: it is told once. */
function distinct(
  answered: readonly Answered[],
): readonly { readonly answer: Answered['answer']; readonly rendition: Rendition }[] {
  return [...new Map(answered.map((resolution) => [resolution.answer.key, resolution])).values()];
}
