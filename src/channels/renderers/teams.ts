import { markdownStyle } from './markdown.js';
import type { Renderer } from './renderer.js';
import { type TextStyle, writeText } from './write-text.js';

const style: TextStyle = {
  ...markdownStyle,
  heading: (words) => `**${words}**`,
  headingsAreStrong: true,
};

/** For Microsoft Teams, whose apps do not all show Markdown's headings: they are strong words on a line of their own. */
export const renderTeams: Renderer = (document, resolve) => writeText(document, resolve, style);
