import { ask, type AskContext } from '../../matching/index.js';
import type { SentText, Transcript, TranscriptMessage } from './agent-text.js';

/** What the agents of a conversation said to one message of the customer, and how many replies are to nothing that can be named. */
export interface Attributed {
  readonly texts: readonly SentText[];
  readonly unattributed: number;
}

const longestQuestion = 1_000;

/**
 * Finds which answer each reply of a conversation gives: the one to which the customer's words before it resolve, alone and surely. Agents' messages
 * that follow one another are one reply. The customer's words are read here and go no further.
 */
export function attributeReplies(ctx: AskContext, { locale, messages }: Transcript): Attributed {
  const given: string[] = [];
  const texts: SentText[] = [];
  let unattributed = 0;
  for (const { question, reply } of turns(messages)) {
    const answer = answerTo(ctx, question, { locale, previousAnswers: given });
    const last = reply.at(-1);
    if (answer === null || !last) unattributed += 1;
    else {
      given.push(answer);
      texts.push({ answer, locale, text: reply.map(({ text }) => text).join('\n\n'), sentAt: last.sentAt });
    }
  }
  return { texts, unattributed };
}

/** Each reply with all that the customer wrote since the one before; null where that was nothing. */
function turns(messages: readonly TranscriptMessage[]) {
  const found: { readonly question: string | null; readonly reply: TranscriptMessage[] }[] = [];
  let asked: string[] = [];
  let before: TranscriptMessage['role'] | null = null;
  for (const message of messages) {
    if (message.role === 'CUSTOMER') asked.push(message.text);
    else if (before === 'AGENT') found.at(-1)?.reply.push(message);
    else {
      found.push({ question: asked.length > 0 ? asked.join('\n') : null, reply: [message] });
      asked = [];
    }
    before = message.role;
  }
  return found;
}

/** As a customer would be answered; a message that asks for two things has a reply that cannot be told apart. */
function answerTo(
  ctx: AskContext,
  question: string | null,
  { locale, previousAnswers }: { readonly locale: string; readonly previousAnswers: readonly string[] },
): string | null {
  if (question === null || question.length > longestQuestion) return null;
  const [resolution, ...others] = ask(ctx, { question, locale, audience: 'PUBLIC', scope: {}, previousAnswers });
  return resolution?.outcome === 'answered' && others.length === 0 ? resolution.answer.key : null;
}
