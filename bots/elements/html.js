// The few elements in which the API writes an answer, as DOM nodes. Nothing is handed to the browser's own parser: what is not on the list never becomes markup.
import { home, isSafeLink, make } from './dom.js';

const plain = new Set(['p', 'ul', 'li', 'strong', 'em', 'table', 'thead', 'tbody', 'tr', 'td']);
const token = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"]*")*)\s*\/?>|([^<]+|<)/g;
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The HTML of an answer as nodes, its headings (which begin at 2) set below a heading of `level`. */
export function renderHtml(html, level) {
  const root = document.createDocumentFragment();
  const open = [{ name: '', node: root }];
  for (const [, slash, name, attributes, text] of html.matchAll(token)) {
    const { node } = open.at(-1);
    if (text !== undefined) node.append(decoded(text));
    else if (slash) close(open, name);
    else {
      const made = elementOf(name, valuesOf(attributes), level);
      if (made) node.append(made);
      if (made && name !== 'br') open.push({ name, node: made });
    }
  }
  return root;
}

/** An end without its beginning closes nothing. */
function close(open, name) {
  const at = open.findLastIndex((one) => one.name === name);
  if (at > 0) open.length = at;
}

function elementOf(name, { href = '', start, scope }, level) {
  if (plain.has(name) || name === 'br') return make(name);
  if (/^h[2-6]$/.test(name)) return make(`h${Math.min(6, Number(name[1]) - 1 + level)}`);
  if (name === 'ol') return make('ol', { start: /^\d+$/.test(start ?? '') ? start : null });
  if (name === 'th') return make('th', { scope: scope === 'col' || scope === 'row' ? scope : null });
  if (name !== 'a') return null;
  if (!isSafeLink(href)) return make('span');
  return make('a', { href: href.startsWith('/') ? home + href : href, rel: 'noopener', part: 'link' });
}

function valuesOf(attributes) {
  return Object.fromEntries(
    [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, decoded(value)]),
  );
}

function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name] : whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
