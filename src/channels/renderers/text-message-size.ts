import { isGsm, septetsOf } from './gsm-alphabet.js';

/** How a text message is encoded: seven bits a character, or sixteen as soon as one is outside the alphabet. */
export type TextMessageEncoding = 'GSM_7' | 'UCS_2';

/** What sending a text as a text message takes; each part is paid for. */
export interface TextMessageSize {
  readonly encoding: TextMessageEncoding;
  /** Septets, or code units of UTF-16. */
  readonly units: number;
  readonly parts: number;
  /** How many units the last part has left. */
  readonly unitsLeft: number;
}

// A part of several has a header that says which one it is.
const room: Readonly<Record<TextMessageEncoding, { readonly alone: number; readonly joined: number }>> = {
  GSM_7: { alone: 160, joined: 153 },
  UCS_2: { alone: 70, joined: 67 },
};

/** Counts the parts of a text message as networks do: no character of two units is torn in two. */
export function textMessageSize(text: string): TextMessageSize {
  const encoding = isGsm(text) ? 'GSM_7' : 'UCS_2';
  const { alone, joined } = room[encoding];
  const sizes = [...text].map((character) => (encoding === 'GSM_7' ? septetsOf(character) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= alone) return { encoding, units, parts: 1, unitsLeft: alone - units };
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    const isFull = used + size > joined;
    parts += isFull ? 1 : 0;
    used = (isFull ? 0 : used) + size;
  }
  return { encoding, units, parts, unitsLeft: joined - used };
}
