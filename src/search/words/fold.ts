import { normalise } from '../../platform/normalise.js';
import { rememberWords } from '../../platform/remember-words.js';

/** A word of a text as search compares it, and where it stands (UTF-16 units). */
export interface FoldedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}ー々\uFF70\uFF9E\uFF9F]+/gu;
/** Nothing in most words belongs to a script without spaces: Thai is the first of them in Unicode. */
const plainWord = /^[^\u0E00-\u{10FFFF}]+$/u;
/** A sign with the voicing marks that half-width or decomposed writing sets after it. */
const sign = /.[\u3099\u309A\uFF9E\uFF9F]?/gu;

/**
 * The words of a text, folded: case, accents, vowel signs, ß and the forms of Arabic letters do not matter. Scripts without spaces are cut into
 * overlapping pairs of characters, or the one character that stands alone.
 */
export function foldedWords(text: string, locale: string): readonly FoldedWord[] {
  const found: FoldedWord[] = [];
  for (const match of text.matchAll(word)) {
    if (plainWord.test(match[0])) {
      add(found, match[0], match.index, locale);
      continue;
    }
    let end = 0;
    for (const run of match[0].matchAll(unspaced)) {
      add(found, match[0].slice(end, run.index), match.index + end, locale);
      addPairs(found, run[0], match.index + run.index);
      end = run.index + run[0].length;
    }
    add(found, match[0].slice(end), match.index + end, locale);
  }
  return found;
}

function add(found: FoldedWord[], piece: string, start: number, locale: string): void {
  const folded = foldWord(piece, locale);
  if (folded !== '') found.push({ word: folded, start, end: start + piece.length });
}

function addPairs(found: FoldedWord[], run: string, start: number): void {
  const signs = run.match(sign) ?? [];
  let at = start;
  for (const [i, one] of signs.entries()) {
    const next = signs[i + 1];
    if (next !== undefined || signs.length === 1) {
      const pair = one + (next ?? '');
      found.push({ word: normalise(pair), start: at, end: at + pair.length });
    }
    at += one.length;
  }
}

/** One word folded; in German a written-out umlaut ("Gebuehr") is the umlaut. */
export function foldWord(text: string, locale: string): string {
  return locale.startsWith('de') ? foldGerman(text) : foldPlain(text);
}

const foldPlain = rememberWords((text) =>
  normalise(text)
    .normalize('NFKD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(/[ßøłæœðþđı]/gu, (letter) => letters[letter] ?? letter)
    .replace(/[آأإٱىئؤة]/gu, (letter) => letters[letter] ?? letter)
    .replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15)),
);

const foldGerman = rememberWords((text) => foldPlain(text).replace(/ae|oe|(?<![qae])ue/g, (pair) => pair.charAt(0)));

/** Accents of European letters, vowel signs of Arabic and Hebrew, the Arabic stretching sign, apostrophes; an Indic vowel is no accent. */
const marks = /[\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640']/gu;

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  đ: 'd',
  ı: 'i',
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
};
