import type { ConversationState } from './conversation.js';
import type { Knowledge } from './knowledge.js';
import { plainMessage } from './message.js';
import type { Turn } from './take-turn.js';
import type { Vote } from './vote.js';

/** Records a vote and thanks for the first of a conversation. One that cannot be bound to an answer told here is passed over, as is thanks that nobody wrote. */
export async function takeVote(knowledge: Knowledge, state: ConversationState, vote: Vote): Promise<Turn> {
  const isRecorded = await knowledge.vote(vote);
  if (!isRecorded || state.thanked || state.person === 'HERE') return { state, messages: [] };
  const words = await knowledge.wordsIfAny('bot-feedback-thanks');
  return {
    state: { ...state, thanked: true },
    messages: words ? [plainMessage('notice', words.text, words.locale)] : [],
  };
}
