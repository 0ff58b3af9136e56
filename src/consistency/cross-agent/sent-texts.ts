import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import type { SentText, Transcript } from './agent-text.js';

/** A text as it is brought in; one that names no answer cannot be attributed. */
export type BroughtText = Omit<SentText, 'answer'> & { readonly answer: string | null };

/** What is brought in at once, of one team. */
export interface AgentTextsInput {
  readonly team: string;
  readonly texts: readonly BroughtText[];
  readonly transcripts: readonly Transcript[];
}

const mostTexts = 500;
const mostMessages = 2_000;
const longestText = 5_000;

/** The input with its texts trimmed; throws BAD_INPUT for nothing, too much, a text that is too long, and one that is not sent yet. */
export function requireTexts(input: AgentTextsInput, now: Date): AgentTextsInput {
  const messages = input.transcripts.flatMap((transcript) => transcript.messages);
  const sent = input.texts.length + messages.filter(({ role }) => role === 'AGENT').length;
  if (sent === 0 || sent > mostTexts)
    throw new AppError('BAD_INPUT', `texts and transcripts must hold 1 to ${mostTexts} texts of agents together.`);
  if (messages.length > mostMessages)
    throw new AppError('BAD_INPUT', `transcripts may hold at most ${mostMessages} messages together.`);
  const required = <T extends { readonly text: string; readonly sentAt: Date }>(one: T, field: string): T => {
    if (one.sentAt > now) throw new AppError('BAD_INPUT', `${field}.sentAt lies in the future.`);
    return { ...one, text: requireText(`${field}.text`, one.text, { max: longestText }) };
  };
  return {
    team: input.team,
    texts: input.texts.map((text, i) => required(text, `texts[${i}]`)),
    transcripts: input.transcripts.map(({ locale, messages }, i) => ({
      locale,
      messages: messages.map((message, j) => required(message, `transcripts[${i}].messages[${j}]`)),
    })),
  };
}
