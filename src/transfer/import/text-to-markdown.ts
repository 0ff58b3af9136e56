import { escapeLineStart, escapeMarkdown } from '../../channels/index.js';

const listItem = /^\s*[-*•]\s+(\S.*)$/;
const numbered = /^\s*\d{1,3}[.)]\s+(\S.*)$/;

/** Plain words as our Markdown that shows the same: each line a paragraph, lines that begin as lists do a list. */
export function textToMarkdown(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map(line);
  return lines
    .filter(({ written }) => written !== '')
    .reduce((all, { kind, written }, at, kept) => {
      const joined = kind !== 'paragraph' && kept[at - 1]?.kind === kind;
      return all === '' ? written : `${all}${joined ? '\n' : '\n\n'}${written}`;
    }, '');
}

function line(text: string): { readonly kind: 'bullet' | 'number' | 'paragraph'; readonly written: string } {
  const bullet = listItem.exec(text)?.[1];
  if (bullet !== undefined) return { kind: 'bullet', written: `- ${escapeMarkdown(bullet.trim())}` };
  const item = numbered.exec(text)?.[1];
  // Markdown counts for itself.
  if (item !== undefined) return { kind: 'number', written: `1. ${escapeMarkdown(item.trim())}` };
  return { kind: 'paragraph', written: escapeLineStart(escapeMarkdown(text.trim())) };
}
