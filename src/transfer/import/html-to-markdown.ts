import { load } from 'cheerio';
import { escapeLineStart, escapeMarkdown, isAllowedTarget } from '../../channels/index.js';

type Node = ReturnType<ReturnType<typeof load>['root']>[0]['children'][number];
type Element = Extract<Node, { readonly attribs: unknown }>;

/** A page's words in our Markdown, and what of it was left out. */
export interface ConvertedPage {
  /** The page's own heading, else the title in its head; "" when it has neither. */
  readonly title: string;
  readonly markdown: string;
  readonly lost: readonly string[];
}

const tooDeep = 'Elements that are nested too deep are left out.';
const deepest = 60;
const deepestList = 3;
const mostColumns = 12;

/** Nothing in these is said to a reader, and some of it would be done to him. */
const silent = new Set(
  'script style noscript template iframe frame object embed applet svg math canvas audio video form button input select textarea head nav header footer aside'.split(
    ' ',
  ),
);
const inline = new Set(
  'a abbr b bdi bdo cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr img br'.split(
    ' ',
  ),
);
/** Elements without an end. */
const alone = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const mostOpen = 2_000;
const heading = /^h[1-6]$/;

/** Writes the main part of a page as Markdown of our subset; scripts, forms, menus and addresses of other schemes are gone. */
export function htmlToMarkdown(html: string): ConvertedPage {
  const lost = new Set<string>();
  if (isEndless(html)) return { title: '', markdown: '', lost: [tooDeep] };
  // The simple parser: the standard's rules for misplaced tags let a small page grow into gigabytes.
  const document = load(html, { xml: { xmlMode: false } });
  const parts = ['main', '[role=main]', 'article', 'body'].map((name) => document(name).toArray());
  const part = parts.find((found) => found.length === 1)?.[0] ?? document.root()[0];
  const [first] = document('h1').toArray();
  const title = document(first ?? 'title')
    .first()
    .text();
  const nodes = part ? childrenOf(part as Node) : [];
  const written = blocks(nodes, { depth: 0, lists: 0, skipped: (first as Node | undefined) ?? null, lost });
  return { title: title.replace(/\s+/g, ' ').trim(), markdown: written.join('\n\n'), lost: [...lost] };
}

interface Place {
  readonly depth: number;
  readonly lists: number;
  /** The heading that became the title. */
  readonly skipped: Node | null;
  readonly lost: Set<string>;
}

/** The blocks among nodes; neighbouring words and marks make one paragraph, a line break ends it. */
function blocks(nodes: readonly Node[], place: Place): readonly string[] {
  if (place.depth > deepest) {
    place.lost.add(tooDeep);
    return [];
  }
  const written: string[] = [];
  let line: Node[] = [];
  const endLine = () => {
    const words = inlines(line, place).trim();
    if (words !== '') written.push(escapeLineStart(words));
    line = [];
  };
  for (const node of nodes) {
    if (isElement(node) && node.name === 'br') endLine();
    else if (isElement(node) && holdsBlocks(node)) {
      endLine();
      if (node !== place.skipped) written.push(...block(node, { ...place, depth: place.depth + 1 }));
    } else line.push(node);
  }
  endLine();
  return written;
}

function block(element: Element, place: Place): readonly string[] {
  if (silent.has(element.name)) return noteSilent(element, place);
  if (heading.test(element.name)) {
    const words = inlines(childrenOf(element), place).trim();
    return words === ''
      ? []
      : [`${'#'.repeat(Math.max(2, Number(element.name.slice(1))))} ${words.replace(/(^|\s)(#+)$/, '$1\\$2')}`];
  }
  if (element.name === 'ul' || element.name === 'ol') return [list(element, place)].filter((text) => text !== '');
  if (element.name === 'table') return table(element, place);
  return blocks(childrenOf(element), place);
}

function noteSilent(element: Element, place: Place): readonly string[] {
  if (['form', 'iframe', 'object', 'embed', 'video', 'audio', 'svg', 'canvas'].includes(element.name))
    place.lost.add(`What a ${element.name} shows is left out.`);
  return [];
}

/** A list that stands deeper than three goes on in the list around it. */
function list(element: Element, place: Place): string {
  const within = { ...place, lists: place.lists + 1 };
  const items = childrenOf(element).filter(isElement);
  return items
    .map((item) => {
      const mark = element.name === 'ol' ? '1. ' : '- ';
      const parts = blocks(item.name === 'li' ? childrenOf(item) : [item], { ...within, depth: place.depth + 1 });
      const content = parts.join(within.lists >= deepestList ? ' ' : '\n\n').replace(/\n\n(?=(?:- |1\. ))/g, '\n');
      const flat = within.lists >= deepestList ? withoutMarks(content) : content;
      return flat === '' ? '' : mark + flat.replace(/\n(?!\n)/g, `\n${' '.repeat(mark.length)}`);
    })
    .filter((text) => text !== '')
    .join('\n');
}

/** The items of a list as one line; a mark at its beginning would open yet another list. */
function withoutMarks(content: string): string {
  return content.replace(/\s*\n\s*(?:- |1\. )?/g, ' ').replace(/^(?:(?:- |1\. ) *)+/, '');
}

function table(element: Element, place: Place): readonly string[] {
  const rows = elementsIn(element, 'tr').map((row) =>
    childrenOf(row)
      .filter(isElement)
      .filter(({ name }) => name === 'td' || name === 'th')
      .map((cell) =>
        blocks(childrenOf(cell), { ...place, depth: place.depth + 1 })
          .join(' ')
          .replace(/\s*\n\s*/g, ' '),
      ),
  );
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const [head, ...body] = rows.filter((row) => row.length > 0);
  if (!head) return [];
  if (columns > mostColumns || body.length === 0) return rows.flatMap((row) => row.filter((cell) => cell !== ''));
  const filled = (row: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, at) => row[at] ?? '').join(' | ')} |`;
  return [[filled(head), `|${' --- |'.repeat(columns)}`, ...body.map(filled)].join('\n')];
}

function inlines(nodes: readonly Node[], place: Place): string {
  if (place.depth > deepest) return '';
  return nodes
    .map((node) => (isElement(node) ? inlineOf(node, { ...place, depth: place.depth + 1 }) : textOf(node)))
    .join('')
    .replace(/[ \t\n\r\f]+/g, ' ');
}

function inlineOf(element: Element, place: Place): string {
  if (silent.has(element.name)) return noteSilent(element, place).join('');
  if (element.name === 'br') return ' ';
  if (element.name === 'img') {
    place.lost.add('Images are left out; their alternative texts stay.');
    return escapeMarkdown(element.attribs['alt'] ?? '');
  }
  const words = inlines(childrenOf(element), place);
  if (['b', 'strong'].includes(element.name)) return marked(words, '**');
  if (['i', 'em'].includes(element.name)) return marked(words, '*');
  return element.name === 'a' ? link(words, element.attribs['href'] ?? '', place) : words;
}

/** Marks stand close around words without marks of their own, or Markdown would show them. */
function marked(words: string, mark: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(words) ?? [];
  return inner === '' || openMark.test(inner) ? words : `${before}${mark}${inner}${mark}${after}`;
}

function link(words: string, address: string, place: Place): string {
  const target = address.trim();
  if (words.trim() === '' || words.includes('](')) return words;
  if (!isAllowedTarget(target) || /[\s<>\\]/.test(target)) {
    if (target !== '') place.lost.add(`The address of a link is left out: ${target.slice(0, 80)}`);
    return words;
  }
  return `[${words.trim()}](${/[()]/.test(target) ? `<${target}>` : target})`;
}

/** Whether an element stands on lines of its own, or holds one that does. */
function holdsBlocks(element: Element): boolean {
  return !inline.has(element.name);
}

function elementsIn(element: Element, name: string): readonly Element[] {
  const around = childrenOf(element).filter(isElement);
  return around.flatMap((child) =>
    child.name === name ? [child] : ['thead', 'tbody', 'tfoot'].includes(child.name) ? elementsIn(child, name) : [],
  );
}

/** A sign that an odd number of backslashes does not make a plain one yet. */
const lastSign = /(?<=(?:^|[^\\])(?:\\\\)*)[<&~!]$/;
const openMark = /(?<=(?:^|[^\\])(?:\\\\)*)\*/;

/** What stands at the end of one text may mean something together with the beginning of the next. */
function textOf(node: Node): string {
  const text = node.type === 'text' ? escapeMarkdown((node as { readonly data: string }).data) : '';
  return text.replace(lastSign, '\\$&');
}

/** Whether so many elements are never closed that reading them would take long. */
function isEndless(html: string): boolean {
  const open = new Map<string, number>();
  let all = 0;
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]{0,30})[^<>]*>/gi)) {
    const name = tag.toLowerCase();
    const count = open.get(name) ?? 0;
    if (alone.has(name) || (slash !== '' && count === 0)) continue;
    open.set(name, count + (slash === '' ? 1 : -1));
    all += slash === '' ? 1 : -1;
    if (all > mostOpen) return true;
  }
  return false;
}

function isElement(node: Node): node is Element {
  return 'attribs' in node;
}

function childrenOf(node: Node): readonly Node[] {
  return 'children' in node ? (node.children as Node[]) : [];
}
