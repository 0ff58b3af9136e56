import MarkdownIt, { type Token } from 'markdown-it';
import { isAllowedTarget } from './link-target.js';
import { bodyLimit, mostColumns } from './parse-markdown.js';

const deepestList = 3;

// Reads far more than we show, so that what is outside our subset is named and not overlooked.
const wideReader = new MarkdownIt('default', { html: true, linkify: false, typographer: false, maxNesting: 100 });
wideReader.validateLink = () => true;

const refusals: Readonly<Record<string, string>> = {
  image: 'Images are not shown on every channel: say in words what the image shows.',
  html_block: 'HTML is not allowed: use Markdown.',
  html_inline: 'HTML is not allowed: use Markdown.',
  fence: 'Code blocks are not allowed: write the words as a paragraph or a list.',
  code_block: 'Lines that begin with four blanks become a code block: begin them at the margin.',
  code_inline: 'Code marks (`) are not allowed: use **strong** for the names of buttons.',
  s_open: 'Struck-out words (~~) are not allowed: leave them out.',
  blockquote_open: 'Quotations (>) are not allowed: write a paragraph.',
  hr: 'Ruled lines (---) are not allowed: use a heading.',
  hardbreak: 'Forced line breaks are not allowed: begin a new paragraph or a list.',
};

/** Why an editor's text may not be saved as an answer's body, one sentence a reason; empty when it may. Facts need not be filled in. */
export function checkMarkdown(body: string): readonly string[] {
  const unreadable = checkCharacters(body);
  if (unreadable.length > 0) return unreadable;
  const definitions = {};
  const tokens = wideReader.parse(body, definitions);
  const found = [
    ...tokens.flatMap(checkBlock),
    ...tokens.flatMap((token) => (token.children ?? []).flatMap(checkInline)),
    ...checkNesting(tokens),
    ...checkDefinitions(definitions),
    ...checkTables(tokens, body.split('\n')),
  ];
  return [...new Set(found)];
}

function checkCharacters(body: string): readonly string[] {
  if (body.length > bodyLimit)
    return [
      `The text has ${body.length.toLocaleString('en')} characters; at most ${bodyLimit.toLocaleString('en')} are allowed.`,
    ];
  if (!body.isWellFormed() || body.includes('\0')) return ['The text holds a character that is not valid.'];
  return [];
}

function checkBlock(token: Token): readonly string[] {
  const refusal = refusals[token.type];
  if (refusal !== undefined) return [refusal];
  if (token.type !== 'heading_open') return [];
  if (token.tag === 'h1') return ['Headings begin at the second level (##): the first is the title.'];
  return token.markup.startsWith('#') ? [] : ['Write a heading as ## Heading, not by a line beneath it.'];
}

function checkInline(token: Token): readonly string[] {
  const refusal = refusals[token.type];
  if (refusal !== undefined) return [refusal];
  return token.type === 'link_open' ? checkLink(token) : [];
}

function checkLink(token: Token): readonly string[] {
  const target = String(token.attrGet('href') ?? '');
  if (token.info === 'auto') return [`Write the link <${target}> as [words](${target}).`];
  if (token.attrGet('title') !== null)
    return [`The link to ${target} has a title in quotes, which most channels do not show: put it into the words.`];
  // A link whose address is a fact is judged by the fact's type, which is checked when its value is stated.
  if (target.startsWith('%7B%7Bfact:') || isAllowedTarget(target)) return [];
  return [`The link to “${target.slice(0, 80)}” is not allowed: use https:, mailto:, tel: or answer: and a key.`];
}

function checkNesting(tokens: readonly Token[]): readonly string[] {
  let depth = 0;
  let deepest = 0;
  for (const { type } of tokens) {
    if (type.endsWith('_list_open')) depth += 1;
    if (type.endsWith('_list_close')) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest > deepestList ? [`Lists may stand in lists at most ${deepestList} deep.`] : [];
}

function checkDefinitions(environment: { readonly references?: Readonly<Record<string, unknown>> }): readonly string[] {
  return Object.keys(environment.references ?? {}).length > 0
    ? ['Link definitions ([name]: address) are not allowed: write [words](address).']
    : [];
}

/** A row with more fields than the head would lose the last ones without a word. */
function checkTables(tokens: readonly Token[], lines: readonly string[]): readonly string[] {
  const problems: string[] = [];
  let columns = 0;
  for (const { type, map } of tokens) {
    if (type === 'table_open') columns = 0;
    if (type === 'th_open') columns += 1;
    const line = type === 'tr_open' && columns > 0 ? (lines[map?.[0] ?? -1] ?? '').trim() : '';
    if (fieldsOf(line) > columns && line !== '')
      problems.push(`A row of the table has more fields than its head: “${line.slice(0, 80)}”.`);
    if (columns > mostColumns) problems.push(`A table may have at most ${mostColumns} columns.`);
  }
  return problems;
}

function fieldsOf(line: string): number {
  const inner = line.replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).length;
}
