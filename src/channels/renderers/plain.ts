import type { Renderer } from './renderer.js';
import { type TextStyle, writeText } from './write-text.js';

/** How text without marks is written; networks with a few marks of their own build on it. */
export const plainStyle: TextStyle = {
  text: (text) => text,
  strong: (words) => words,
  emphasis: (words) => words,
  link: (words, address, plain) => withAddress(words, legible(address), plain),
  heading: (words) => words,
  paragraph: (line) => line,
  bullet: '- ',
  lineBreak: '\n',
};

/** For social messages, the text part of mails, and agents: no marks at all; a link is its words and the address in brackets. */
export const renderPlain: Renderer = (document, resolve) => writeText(document, resolve, plainStyle);

/** People dial and write to addresses as they see them: without the scheme. */
function legible(address: string): string {
  return address.replace(/^(?:mailto|tel):/i, '');
}

function withAddress(words: string, address: string, plain: string): string {
  return plain.replace(/\s/g, '') === address ? words : `${words} (${address})`;
}
