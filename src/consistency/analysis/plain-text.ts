import type { Span } from './model.js';
import { placeholderAt } from './placeholders.js';

/** A text without markup, and the way back to the offsets of the text as it was given. */
export interface PlainText {
  readonly text: string;
  /** The span in the given text of the range [start, end) of the plain text. */
  spanOf(start: number, end: number): Span;
}

/** Strips Markdown, HTML, placeholders and emoji in one pass; a block boundary becomes a line feed, other white space one blank. */
export function plainText(given: string): PlainText {
  if (alreadyPlain.test(given)) return unchanged(given);
  const writer = createWriter(given);
  let at = 0;
  while (at < given.length) at = readOne(given, at, writer);
  return writer.finish();
}

// Words, figures and common signs with single blanks between them: nothing that the pass below would change.
const alreadyPlain = /^(?![-+]? )(?:[!"$%'-)+-;=?-Z}a-z£€À-ÿ]| (?! ))*$/;

function unchanged(given: string): PlainText {
  const { length } = given;
  const endOf = (start: number, end: number) => Math.min(length, Math.max(start, end - 1) + 1);
  return { text: given, spanOf: (start, end) => ({ start: start < length ? start : 0, end: endOf(start, end) }) };
}

interface Writer {
  readonly nextOf: (mark: string, from: number) => number;
  put(character: string, start: number, end: number): void;
  lineStart(): boolean;
  finish(): PlainText;
}

function createWriter(given: string): Writer {
  const characters: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const nextAt = new Map<string, number>();
  return {
    // Remembered, so that a text of 20,000 "<" without a ">" is still read in linear time.
    nextOf(mark, from) {
      const known = nextAt.get(mark);
      if (known !== undefined && (known === -1 || known >= from)) return known;
      const found = given.indexOf(mark, from);
      nextAt.set(mark, found);
      return found;
    },
    put(character, start, end) {
      const last = characters.at(-1);
      if (character === ' ' && (last === ' ' || last === '\n' || last === undefined)) return;
      if (character === '\n') {
        if (last === '\n' || last === undefined) return;
        if (last === ' ') {
          characters[characters.length - 1] = '\n';
          return;
        }
      }
      characters.push(character);
      starts.push(start);
      ends.push(end);
    },
    lineStart: () => characters.length === 0 || characters.at(-1) === '\n',
    finish: () => ({
      text: characters.join(''),
      spanOf: (start, end) => ({ start: starts[start] ?? 0, end: ends[Math.max(start, end - 1)] ?? given.length }),
    }),
  };
}

// A row of a table is one line, for its first cell is what the others speak of.
const cellTags = /^<(?:td|th)\b/i;
// Slack writes a link as <address|words>, mail as <address>.
const shownAddress = /^<(?:https?|mailto|tel):/i;
const blockTags = /^<\/?(?:p|br|li|ul|ol|div|h[1-6]|tr|table|section|article|header|footer|blockquote|dd|dt)\b/i;
// biome-ignore format: a table
const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', pound: '£', euro: '€', yen: '¥', ndash: '-', mdash: '—',
  lsquo: "'", rsquo: "'", ldquo: '"', rdquo: '"', hellip: '…', thinsp: ' ', times: '×', cent: '¢',
  eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', ntilde: 'ñ', auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß',
  Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', aacute: 'á', iacute: 'í', oacute: 'ó', uacute: 'ú', iexcl: '¡', iquest: '¿',
};

function readOne(given: string, at: number, writer: Writer): number {
  const character = given[at] as string;
  switch (character) {
    case '<':
      return readTag(given, at, writer);
    case '&':
      return readEntity(given, at, writer);
    case '{':
      return readPlaceholder(given, at, writer);
    case ']':
      return readLink(given, at, writer);
    case '\n':
    case '\r':
      return readLineEnd(given, at, writer);
    case '\\':
      return at + 1;
    case '[':
    case '*':
    case '`':
    case '~':
    case '#':
    case '|':
    case '^':
    case '>':
      return readMarkup(given, at, writer);
    case '_':
      if (given[at + 1] === '_' || given[at - 1] === '_' || isBlank(given[at - 1]) || isBlank(given[at + 1]))
        return at + 1;
      writer.put('_', at, at + 1);
      return at + 1;
    default:
      return readPlain(given, at, writer);
  }
}

function readTag(given: string, at: number, writer: Writer): number {
  const close = writer.nextOf('>', at);
  const next = given[at + 1] ?? '';
  if (close === -1 || close - at > 2000 || !/[a-z/!]/i.test(next)) {
    writer.put('<', at, at + 1);
    return at + 1;
  }
  const opening = given.slice(at, at + 12);
  const dropped = /^<(script|style)\b/i.exec(opening)?.[1];
  if (dropped !== undefined) {
    const end = writer.nextOf(`</${dropped}`, close);
    return end === -1 ? given.length : end;
  }
  if (shownAddress.test(opening)) {
    const bar = writer.nextOf('|', at);
    return bar !== -1 && bar < close ? bar + 1 : at + 1;
  }
  if (blockTags.test(opening)) writer.put('\n', at, close + 1);
  if (cellTags.test(opening)) putCellBorder(at, close + 1, writer);
  return close + 1;
}

function readEntity(given: string, at: number, writer: Writer): number {
  const match = /^&(#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});/i.exec(given.slice(at, at + 12));
  const name = match?.[1];
  if (match === null || name === undefined) {
    writer.put('&', at, at + 1);
    return at + 1;
  }
  const end = at + match[0].length;
  const decoded = name.startsWith('#') ? numeric(name) : entities[name];
  for (const character of decoded ?? ' ') putCharacter(character, at, end, writer);
  return end;
}

function numeric(name: string): string {
  const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 31 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : ' ';
}

function readPlaceholder(given: string, at: number, writer: Writer): number {
  const found = placeholderAt(given, at, writer.nextOf);
  if (found === null) return at + 1;
  writer.put(' ', at, found.close + 1);
  return found.end;
}

// "](address)" ends a Markdown link: the words stay, the address is shown to nobody.
function readLink(given: string, at: number, writer: Writer): number {
  if (given[at + 1] !== '(') return at + 1;
  const close = writer.nextOf(')', at);
  return close === -1 || close - at > 500 ? at + 1 : close + 1;
}

function readLineEnd(given: string, at: number, writer: Writer): number {
  let next = at;
  let lines = 0;
  while (next < given.length && isBlank(given[next])) {
    if (given[next] === '\n') lines += 1;
    next += 1;
  }
  const bullet = /^(?:[-*+•·‣]\s|\d{1,3}[.)]\s|#{1,6}\s|\|)/.test(given.slice(next, next + 8));
  writer.put(lines > 1 || bullet ? '\n' : ' ', at, next);
  const marker = /^(?:[-*+•·‣]|#{1,6})\s/.exec(given.slice(next, next + 8));
  return marker === null ? next : next + marker[0].length;
}

function readMarkup(given: string, at: number, writer: Writer): number {
  const character = given[at] as string;
  if (character === '#' && /[\w]/.test(given[at + 1] ?? '')) writer.put('#', at, at + 1);
  else if (character === '>' && !writer.lineStart()) writer.put('>', at, at + 1);
  else if (character === '|') putCellBorder(at, at + 1, writer);
  else if (character === '*' && isBlank(given[at + 1])) writer.put(' ', at, at + 1);
  return at + 1;
}

function putCellBorder(start: number, end: number, writer: Writer): void {
  if (writer.lineStart()) return;
  for (const character of ' : ') writer.put(character, start, end);
}

function readPlain(given: string, at: number, writer: Writer): number {
  const code = given.codePointAt(at) as number;
  const length = code > 0xffff ? 2 : 1;
  if (at === 0 && /^(?:[-+•]\s)/.test(given.slice(0, 2))) return at + 1;
  if (isPictogram(code)) writer.put(' ', at, at + length);
  else putCharacter(given.slice(at, at + length), at, at + length, writer);
  return at + length;
}

// biome-ignore format: a table
const replacements: Readonly<Record<string, string>> = {
  '‘': "'", '’': "'", '‚': "'", '‛': "'", '´': "'", ʼ: "'", '“': '"', '”': '"', '„': '"', '«': '"', '»': '"',
  '–': '-', '‑': '-', '‐': '-', '−': '-', '‒': '-', '•': '\n', '⁄': '/', '∕': '/', '：': ':', '，': ',', '．': '.', '％': '%',
};

function putCharacter(character: string, start: number, end: number, writer: Writer): void {
  const code = character.codePointAt(0) as number;
  if (code < 128) {
    writer.put(code <= 32 ? ' ' : character, start, end);
    return;
  }
  if (isInvisible(code)) return;
  const digit = localDigit(code);
  if (digit !== null) writer.put(digit, start, end);
  else writer.put(/\s/.test(character) ? ' ' : (replacements[character] ?? character), start, end);
}

// Arabic-Indic, extended Arabic-Indic and full-width digits.
function localDigit(code: number): string | null {
  for (const zero of [0x0660, 0x06f0, 0xff10]) if (code >= zero && code <= zero + 9) return String(code - zero);
  return null;
}

// Soft hyphens, zero-width marks, direction marks, variation selectors.
function isInvisible(code: number): boolean {
  if (code === 0xad || code === 0xfeff) return true;
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    (code >= 0xfe00 && code <= 0xfe0f)
  );
}

function isPictogram(code: number): boolean {
  return (code >= 0x1f000 && code <= 0x1faff) || (code >= 0x2600 && code <= 0x27bf) || code === 0x20e3;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}
