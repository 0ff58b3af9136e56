import MarkdownIt, { type Token } from 'markdown-it';
import { AppError } from '../../platform/errors.js';
import type { Block, Cell, Inline, List, MarkdownDocument, Table } from './document.js';
import { isAllowedTarget } from './link-target.js';

/** The most characters that an answer's body may have; the time that reading takes grows in proportion. */
export const bodyLimit = 20_000;

/** The most columns that a table may have. */
export const mostColumns = 12;

// Facts are longer than the embeds they replace, so a filled text may be longer than the body that an editor may save.
const filledLimit = 2 * bodyLimit;
const maxNesting = 40;
// Each row of a table is filled up to the width of its head: without a limit a small text would become a huge one.
const tooWide = /^[ ]{0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|){12}[ \t]*:?-/m;

const reader = new MarkdownIt('zero', { html: false, linkify: false, typographer: false, maxNesting })
  .enable(['heading', 'list', 'table'])
  .enable(['newline', 'escape', 'emphasis', 'link', 'entity']);
// Judged here and not by the library: it would leave a refused link's address standing in the text.
reader.validateLink = () => true;

/**
 * Reads a text of our subset: paragraph, heading, list, strong, emphasis, link, table. Any other construct stays as the characters it is
 * written with, a link to a refused scheme as its words. Throws BAD_INPUT for a text that is too long,
 * too wide or not well formed.
 */
export function parseMarkdown(text: string): MarkdownDocument {
  if (text.length > filledLimit)
    throw new AppError('BAD_INPUT', `The text is longer than ${filledLimit.toLocaleString('en')} characters.`);
  if (!text.isWellFormed() || text.includes('\0'))
    throw new AppError('BAD_INPUT', 'The text holds a character that is not valid.');
  if (tooWide.test(text)) throw new AppError('BAD_INPUT', `A table may have at most ${mostColumns} columns.`);
  return { blocks: readBlocks(cursorOver(reader.parse(text, {})), null) };
}

interface Cursor {
  take(): Token;
  peek(): Token | undefined;
}

function cursorOver(tokens: readonly Token[]): Cursor {
  let at = 0;
  return { take: () => tokens[at++] as Token, peek: () => tokens[at] };
}

/** Reads up to the closing token `end`, which is taken too, or to the end. */
function readBlocks(cursor: Cursor, end: string | null): readonly Block[] {
  const blocks: Block[] = [];
  while (cursor.peek()) {
    const token = cursor.take();
    if (token.type === end) break;
    const block = readBlock(token, cursor);
    if (block) blocks.push(block);
  }
  return blocks;
}

function readBlock(token: Token, cursor: Cursor): Block | null {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', content: readContent(cursor, 'paragraph_close') };
    case 'heading_open':
      return { kind: 'heading', level: Number(token.tag.slice(1)), content: readContent(cursor, 'heading_close') };
    case 'bullet_list_open':
      return { kind: 'list', start: null, items: readItems(cursor, 'bullet_list_close') };
    case 'ordered_list_open':
      return {
        kind: 'list',
        start: Number(token.attrGet('start') ?? 1),
        items: readItems(cursor, 'ordered_list_close'),
      };
    case 'table_open':
      return readTable(cursor);
    default:
      return null;
  }
}

function readItems(cursor: Cursor, end: string): List['items'] {
  const items: (readonly Block[])[] = [];
  while (cursor.take().type !== end) items.push(readBlocks(cursor, 'list_item_close'));
  return items;
}

function readTable(cursor: Cursor): Table {
  const rows: Cell[][] = [];
  for (let token = cursor.take(); token.type !== 'table_close'; token = cursor.take()) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'th_open' || token.type === 'td_open')
      rows.at(-1)?.push(readContent(cursor, `${token.tag}_close`));
  }
  const [head = [], ...body] = rows;
  return { kind: 'table', head, rows: body };
}

function readContent(cursor: Cursor, end: string): readonly Inline[] {
  const content: Inline[] = [];
  for (let token = cursor.take(); token.type !== end; token = cursor.take()) {
    content.push(...readInlines(cursorOver(token.children ?? []), null));
  }
  return content;
}

function readInlines(cursor: Cursor, end: string | null): readonly Inline[] {
  const inlines: Inline[] = [];
  while (cursor.peek()) {
    const token = cursor.take();
    if (token.type === end) break;
    inlines.push(...readInline(token, cursor));
  }
  return joined(inlines);
}

function readInline(token: Token, cursor: Cursor): readonly Inline[] {
  switch (token.type) {
    case 'strong_open':
      return [{ kind: 'strong', content: readInlines(cursor, 'strong_close') }];
    case 'em_open':
      return [{ kind: 'emphasis', content: readInlines(cursor, 'em_close') }];
    case 'link_open':
      return readLink(String(token.attrGet('href') ?? ''), cursor);
    case 'softbreak':
      return [{ kind: 'text', text: ' ' }];
    case 'hardbreak':
      return [{ kind: 'break' }];
    default:
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
  }
}

function readLink(target: string, cursor: Cursor): readonly Inline[] {
  const content = readInlines(cursor, 'link_close');
  return isAllowedTarget(target) ? [{ kind: 'link', target, content }] : content;
}

/** Neighbouring texts become one, so that a renderer sees whole words. */
function joined(inlines: readonly Inline[]): readonly Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (last?.kind === 'text' && inline.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + inline.text };
    else result.push(inline);
  }
  return result;
}
