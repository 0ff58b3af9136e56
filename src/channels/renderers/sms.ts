import { isGsm, isInGsm } from './gsm-alphabet.js';
import { renderPlain } from './plain.js';
import type { Renderer } from './renderer.js';

const replacements: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '´': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '•': '-',
  '…': '...',
  '×': 'x',
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\u2007': ' ',
  '\t': ' ',
};

/**
 * For text messages: plain, and in the GSM alphabet wherever that loses no letter, because one character outside it makes the whole message
 * UCS-2 and more than doubles its parts. A text that cannot be written in it, such as Arabic, is left whole.
 */
export const renderSms: Renderer = (document, resolve) =>
  inGsm(renderPlain(document, (target) => inAscii(resolve(target))));

/** An address may not lose an accent: it would lead elsewhere. */
function inAscii(address: string | null): string | null {
  return address === null || /^[!-~]*$/.test(address) ? address : (URL.parse(address)?.href ?? address);
}

function inGsm(text: string): string {
  const written = [...text.normalize('NFC')].map(gsmLetter).join('');
  return isGsm(written) ? written : text;
}

/** Its own letter, or one that differs in punctuation or accent only. */
function gsmLetter(character: string): string {
  if (isInGsm(character)) return character;
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return replacements[character] ?? bare;
}
