import { disarmMarks } from './disarm-marks.js';
import type { Renderer } from './renderer.js';
import { type TextStyle, writeText } from './write-text.js';

const style: TextStyle = {
  text: (text) => disarmMarks(escapeText(text)),
  strong: (words) => `*${words}*`,
  emphasis: (words) => `_${words}_`,
  link: (words, address) => `<${escapeText(address)}|${words}>`,
  heading: (words) => `*${words}*`,
  headingsAreStrong: true,
  paragraph: (line) => line,
  bullet: '• ',
  lineBreak: '\n',
};

/** For Slack, whose marks differ from Markdown's; it has no escape but for & < >. */
export const renderMrkdwn: Renderer = (document, resolve) => writeText(document, resolve, style);

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
