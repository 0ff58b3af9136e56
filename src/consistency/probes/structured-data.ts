import type { Page } from '../../platform/parse-page.js';
import { htmlText } from './page-text.js';
import { isSameWording } from './wording.js';

/** What a page tells search engines of a question. */
export interface StructuredAnswer {
  /** Null when no question is worded so. */
  readonly text: string | null;
  /** How many blocks of the page's data are no JSON. */
  readonly unreadable: number;
}

/**
 * The accepted answer to a question in a page's JSON-LD: a schema.org Question of an FAQPage or QAPage, wherever it stands in whichever block. A block that
 * is no JSON spoils no other one. Where the page answers the question twice and not alike, it says both.
 */
export function structuredAnswer(page: Page, question: string): StructuredAnswer {
  const blocks = page('script')
    .toArray()
    .filter((script) => /^application\/ld\+json\s*(?:;|$)/i.test(page(script).attr('type')?.trim() ?? ''))
    .map((script) => parsed(page(script).text()));
  const found = blocks
    .flatMap((block) => (block === unreadable ? [] : [...objectsIn(block)]))
    .filter((object) => isOfType(object, 'Question') && isSameWording(wordsIn(object['name']), question))
    .flatMap((object) => answersTo(object));
  return {
    text: found.length === 0 ? null : [...new Set(found)].join('\n\n'),
    unreadable: blocks.filter((block) => block === unreadable).length,
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

const unreadable = Symbol('unreadable');

/** Some editors wrap the block into a comment or a CDATA section, as was once done with scripts. */
function parsed(text: string): unknown {
  if (isDeep(text)) return unreadable;
  try {
    return JSON.parse(text.replace(/^\s*(?:<!--|<!\[CDATA\[)|(?:-->|\]\]>)\s*$/g, ''));
  } catch {
    return unreadable;
  }
}

const deepest = 500;

/** Whether a text in JSON is nested as no data are: reading it would cost the square of its depth. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (isQuoted && character === '\\') place += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '[' || character === '{')) depth += 1;
    else if (!isQuoted && (character === ']' || character === '}')) depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Every object in a value in the order of the text, however deep: without recursion, for the depth is the page's to choose. */
function* objectsIn(value: unknown): Generator<JsonObject> {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) yield next as JsonObject;
    for (const inner of Object.values(next).reverse()) left.push(inner);
  }
}

/** A type may be one of several, and may be written as an address: https://schema.org/Question, schema:Question. */
function isOfType(object: JsonObject, name: string): boolean {
  return [object['@type']].flat().some((type) => typeof type === 'string' && type.split(/[/:#]/).at(-1) === name);
}

function answersTo({ acceptedAnswer }: JsonObject): readonly string[] {
  return [acceptedAnswer].flat().flatMap((answer) => {
    const text = typeof answer === 'object' && answer !== null ? (answer as JsonObject)['text'] : answer;
    return text === undefined || text === null ? [] : [wordsIn(text)];
  });
}

/** A text in JSON-LD may hold HTML, may come with its language, and may be a list. */
function wordsIn(value: unknown): string {
  const texts = [value].flat().map((one) => (isWithLanguage(one) ? one['@value'] : one));
  return texts
    .filter((text) => typeof text === 'string')
    .map((text) => htmlText(text))
    .join('\n\n');
}

function isWithLanguage(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && '@value' in value;
}
