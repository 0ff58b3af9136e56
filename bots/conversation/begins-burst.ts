import { type Activity, isUserMessage } from './activity.js';
import type { ConversationState } from './conversation.js';
import { plainWords } from './plain-words.js';
import { wantsPerson } from './wants-person.js';

const mostWords = 2;

/**
 * Whether more is likely to follow at once: "Hi", "my card". A question, a call for a person and a reply to an offer are whole, and are answered
 * without a pause.
 */
export function beginsBurst(activity: Activity, { offer, person }: ConversationState): boolean {
  const text = activity.text?.trim() ?? '';
  const isWhole = /[?？؟]$/u.test(text) || wantsPerson(text) || offer !== null || person === 'HERE';
  return isUserMessage(activity) && !isWhole && plainWords(text).split(' ').length <= mostWords;
}
