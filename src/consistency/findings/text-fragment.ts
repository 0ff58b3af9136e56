const longest = 120;
const wordsAtEnds = 4;

/**
 * The address of a page at some words: a browser goes to them and marks them, and to the anchor where they are gone (URL fragment text directives,
 * WICG scroll-to-text-fragment). Of two directives the first that is found wins, so the words alone come second. Null for what is no page.
 */
export function deepLink(
  address: string,
  { sentence, words }: { readonly sentence: string | null; readonly words: string | null },
): string | null {
  if (!/^https?:\/\//i.test(address)) return null;
  const directives = [...new Set([sentence, words])].flatMap((text) => (text === null ? [] : (directive(text) ?? [])));
  if (directives.length === 0) return address;
  return `${address.includes('#') ? address : `${address}#`}:~:${directives.join('&')}`;
}

/** A long text by its first and last words, so that the address stays one that a mail carries whole. */
function directive(text: string): string | null {
  const shown = asShown(text);
  if (shown === '') return null;
  if (shown.length <= longest) return `text=${escaped(shown)}`;
  const all = shown.split(' ');
  const [first, last] = [all.slice(0, wordsAtEnds), all.slice(-wordsAtEnds)].map((part) => escaped(part.join(' ')));
  return `text=${first},${last}`;
}

/** Without what reading a page adds to its words: the mark of a list's line, and addresses of links. */
function asShown(text: string): string {
  return text
    .replace(/^\s*(?:-|\d{1,9}\.)\s+/, '')
    .split(/ \(https?:/)[0]!
    .replace(/\s+/g, ' ')
    .trim();
}

/** A comma, hyphen or ampersand would be read as part of the directive. */
function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D');
}
