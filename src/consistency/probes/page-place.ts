import { load } from 'cheerio';
import type { Page, PageElement } from '../../platform/parse-page.js';
import { pageSection, textUnder, wholePage, wordsOf } from './page-text.js';
import { structuredAnswer } from './structured-data.js';
import { isSameWording } from './wording.js';

/** The ways to name a place on a page; each is a field of the source. */
export const placeFields = ['anchor', 'selector', 'heading', 'jsonLd'] as const;

/** How a source names a place on a page: by one of the fields, or by none for the page as a whole. */
export type PageMarks = { readonly [field in (typeof placeFields)[number]]?: string | null | undefined };

/** What stands at a place of a page, or why nothing can be read there. */
export type ReadPlace = { readonly words: string } | { readonly failure: string };

/** Reads a place of a page. One that is gone is a failure, which is not the same as saying nothing. */
export function readPlace(page: Page, { anchor, selector, heading, jsonLd }: PageMarks): ReadPlace {
  if (anchor) return found(pageSection(page, anchor), `The page has no place named ${anchor} any more.`);
  if (selector) return atSelector(page, selector);
  if (heading) return underHeading(page, heading);
  if (jsonLd) return inStructuredData(page, jsonLd);
  return { words: wholePage(page) };
}

/** Why a text is no CSS selector; null when it is one. */
export function selectorFault(selector: string): string | null {
  // The library takes both, the second for a step to the element around.
  if (/[>+~]\s*(?:,|$)/.test(selector)) return 'it ends before it says what it looks for';
  if (selector.includes('<')) return 'it holds a <';
  try {
    load('<p></p>').root().find(selector);
    return null;
  } catch (error) {
    return (error as Error).message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200);
  }
}

function atSelector(page: Page, selector: string): ReadPlace {
  const elements = page.root().find(selector).toArray() as PageElement[];
  return elements.length === 0
    ? { failure: `Nothing on the page matches the selector ${selector} any more.` }
    : { words: wordsOf(elements) };
}

/** Two headings of that wording are a failure: to take one of them for the answer would be a guess. */
function underHeading(page: Page, wording: string): ReadPlace {
  const [first, ...others] = page('h1, h2, h3, h4, h5, h6')
    .toArray()
    .filter((heading) => isSameWording(page(heading).text(), wording));
  if (!first) return { failure: `The page has no heading “${wording}” any more.` };
  if (others.length > 0) return { failure: `The page has ${others.length + 1} headings “${wording}”.` };
  return { words: textUnder(first) };
}

function inStructuredData(page: Page, question: string): ReadPlace {
  const { text, unreadable } = structuredAnswer(page, question);
  const blocks = unreadable === 1 ? 'one block of it is' : `${unreadable} blocks of it are`;
  const note = unreadable === 0 ? '' : `; ${blocks} not valid JSON`;
  return found(text, `The page’s structured data has no answer to “${question}” any more${note}.`);
}

function found(words: string | null, failure: string): ReadPlace {
  return words === null ? { failure } : { words };
}
