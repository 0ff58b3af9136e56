import { additions, arabicAndAsks, conjunctions, interrogatives } from './question-words.js';

/** Why a message may be cut at a place: a list's next item, a question mark before it, or words that add something. */
export type Cut = 'item' | 'question' | 'addition';

/** A place where a message may be cut; `at` counts UTF-16 units. */
export interface Place {
  readonly at: number;
  readonly cut: Cut;
}

/** The places where a message may be cut, in order. None lies within an address, quoted words or an abbreviation. */
export function placesToCut(message: string): readonly Place[] {
  // Masking only takes places away, and most messages have none.
  return placesIn(message).length === 0 ? [] : placesIn(masked(message));
}

function placesIn(text: string): readonly Place[] {
  const items = itemStarts(text);
  const found = new Map<number, Cut>();
  const note = (cut: Cut, places: Iterable<number>) => {
    for (const at of places) if (at > 0 && at < text.length && !found.has(at)) found.set(at, cut);
  };
  // What leads up to the first item goes with it.
  note('item', items.slice(1));
  note('question', endsOf(text, afterQuestion));
  for (const adding of [afterSentence, afterLine, beforeConjunction, beforeArabicAnd])
    note('addition', endsOf(text, adding));
  return [...found].map(([at, cut]) => ({ at, cut })).sort((a, b) => a.at - b.at);
}

/** The text without the mark of a list's item before it. */
export function withoutItemMark(text: string): string {
  return text.replace(itemMark, '');
}

const cjk = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const afterQuestion = new RegExp(`(?:[?؟]+["'”’)»]*(?=\\s|$|[${cjk}])|？+[」』）]*)\\s*`, 'gu');
const notWithinWord = '(?![\\p{L}\\p{M}\\p{N}])';
const afterSentence = new RegExp(
  `(?:[.!…;]+\\s+|[。！；]\\s*)(?=(?:${additions})(?:${notWithinWord}|(?=[${cjk}])))`,
  'giu',
);
const afterLine = /\n+\s*/gu;
const beforeConjunction = new RegExp(
  `(?:,\\s*|\\s)(?=(?:${conjunctions})\\s+(?:also\\s+|además\\s+|auch\\s+|aussi\\s+|then\\s+)?¿?(?:${interrogatives})${notWithinWord})`,
  'giu',
);
const beforeArabicAnd = new RegExp(`(?:،\\s*|\\s)(?=${arabicAndAsks})`, 'gu');
const itemMark = /^\s*(?:\(?\d{1,2}[.):]|[-*•–])\s+/u;

function* endsOf(text: string, pattern: RegExp): Generator<number> {
  for (const { index, 0: matched } of text.matchAll(pattern)) yield index + matched.length;
}

/** Two or more lines with a bullet, or numbers that count from one, also within a line. */
function itemStarts(text: string): readonly number[] {
  const bullets = [...text.matchAll(/(?:^|\n)[^\S\n]*(?=[-*•–]\s)/gu)].map(({ index, 0: lead }) => index + lead.length);
  if (bullets.length > 1) return bullets;
  const starts: number[] = [];
  for (const { index, 0: lead, 1: number } of text.matchAll(/(?:^|\s)(?=\(?(\d{1,2})[.):]\s)/gu))
    if (Number(number) === starts.length + 1) starts.push(index + lead.length);
  return starts.length > 1 ? starts : [];
}

/** What no mark within ends: addresses, quoted words, abbreviations; replaced by letters, so that every place stays where it is. */
function masked(message: string): string {
  return message.replace(whole, (found) => 'x'.repeat(found.length));
}

const whole = new RegExp(
  [
    '(?:https?://|www\\.)[^\\s]{0,500}[^\\s?!.,;:)]',
    '[^\\s@]{1,64}@[^\\s@]{1,100}[^\\s@?!.,;:)]',
    '"[^"\\n]{1,200}"|“[^”\\n]{1,200}”|„[^“”\\n]{1,200}[“”]|«[^»\\n]{1,200}»|「[^」\\n]{1,200}」',
    '(?<![\\p{L}\\p{N}])(?:e\\.g|i\\.e|approx|mr|mrs|dr|vs|z\\.\\s?b|d\\.\\s?h|bzw|ca|usw|p\\.\\s?ej|sra?|uds?)\\.',
  ].join('|'),
  'giu',
);
