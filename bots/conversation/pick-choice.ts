import type { Choice, Offer } from './conversation.js';
import { plainWords } from './plain-words.js';

/** The choice a customer means by a tap, by its number or by its words; null when the message is something else. */
export function pickChoice(offer: Offer | null, text: string): Choice | null {
  if (!offer) return null;
  const words = plainWords(text);
  return (
    offer.choices[numberIn(words) - 1] ?? offer.choices.find((choice) => plainWords(choice.label) === words) ?? null
  );
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
