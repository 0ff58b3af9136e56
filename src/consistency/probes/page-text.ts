import { type Page, type PageElement as Element, type PageNode as Node, parsePage } from '../../platform/parse-page.js';

/** The words of a page, or of a fragment of HTML, as a reader sees them. */
export function htmlText(html: string | Page): string {
  const document = typeof html === 'string' ? parsePage(html) : html;
  return tidy(writeAll(document('body').contents().toArray(), everything));
}

/** The words of the first element that `selector` finds, or null. */
export function elementText(html: string | Page, selector: string): string | null {
  const document = typeof html === 'string' ? parsePage(html) : html;
  const [element] = document(selector).toArray();
  return element ? tidy(writeAll((element as Element).children as Node[], everything)) : null;
}

/**
 * What a page says under an anchor, without the heading itself: from the heading with that id to the next heading of the same or a higher level,
 * or the content of any other element with that id. Null when the anchor is gone.
 */
export function pageSection(html: string | Page, anchor: string): string | null {
  const document = typeof html === 'string' ? parsePage(html) : html;
  const [target] = document('[id]')
    .toArray()
    .filter((element) => document(element).attr('id') === anchor);
  if (!target) return null;
  const [heading] = document(target).closest('h1, h2, h3, h4, h5, h6').toArray();
  if (!heading)
    return tidy(
      writeAll((target as Element).children.filter((child) => !isTitle(child as Node)) as Node[], everything),
    );
  return textUnder(heading as Element);
}

/** The words of each of some elements, one after the other; what stands within another of them is not said twice. */
export function wordsOf(elements: readonly Element[]): string {
  const wanted = new Set<unknown>(elements);
  const isWithin = (element: Element): boolean => {
    for (let around = element.parent; around; around = around.parent) if (wanted.has(around)) return true;
    return false;
  };
  const outer = elements.filter((element) => !isWithin(element));
  return outer
    .map((element) => tidy(writeAll(element.children as Node[], everything)))
    .filter(Boolean)
    .join('\n\n');
}

/** What a page says as a whole: its main part where it names one. */
export function wholePage(html: string | Page): string {
  return elementText(html, 'main') ?? htmlText(html);
}

/** Decides, node by node in the order of the page, what belongs to the wanted part. */
interface Part {
  takes(node: Node): boolean;
}

/**
 * What stands under a heading: the nearest element around it that says anything after it, up to the next heading of the same or a higher level. What stands outside
 * of that element, a foot line for one, is not the section's.
 */
export function textUnder(heading: Element): string {
  for (
    let around = heading.parent as Element | null;
    around && 'children' in around;
    around = around.parent as Element | null
  ) {
    const text = tidy(writeAll(around.children as Node[], underHeading(heading)));
    if (text !== '' || ['main', 'article', 'body'].includes(around.name)) return text;
  }
  return '';
}

const everything: Part = { takes: () => true };
const silent = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'nav',
  'footer',
  'form',
  'button',
  'svg',
  'iframe',
  'dialog',
]);
const blocks = new Set(
  'address article aside blockquote body dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);

function underHeading(heading: Element): Part {
  const level = levelOf(heading);
  let place: 'before' | 'within' | 'after' = 'before';
  return {
    takes: (node) => {
      if (node === heading) {
        place = 'within';
        return false;
      }
      if (place === 'within' && 'attribs' in node && levelOf(node) > 0 && levelOf(node) <= level) place = 'after';
      // An element before the heading may hold the heading, so only its words are left out.
      return place === 'within' || (place === 'before' && 'children' in node);
    },
  };
}

function levelOf(element: Element): number {
  return Number(/^h([1-6])$/.exec(element.name)?.[1] ?? 0);
}

function isTitle(node: Node): boolean {
  return 'attribs' in node && (levelOf(node) > 0 || node.name === 'summary' || node.name === 'legend');
}

function writeAll(nodes: readonly Node[], part: Part): string {
  return nodes.map((node) => write(node, part)).join('');
}

function write(node: Node, part: Part): string {
  if (!part.takes(node)) return '';
  if (node.type === 'text') return node.data.replace(/\s+/g, ' ');
  if (!('attribs' in node) || silent.has(node.name) || 'hidden' in node.attribs) return '';
  switch (node.name) {
    case 'br':
      return '\n';
    case 'table':
      return `\n\n${writeTable(node, part)}\n\n`;
    case 'li':
      return writeItem(node, part);
    case 'a':
      return withAddress(writeAll(node.children as Node[], part), node.attribs['href'] ?? '');
    default: {
      const words = writeAll(node.children as Node[], part);
      return blocks.has(node.name) ? `\n\n${words}\n\n` : words;
    }
  }
}

function writeItem(item: Element, part: Part): string {
  const words = writeAll(item.children as Node[], part).trim();
  const list = item.parent;
  if (words === '') return '';
  if (!list || !('attribs' in list) || list.name !== 'ol') return `\n- ${words}`;
  return `\n${(placesIn(list as Element).get(item) ?? 0) + (Number(list.attribs['start']) || 1)}. ${words}`;
}

const placesOfLists = new WeakMap<Element, ReadonlyMap<Node, number>>();

/** The places of a list's items, counted once: a page may hold a hundred thousand. */
function placesIn(list: Element): ReadonlyMap<Node, number> {
  const known = placesOfLists.get(list);
  if (known) return known;
  const items = list.children.filter((child) => 'attribs' in child && child.name === 'li');
  const places = new Map(items.map((item, place) => [item as Node, place]));
  placesOfLists.set(list, places);
  return places;
}

/** As the plain text of an answer shows a table: a line "Head: cell" for each field, the rows apart by an empty line. */
function writeTable(table: Element, part: Part): string {
  const rows = rowsIn(table).map((row) => ({
    cells: cellsIn(row).map((cell) => writeAll(cell.children as Node[], part).trim()),
    isHead: cellsIn(row).every(({ name }) => name === 'th'),
  }));
  const head = rows[0]?.isHead ? rows[0].cells : [];
  const body = rows.length > 1 && rows[0]?.isHead ? rows.slice(1) : rows;
  return body
    .map(({ cells }) =>
      cells
        .map((cell, column) => (head[column] && cell !== head[column] ? `${head[column]}: ${cell}` : cell))
        .filter(Boolean)
        .join('\n'),
    )
    .join('\n\n');
}

function rowsIn(element: Element): readonly Element[] {
  const children = element.children.filter((child): child is Element => 'attribs' in child);
  return children.flatMap((child) => (child.name === 'tr' ? [child] : child.name === 'table' ? [] : rowsIn(child)));
}

function cellsIn(row: Element): readonly Element[] {
  return row.children.filter(
    (child): child is Element => 'attribs' in child && (child.name === 'td' || child.name === 'th'),
  );
}

/** A link to elsewhere is its words and its address, as in the plain text of an answer; where the words are the contact, they stand alone. */
function withAddress(words: string, href: string): string {
  const shown = href.replace(/^(?:mailto|tel):/i, '');
  const isContact = shown !== href;
  if (!isContact && !/^https?:/i.test(href)) return words;
  const tells = isContact ? /[\d@]/.test(words) : words.replace(/\s/g, '') === shown;
  return tells || words.trim() === '' ? words : `${words} (${shown})`;
}

function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
