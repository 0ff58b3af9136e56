/** A word of a text, as the engine compares it, with its place. */
export interface Token {
  readonly word: string;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Words apart by a hard separator, such as a full stop, are eight places apart. */
  readonly position: number;
}

/** What decides where words begin and end. */
export interface Tokenizing {
  readonly separators: readonly string[];
  readonly nonSeparators: readonly string[];
  /** Languages that the text may be in; empty = the engine looks at its letters. */
  readonly languages: readonly string[];
}

const hard = /[.;,!?()[\]{}|\n。、！？；，]/;
const hardDistance = 8;
const han = /\p{Script=Han}/u;
const dictionary = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Cuts a text into words. The engine's tokenizer uses dictionaries for Chinese, Japanese, Korean and Thai; here Node's own stand in for them (none for
 * Korean, which is cut at spaces), so words of these languages may end elsewhere than with the engine.
 */
export function tokensOf(text: string, tokenizing: Tokenizing): readonly Token[] {
  const pattern = wordPattern(tokenizing);
  const tokens: Token[] = [];
  let position = 0;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    for (const { word, start } of piecesOf(match[0], tokenizing.languages)) {
      const at = match.index + start;
      if (tokens.length > 0) position += hard.test(text.slice(end, at)) ? hardDistance : 1;
      end = at + word.length;
      tokens.push({ word: normalised(word), start: at, end, position });
    }
  }
  return tokens;
}

/** A word without case and accents, Arabic without vowel signs and with one form of each letter. */
export function normalised(word: string): string {
  return word
    .normalize('NFKD')
    .replaceAll(/\p{M}|\u0640/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .normalize('NFC');
}

interface Piece {
  readonly word: string;
  readonly start: number;
}

function piecesOf(run: string, languages: readonly string[]): readonly Piece[] {
  if (dictionary.test(run)) return dictionaryWords(run, languages);
  // The article is a word of its own.
  const article = /^ال(?=\p{Script=Arabic}{2})/u.exec(run)?.[0];
  if (!article) return [{ word: run, start: 0 }];
  return [
    { word: article, start: 0 },
    { word: run.slice(article.length), start: article.length },
  ];
}

function dictionaryWords(run: string, languages: readonly string[]): readonly Piece[] {
  const named = languages.find((language) => ['ja', 'jpn', 'zh', 'zho', 'cmn', 'th', 'tha'].includes(language));
  // Without a language, Han letters alone are taken for Chinese: a Japanese title in kanji is then cut wrongly.
  const guessed = han.test(run) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run) ? 'zh' : 'ja';
  const segmenter = new Intl.Segmenter((named ?? guessed).slice(0, 2), { granularity: 'word' });
  return [...segmenter.segment(run)].map(({ segment, index }) => ({ word: segment, start: index }));
}

const patterns = new Map<string, RegExp>();

function wordPattern({ separators, nonSeparators }: Tokenizing): RegExp {
  const key = JSON.stringify([separators, nonSeparators]);
  const known = patterns.get(key);
  if (known) return known;
  const escape = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const letter = ['[\\p{L}\\p{M}\\p{N}]', ...escape(nonSeparators)].join('|');
  const before = separators.length > 0 ? `(?!${escape(separators).join('|')})` : '';
  const pattern = new RegExp(`(?:${before}(?:${letter}))+`, 'gu');
  patterns.set(key, pattern);
  return pattern;
}
