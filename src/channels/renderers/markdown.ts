import { escapeLineStart, escapeMarkdown } from '../markdown/escape-markdown.js';
import type { Renderer } from './renderer.js';
import { type TextStyle, writeText } from './write-text.js';

/** How our subset is written as Markdown. */
export const markdownStyle: TextStyle = {
  text: escapeMarkdown,
  strong: (words) => `**${words}**`,
  emphasis: (words) => `*${words}*`,
  link: (words, address) => `[${words}](${/[()]/.test(address) ? `<${address}>` : address})`,
  heading: (words, level) => `${'#'.repeat(Math.max(2, level))} ${words.replace(/(^|\s)(#+)$/, '$1\\$2')}`,
  // An exclamation mark before a link would turn it into an image.
  paragraph: (line) => escapeLineStart(line).replace(/!\[/g, '\\!['),
  bullet: '- ',
  lineBreak: '  \n',
};

/** For the web chat: our subset without tables, which a chat window is too narrow for; it reads well where the marks are shown verbatim. */
export const renderMarkdown: Renderer = (document, resolve) => writeText(document, resolve, markdownStyle);
