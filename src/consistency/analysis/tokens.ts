import type { LexiconIndex } from '../lexicon/lexicon-index.js';
import { isDigit, isLetter, isLetterOrDigit } from './characters.js';
import { Token } from './model.js';

/** Cuts plain text into words, numbers and marks in one linear pass; mail and web addresses stay whole. */
export function tokens(plain: string, lexicon: LexiconIndex): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < plain.length) {
    const code = plain.charCodeAt(at);
    if (code === blank) at += 1;
    else if (code === lineFeed) at = push(found, plain, at, at + 1, lexicon);
    else at = readChunk(plain, at, found, lexicon);
  }
  return found;
}

const blank = 32;
const lineFeed = 10;
const point = 46;
const apostrophe = 39;

function readChunk(plain: string, at: number, found: Token[], lexicon: LexiconIndex): number {
  let end = at;
  let dotted = false;
  for (; end < plain.length; end += 1) {
    const code = plain.charCodeAt(end);
    if (code === blank || code === lineFeed) break;
    dotted ||= code === point && !endsChunk(plain, end + 1);
  }
  const address = dotted ? addressIn(plain, at, end) : null;
  if (address === null) {
    while (at < end) at = readToken(plain, at, end, found, lexicon);
    return end;
  }
  while (at < address.start) at = readToken(plain, at, address.start, found, lexicon);
  const { kind, start } = address;
  found.push(new Token(lexicon.address(kind, plain.slice(start, address.end)), start, address.end));
  at = address.end;
  while (at < end) at = readToken(plain, at, end, found, lexicon);
  return end;
}

// Without a point inside, a chunk holds no address; most points are the full stop after it.
function endsChunk(plain: string, at: number): boolean {
  const code = at < plain.length ? plain.charCodeAt(at) : blank;
  return code === blank || code === lineFeed;
}

const addressCharacters = /[\w.@:/?=&%#~+-]/;
const mail = /^[\w.+-]{1,64}@[a-z0-9.-]{1,200}\.[a-z]{2,24}$/i;
const web = /^(?:https?:\/\/|www\.)[^\s]{3,}$/i;
const bareDomain =
  /^(?:[a-z][a-z0-9-]{1,62}\.){1,4}(?:com|org|net|gov|edu|info|io|eu|uk|de|es|fr|nl|me|app|example|test)(?:\/[^\s]*)?$/i;

function addressIn(
  plain: string,
  from: number,
  to: number,
): { kind: 'email' | 'url'; start: number; end: number } | null {
  if (to - from < 5 || to - from > 600) return null;
  let start = from;
  while (start < to && !/\w/.test(plain[start] as string)) start += 1;
  let end = start;
  while (end < to && addressCharacters.test(plain[end] as string)) end += 1;
  while (end > start && /[.:?/#-]/.test(plain[end - 1] as string)) end -= 1;
  const word = plain.slice(start, end);
  if (!word.includes('.')) return null;
  const address = word.toLowerCase().startsWith('mailto:') ? start + 7 : start;
  if (mail.test(plain.slice(address, end))) return { kind: 'email', start: address, end };
  return web.test(word) || bareDomain.test(word) ? { kind: 'url', start, end } : null;
}

function readToken(plain: string, at: number, limit: number, found: Token[], lexicon: LexiconIndex): number {
  const code = plain.charCodeAt(at);
  if (isDigit(code)) return push(found, plain, at, numberEnd(plain, at, limit), lexicon);
  if (isLetter(code)) return push(found, plain, at, wordEnd(plain, at, limit), lexicon);
  const length = (plain.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return push(found, plain, at, at + length, lexicon);
}

const separators = new Set([...".,:'"].map((separator) => separator.charCodeAt(0)));

// Separators belong to a number only between digits: "1,200.50", "8:30", but not the full stop of "in 2024."
function numberEnd(plain: string, at: number, limit: number): number {
  let end = at + 1;
  while (end < limit) {
    const code = plain.charCodeAt(end);
    if (isDigit(code)) end += 1;
    else if (separators.has(code) && end + 1 < limit && isDigit(plain.charCodeAt(end + 1))) end += 2;
    else break;
  }
  return end;
}

function wordEnd(plain: string, at: number, limit: number): number {
  let end = at + 1;
  while (end < limit) {
    const code = plain.charCodeAt(end);
    if (isLetterOrDigit(code)) end += 1;
    else if (code === apostrophe && end + 1 < limit && isLetter(plain.charCodeAt(end + 1))) end += 1;
    else break;
  }
  return end;
}

function push(found: Token[], plain: string, start: number, end: number, lexicon: LexiconIndex): number {
  found.push(new Token(lexicon.wordAt(plain, start, end), start, end));
  return end;
}
