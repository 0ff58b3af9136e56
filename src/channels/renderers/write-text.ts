import type { Block, Cell, Inline, List, MarkdownDocument, Table } from '../markdown/document.js';
import type { ResolveTarget } from '../markdown/link-target.js';

/** How a text channel writes what stands within a line, and what opens an item of a list. */
export interface TextStyle {
  text(text: string): string;
  strong(words: string): string;
  emphasis(words: string): string;
  /** `plain` is the link's words without any marks, to see whether they are the address itself. */
  link(words: string, address: string, plain: string): string;
  heading(words: string, level: number): string;
  /** Headings are written in the marks of strong words, so what is strong in them needs none of its own. */
  readonly headingsAreStrong?: boolean;
  /** A paragraph's finished line: the place to disarm what means something at its beginning. */
  paragraph(line: string): string;
  readonly bullet: string;
  /** What ends a line within a block. */
  readonly lineBreak: string;
}

/** Writes a document as lines of text: blocks apart by an empty line, tables as one "Head: cell" line a field. */
export function writeText(document: MarkdownDocument, resolve: ResolveTarget, style: TextStyle): string {
  return writer(resolve, style).blocks(document.blocks);
}

/** The words of a line alone, without marks and without addresses. */
export function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => (inline.kind === 'text' ? inline.text : inline.kind === 'break' ? ' ' : wordsOf(inline.content)))
    .join('');
}

/** The same without strong words and emphasis. */
function unmarked(inlines: readonly Inline[]): readonly Inline[] {
  return inlines.flatMap((inline): readonly Inline[] => {
    if (inline.kind === 'strong' || inline.kind === 'emphasis') return unmarked(inline.content);
    return [inline.kind === 'link' ? { ...inline, content: unmarked(inline.content) } : inline];
  });
}

function writer(resolve: ResolveTarget, style: TextStyle) {
  const blocks = (list: readonly Block[], between: (next: Block) => string = () => '\n\n'): string =>
    list.reduce((written, one) => {
      const text = block(one);
      return written === '' || text === '' ? written + text : written + between(one) + text;
    }, '');

  const block = (one: Block): string => {
    switch (one.kind) {
      case 'paragraph':
        return style.paragraph(inlines(one.content));
      case 'heading':
        return style.heading(inlines(style.headingsAreStrong ? unmarked(one.content) : one.content), one.level);
      case 'list':
        return items(one);
      case 'table':
        return rows(one);
    }
  };

  const items = ({ start, items: list }: List): string =>
    list
      .map((content, index) => {
        const mark = start === null ? style.bullet : `${start + index}. `;
        return mark + blocks(content, betweenInItem).replace(/\n(?!\n)/g, `\n${' '.repeat(mark.length)}`);
      })
      .join('\n');

  const rows = ({ head, rows: list }: Table): string =>
    (list.length > 0 ? list : [[]])
      .map((row) =>
        (row.length > 0 ? row.map((cell, column) => field(head[column] ?? [], cell)) : head.map(inlines)).filter(
          (line) => line !== '',
        ),
      )
      .map((lines) => style.paragraph(lines.join(style.lineBreak)))
      .join('\n\n');

  const field = (head: Cell, cell: Cell): string => {
    const [name, value] = [inlines(head), inlines(cell)];
    if (name === '' || value === '') return name + value;
    return /[:?!]$/.test(wordsOf(head)) ? `${name} ${value}` : `${name}: ${value}`;
  };

  const inlines = (list: readonly Inline[]): string => list.map(inline).join('');

  const inline = (one: Inline): string => {
    switch (one.kind) {
      case 'text':
        return style.text(one.text);
      case 'break':
        return style.lineBreak;
      case 'strong':
        return style.strong(inlines(one.content));
      case 'emphasis':
        return style.emphasis(inlines(one.content));
      case 'link': {
        const address = resolve(one.target);
        return address === null
          ? inlines(one.content)
          : style.link(inlines(one.content), address, wordsOf(one.content));
      }
    }
  };

  return { blocks };
}

/** A list in an item follows on the next line; a list that does not begin at 1 would be read as part of the paragraph above it. */
function betweenInItem(next: Block): string {
  return next.kind === 'list' && (next.start ?? 1) === 1 ? '\n' : '\n\n';
}
