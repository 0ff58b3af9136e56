import { disarmMarks } from './disarm-marks.js';
import { plainStyle } from './plain.js';
import type { Renderer } from './renderer.js';
import { type TextStyle, writeText } from './write-text.js';

const style: TextStyle = {
  ...plainStyle,
  text: disarmMarks,
  strong: (words) => `*${words}*`,
  emphasis: (words) => `_${words}_`,
  heading: (words) => `*${words}*`,
  headingsAreStrong: true,
};

/** For WhatsApp: its own marks for strong words and emphasis; a link is its words and the address in brackets, which it makes one by itself. */
export const renderWhatsapp: Renderer = (document, resolve) => writeText(document, resolve, style);
