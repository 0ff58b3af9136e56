// The subset of Markdown that answers are written in, as DOM nodes. Text never becomes markup: nothing here touches innerHTML.
import { home, isSafeLink, make } from './dom.js';

const listItem = /^(?:[-*+]|(\d{1,9})[.)])[ \t]+(?=\S)/;
const heading = /^(#{1,6})[ \t]+(.*)$/;

/** The text's paragraphs, headings, lists, emphasis and links, ready to be put into a page. */
export function renderMarkdown(text) {
  return blocks(text.replace(/\r\n?/g, '\n').split('\n'));
}

function blocks(lines) {
  const fragment = document.createDocumentFragment();
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (line.trim() === '') {
      index += 1;
    } else if (heading.test(line)) {
      const [, marks, words] = heading.exec(line);
      fragment.append(element(`h${Math.min(6, marks.length + 1)}`, inline(words)));
      index += 1;
    } else if (listItem.test(line)) {
      const { list, next } = readList(lines, index);
      fragment.append(list);
      index = next;
    } else {
      const next = endOfParagraph(lines, index);
      fragment.append(element('p', inline(lines.slice(index, next).join('\n'))));
      index = next;
    }
  }
  return fragment;
}

function endOfParagraph(lines, start) {
  let end = start + 1;
  while (end < lines.length && lines[end].trim() !== '' && !heading.test(lines[end]) && !listItem.test(lines[end]))
    end += 1;
  return end;
}

function readList(lines, start) {
  const number = listItem.exec(lines[start])[1];
  const list = document.createElement(number === undefined ? 'ul' : 'ol');
  if (number !== undefined && number !== '1') list.setAttribute('start', number);
  let index = start;
  while (index < lines.length) {
    const mark = listItem.exec(lines[index]);
    if (!mark || (mark[1] === undefined) !== (number === undefined)) break;
    const next = endOfItem(lines, index, mark[0].length);
    const own = [
      lines[index].slice(mark[0].length),
      ...lines.slice(index + 1, next).map((line) => line.slice(mark[0].length)),
    ];
    list.append(element('li', isOneLine(own) ? inline(own[0]) : blocks(own)));
    index = next;
    while (index < lines.length && lines[index].trim() === '' && listItem.test(lines[index + 1] ?? '')) index += 1;
  }
  return { list, next: index };
}

/** An item goes on with every line that is indented by its mark, across empty lines. */
function endOfItem(lines, start, indent) {
  const isOwn = (line) => line !== undefined && line.trim() !== '' && line.slice(0, indent).trim() === '';
  let end = start + 1;
  while (end < lines.length && (isOwn(lines[end]) || (lines[end].trim() === '' && isOwn(lines[end + 1])))) end += 1;
  return end;
}

function isOneLine(lines) {
  return lines.length === 1;
}

function inline(text) {
  const fragment = document.createDocumentFragment();
  let plain = '';
  const flush = () => {
    if (plain !== '') fragment.append(plain);
    plain = '';
  };
  for (let index = 0; index < text.length; ) {
    const found = special(text, index);
    if (found.node) {
      flush();
      fragment.append(found.node);
    } else plain += found.text;
    index = found.next;
  }
  flush();
  return fragment;
}

/** What begins at `index`: an escaped character, a line break, emphasis, a link, or a character that is just itself. */
function special(text, index) {
  const character = text[index];
  if (character === '\\' && /[!-/:-@[-`{-~]/.test(text[index + 1] ?? ''))
    return { text: text[index + 1], next: index + 2 };
  if (character === ' ' && /^ {2,}\n/.test(text.slice(index, index + 20)))
    return { node: document.createElement('br'), next: text.indexOf('\n', index) + 1 };
  if (character === '*') return emphasis(text, index);
  if (character === '[') return link(text, index);
  return { text: character, next: index + 1 };
}

function emphasis(text, index) {
  const mark = text.startsWith('**', index) ? '**' : '*';
  const start = index + mark.length;
  const end = closing(text, start, mark);
  if (end <= start) return { text: mark, next: start };
  return { node: element(mark === '**' ? 'strong' : 'em', inline(text.slice(start, end))), next: end + mark.length };
}

function link(text, index) {
  const end = closing(text, index + 1, ']');
  const target = end < 0 ? null : /^\]\((?:<([^<>\n]*)>|([^()\s]*))\)/.exec(text.slice(end, end + 2_100));
  if (!target) return { text: '[', next: index + 1 };
  const words = inline(text.slice(index + 1, end));
  const address = target[1] ?? target[2] ?? '';
  const next = end + target[0].length;
  if (!isSafeLink(address)) return { node: words, next };
  const href = address.startsWith('/') ? home + address : address;
  return { node: make('a', { href, rel: 'noopener', part: 'link' }, words), next };
}

/** Where a mark closes, escaped characters aside; -1 where it never does. */
function closing(text, start, mark) {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (mark === '*' && text.startsWith('**', index)) index += 1;
    else if (text.startsWith(mark, index)) return index;
  }
  return -1;
}

function element(name, content) {
  const node = document.createElement(name);
  node.append(content);
  return node;
}
