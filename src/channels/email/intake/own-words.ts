import { isAppError } from '../../../platform/errors.js';
import { type PageNode, parsePage } from '../../../platform/parse-page.js';

const longest = 20_000;
const quoteBegins =
  /^(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|mensaje original)|_{10,}\s*$|(?:on|am|el) .{5,200}(?:wrote|schrieb.{0,120}|escribió):\s*$)/i;

/** What the sender wrote: without quoted lines, what stands below a quotation's head, and the signature. */
export function ownWords(part: { readonly text?: string | undefined; readonly html?: string | undefined }): string {
  const lines = (part.text?.trim() ? part.text : textOf(part.html ?? '')).replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((line) => line === '-- ' || line.trimEnd() === '--' || quoteBegins.test(line.trim()));
  const own = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !/^\s*>/.test(line)).join('\n');
  return storable(own.replace(/\n{3,}/g, '\n\n'))
    .slice(0, longest)
    .toWellFormed()
    .trim();
}

/** A text without what no database keeps: NUL, and halves of pairs. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

const unread = new Set(['head', 'style', 'script', 'blockquote']);
const endsLine = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3']);

/** Nothing for HTML that no mail program writes: it would hold the whole worker up. */
function textOf(html: string): string {
  try {
    return wordsIn(parsePage(html).root().toArray() as PageNode[]);
  } catch (error) {
    if (isAppError(error)) return '';
    throw error;
  }
}

function wordsIn(nodes: readonly PageNode[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.data;
      if (!('children' in node) || ('name' in node && unread.has(node.name))) return '';
      return wordsIn(node.children as PageNode[]) + ('name' in node && endsLine.has(node.name) ? '\n' : '');
    })
    .join('');
}
