import type { ConversationState, HandoffReason } from './conversation.js';
import type { HandoffState } from './handoff-status.js';
import { isNotServable, type Knowledge, type Telling, type Words } from './knowledge.js';
import { handoffCompletedText, handoffFailedText, handoffText } from './labels.js';
import { plainMessage } from './message.js';
import { isWithinHours, type LocalTime } from './opening-hours.js';
import { noAnswerMessage } from './speak.js';
import type { Turn } from './take-turn.js';

/**
 * Calls a person. Never in silence: an organisation that has no words for it has nobody to pass on to, and says only that it has no answer. Never
 * twice: while a person is called already, the customer is told so again and nobody else is called.
 */
export async function handOff(
  knowledge: Knowledge,
  { state, now }: { readonly state: ConversationState; readonly now: LocalTime },
  reason: HandoffReason,
): Promise<Turn> {
  const closed = { ...state, unanswered: 0, offer: null };
  const called = await callPerson(knowledge, { state: closed, now }, reason);
  return called ?? { state: closed, messages: [noAnswerMessage(null, knowledge.locale)] };
}

/**
 * What a turn comes to in which an answer was told that wants a person called at once: the same, and the call, also where the words for it cannot be had
 * now. What was offered beside it stays open.
 */
export async function withPersonFor(
  knowledge: Knowledge,
  turn: Turn,
  { told, now }: { readonly told: readonly Pick<Telling, 'personPolicy'>[]; readonly now: LocalTime },
): Promise<Turn> {
  if (!told.some(({ personPolicy }) => personPolicy === 'AT_ONCE')) return turn;
  const called = await callPerson(knowledge, { state: turn.state, now }, 'ANSWER_CALLS_A_PERSON');
  if (called === null)
    knowledge.log.warn({}, 'an answer calls a person at once, and nobody is called: bot-handoff is not written');
  return called === null ? turn : { ...called, messages: [...turn.messages, ...called.messages] };
}

/** null where the organisation has no words for it. */
async function callPerson(
  knowledge: Knowledge,
  { state, now }: { readonly state: ConversationState; readonly now: LocalTime },
  reason: HandoffReason,
): Promise<Turn | null> {
  const [words, whenClosed] = await Promise.all([
    handoffWords(knowledge, reason),
    knowledge.wordsIfAny('bot-out-of-hours'),
  ]);
  if (!words) return null;
  const outOfHours = whenClosed !== null && isClosed(whenClosed, now);
  const said = outOfHours ? whenClosed : words;
  const message = { ...plainMessage('handoff', said.text, said.locale), outOfHours };
  if (state.person !== null) return { state, messages: [message] };
  return { state: { ...state, handoff: reason, person: 'CALLED' }, messages: [{ ...message, handoff: reason }] };
}

/** What cannot be shown is written all the same; and a call that stands beside a finished answer does not wait for a better moment. */
async function handoffWords(knowledge: Knowledge, reason: HandoffReason): Promise<Words | null> {
  try {
    return await knowledge.words('bot-handoff');
  } catch (error) {
    if (reason !== 'ANSWER_CALLS_A_PERSON' && !isNotServable(error)) throw error;
    knowledge.log.warn({ reason: (error as Error).message }, 'bot-handoff could not be read');
    return { text: handoffText(knowledge.locale), locale: knowledge.locale ?? 'en', facts: [] };
  }
}

/** What the bot does when it hears from the people's side: steps back when they are here, and says so when they are not coming or have left. */
export async function hearOfHandoff(knowledge: Knowledge, state: ConversationState, news: HandoffState): Promise<Turn> {
  if (state.person === null) return { state, messages: [] };
  if (news === 'accepted') return { state: { ...state, person: 'HERE' }, messages: [] };
  const key = news === 'failed' ? 'bot-handoff-failed' : 'bot-handoff-completed';
  // The bot must find its voice again also while the API is down, or nobody would reply for good.
  const words = await knowledge.wordsIfAny(key);
  const label = news === 'failed' ? handoffFailedText : handoffCompletedText;
  const text = words?.text ?? label(knowledge.locale);
  return {
    state: { ...state, handoff: null, person: null, unanswered: 0, offer: null },
    messages: [plainMessage('notice', text, words?.locale ?? knowledge.locale)],
  };
}

/** By the hours that the organisation's own words for it show; words without hours say nothing of when. */
function isClosed({ facts }: Words, now: LocalTime): boolean {
  const open = facts.map(({ value }) => isWithinHours(value.written, now)).filter((isOpen) => isOpen !== null);
  return open.length > 0 && open.every((isOpen) => !isOpen);
}
