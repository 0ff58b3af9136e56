/** A piece of text, and whether it is what was looked for. */
export interface Segment {
  readonly text: string;
  readonly hit: boolean;
}

const word = /[\p{L}\p{M}\p{N}]+/gu;
const shortestStem = 3;

/** Cuts a text into segments so that pages can mark the hits without ever handling markup. */
export function highlight(text: string, asked: string, locale: string): readonly Segment[] {
  const wanted = wordsOf(asked, locale);
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    if (!wanted.some((token) => alike(token, match[0].toLocaleLowerCase(locale)))) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index), hit: false });
    segments.push({ text: match[0], hit: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ text: text.slice(end), hit: false });
  return segments;
}

/** The words of a text in lower case, in their order. */
export function wordsOf(text: string, locale: string): readonly string[] {
  return [...text.toLocaleLowerCase(locale).matchAll(word)].map(([token]) => token);
}

/** Whether two words are forms of one; such share a beginning: "arrive", "arrived", "arriving". */
export function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const shared = Math.min(a.length, b.length);
  return (
    shared >= shortestStem + 1 &&
    Math.abs(a.length - b.length) <= 3 &&
    a.slice(0, Math.max(shortestStem, shared - 1)) === b.slice(0, Math.max(shortestStem, shared - 1))
  );
}
