import type { Choice, Offer } from './conversation.js';
import { plainWords } from './plain-words.js';

/** More words than these are another question, even where they name the scope of a choice. */
const mostWordsOfScope = 4;

/** The choice a customer means by a tap, by its number, by its words or by its scope ("business"); null when the message is something else. */
export function pickChoice(offer: Offer | null, text: string): Choice | null {
  if (!offer) return null;
  const words = plainWords(text);
  return (
    offer.choices[numberIn(words) - 1] ??
    offer.choices.find((choice) => plainWords(choice.label) === words) ??
    choiceByScope(offer, words)
  );
}

function choiceByScope({ choices }: Offer, words: string): Choice | null {
  if (words.split(' ').length > mostWordsOfScope) return null;
  const named = choices.filter(({ scope }) => scope && ` ${words} `.includes(` ${plainWords(scope.value)} `));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Whether the customer says that none fits, in the words with which the choices were offered. */
export function declinesOffer(offer: Offer | null, text: string): boolean {
  const words = plainWords(text);
  return offer !== null && words.includes(' ') && ` ${plainWords(offer.intro)} `.includes(` ${words} `);
}

/** How an offer names its way out: the words in bold, which some networks mark by one asterisk; null where the text has none. */
export function wayOut(intro: string): string | null {
  return (/\*\*([^*\n]{1,40})\*\*/.exec(intro) ?? /(?<!\*)\*([^*\n]{1,40})\*(?!\*)/.exec(intro))?.[1] ?? null;
}

/** Digits of any script count; 0 = not a number alone. */
function numberIn(words: string): number {
  const digits = [...words].map((digit) => decimalValue(digit));
  return digits.length === 1 ? (digits[0] ?? 0) : 0;
}

/** Unicode keeps the ten digits of every script side by side, so a digit's value is its distance from the nearest non-digit before it. */
function decimalValue(character: string): number {
  if (!/^\p{Nd}$/u.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  const zero = [...Array(10).keys()].find((step) => !/^\p{Nd}$/u.test(String.fromCodePoint(code - step - 1)));
  return zero ?? 0;
}
