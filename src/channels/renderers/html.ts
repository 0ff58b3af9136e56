import sanitizeHtml from 'sanitize-html';
import type { Block, Cell, Inline, List, Table } from '../markdown/document.js';
import type { ResolveTarget } from '../markdown/link-target.js';
import { escapeHtml } from './escape-html.js';
import type { Renderer } from './renderer.js';

// A second fence: the writer below escapes all that it writes, and only what it writes passes here. `http` is for our own pages on
// loopback; the texts' own links were judged when they were read.
const fence: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    'a',
    'br',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: { a: ['href'], ol: ['start'], th: ['scope'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
};

/** For help pages and e-mail: plain elements without classes or styles; headings begin at the second level. */
export const renderHtml: Renderer = (document, resolve) => sanitizeHtml(writeBlocks(document.blocks, resolve), fence);

function writeBlocks(blocks: readonly Block[], resolve: ResolveTarget): string {
  return blocks.map((block) => writeBlock(block, resolve)).join('\n');
}

function writeBlock(block: Block, resolve: ResolveTarget): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${writeInlines(block.content, resolve)}</p>`;
    case 'heading': {
      const level = Math.max(2, block.level);
      return `<h${level}>${writeInlines(block.content, resolve)}</h${level}>`;
    }
    case 'list':
      return writeList(block, resolve);
    case 'table':
      return writeTable(block, resolve);
  }
}

function writeList({ start, items }: List, resolve: ResolveTarget): string {
  const written = items.map((blocks) => `<li>${writeItem(blocks, resolve)}</li>`).join('\n');
  if (start === null) return `<ul>\n${written}\n</ul>`;
  return `<ol${start === 1 ? '' : ` start="${start}"`}>\n${written}\n</ol>`;
}

/** The first paragraph of an item needs no element of its own unless a second one follows. */
function writeItem(blocks: readonly Block[], resolve: ResolveTarget): string {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph' || rest.some(({ kind }) => kind !== 'list')) return writeBlocks(blocks, resolve);
  return [writeInlines(first.content, resolve), ...rest.map((block) => writeBlock(block, resolve))].join('\n');
}

function writeTable({ head, rows }: Table, resolve: ResolveTarget): string {
  const cells = (row: readonly Cell[], open: string, close: string) =>
    row.map((cell) => `${open}${writeInlines(cell, resolve)}${close}`).join('');
  const body = rows.map((row) => `<tr>${cells(row, '<td>', '</td>')}</tr>`).join('\n');
  return `<table>\n<thead><tr>${cells(head, '<th scope="col">', '</th>')}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function writeInlines(inlines: readonly Inline[], resolve: ResolveTarget): string {
  return inlines.map((inline) => writeInline(inline, resolve)).join('');
}

function writeInline(inline: Inline, resolve: ResolveTarget): string {
  switch (inline.kind) {
    case 'text':
      return escapeHtml(inline.text);
    case 'break':
      return '<br />';
    case 'strong':
      return `<strong>${writeInlines(inline.content, resolve)}</strong>`;
    case 'emphasis':
      return `<em>${writeInlines(inline.content, resolve)}</em>`;
    case 'link': {
      const words = writeInlines(inline.content, resolve);
      const address = resolve(inline.target);
      return address === null ? words : `<a href="${escapeHtml(address)}">${words}</a>`;
    }
  }
}
