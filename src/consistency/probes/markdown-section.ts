const heading = /^(#{1,6})\s+(.+?)\s*#*\s*$/;

/** What a Markdown text says under the heading whose slug is `slug`, up to the next heading of the same or a higher level; null when there is none. */
export function markdownSection(text: string, slug: string): string | null {
  const span = markdownSectionSpan(text, slug);
  return span ? text.slice(span.start, span.end).replaceAll('\r\n', '\n').trim() : null;
}

/** Where that stands, from the line after the heading on. */
export function markdownSectionSpan(
  text: string,
  slug: string,
): { readonly start: number; readonly end: number } | null {
  const lines = text.split(/(?<=\n)/);
  const bare = lines.map((line) => line.replace(/\r?\n$/, ''));
  const levels = levelsOf(bare);
  const first = bare.findIndex((line, i) => (levels[i] ?? 0) > 0 && slugOf(heading.exec(line)?.[2] ?? '') === slug);
  if (first === -1) return null;
  const level = levels[first] ?? 0;
  const next = levels.findIndex((other, i) => i > first && other > 0 && other <= level);
  const lengthOf = (part: readonly string[]) => part.reduce((sum, line) => sum + line.length, 0);
  const start = lengthOf(lines.slice(0, first + 1));
  return { start, end: next === -1 ? text.length : lengthOf(lines.slice(0, next)) };
}

/** A heading's slug: lower case, letters and digits, hyphens between words; an explicit `{#id}` at its end wins. */
export function slugOf(words: string): string {
  const explicit = /\{#([\w-]+)\}\s*$/.exec(words)?.[1];
  if (explicit !== undefined) return explicit;
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The level of each line that is a heading, 0 for the others; a "#" in a code block is no heading. */
function levelsOf(lines: readonly string[]): readonly number[] {
  let fenced = false;
  return lines.map((line) => {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    return fenced ? 0 : (heading.exec(line)?.[1]?.length ?? 0);
  });
}
