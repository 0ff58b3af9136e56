import { load } from 'cheerio';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import { AppError } from './errors.js';

/** A page that has been parsed. */
export type Page = ReturnType<typeof load>;

/** A node of a page. */
export type PageNode = ReturnType<Page['root']>[0]['children'][number];
/** An element of a page. */
export type PageElement = Extract<PageNode, { readonly attribs: unknown }>;

/** Browsers stop at 512. */
const deepest = 256;
const mostElements = 150_000;
const mostMisplaced = 10_000;
const mostInOne = 10_000;
const mostAttributes = 2_000;

/**
 * Parses a page by the standard's rules. They cost the square of the depth, and for misplaced tags they make elements that the page does not have: 100 kB
 * of unclosed elements take seconds and 2 MB half an hour. Attributes cost the square of their number, and so do selectors by place. So it ends with UNAVAILABLE as soon as a page is nested deeper or made of more than any real one.
 */
export function parsePage(html: string): Page {
  let depth = 0;
  let elements = 0;
  let misplaced = 0;
  const countMisplaced = () => {
    misplaced += 1;
    if (misplaced > mostMisplaced) throw tooMuch(`has more than ${mostMisplaced} pieces that stand in the wrong place`);
  };
  const treeAdapter: typeof adapter = {
    ...adapter,
    createElement: (...made) => {
      elements += 1;
      if (elements > mostElements) throw tooMuch(`is made of more than ${mostElements} elements`);
      return adapter.createElement(...made);
    },
    appendChild: (parent, child) => {
      if (parent.children.length >= mostInOne) throw tooMuch(`has more than ${mostInOne} pieces in one element`);
      adapter.appendChild(parent, child);
    },
    insertBefore: (...inserted) => {
      countMisplaced();
      adapter.insertBefore(...inserted);
    },
    insertTextBefore: (...inserted) => {
      countMisplaced();
      adapter.insertTextBefore(...inserted);
    },
    onItemPush: () => {
      depth += 1;
      if (depth > deepest) throw tooMuch(`has elements that are nested more than ${deepest} deep`);
    },
    onItemPop: () => {
      depth -= 1;
    },
  };
  if (mostAttributesIn(html) > mostAttributes) throw tooMuch(`has a tag with more than ${mostAttributes} attributes`);
  return load(html, { treeAdapter });
}

const tagStart = /<[a-z][^\s/>]*/gi;
/** A quote begins a value only behind "=": elsewhere it is part of a name, as in a script that a "<" makes look like a tag. */
const attribute = /[\s/]*=?[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*))?/y;

/** At least as many as the tag with the most has, up to the limit. */
function mostAttributesIn(html: string): number {
  let most = 0;
  tagStart.lastIndex = 0;
  while (tagStart.test(html) && most <= mostAttributes) {
    let count = 0;
    attribute.lastIndex = tagStart.lastIndex;
    for (let end = attribute.lastIndex; attribute.test(html); end = attribute.lastIndex) {
      tagStart.lastIndex = Math.max(end, attribute.lastIndex);
      count += 1;
      if (count > mostAttributes) break;
    }
    most = Math.max(most, count);
  }
  return most;
}

/** Parses pages, and one that comes again right after itself only once: many questions are answered by one page. */
export function pageParser(): (html: string) => Page {
  let last: { readonly html: string; readonly page: Page } | null = null;
  return (html) => {
    if (last?.html !== html) last = { html, page: parsePage(html) };
    return last.page;
  };
}

function tooMuch(what: string): AppError {
  return new AppError('UNAVAILABLE', `The page ${what}, and is not read.`);
}
