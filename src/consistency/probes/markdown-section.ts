const heading = /^(#{1,6})\s+(.+?)\s*#*\s*$/;

/** What a Markdown text says under the heading whose slug is `slug`, up to the next heading of the same or a higher level; null when there is none. */
export function markdownSection(text: string, slug: string): string | null {
  const lines = text.split(/\r?\n/);
  const levels = levelsOf(lines);
  const start = lines.findIndex((line, i) => (levels[i] ?? 0) > 0 && slugOf(heading.exec(line)?.[2] ?? '') === slug);
  if (start === -1) return null;
  const level = levels[start] ?? 0;
  const end = levels.findIndex((other, i) => i > start && other > 0 && other <= level);
  return lines
    .slice(start + 1, end === -1 ? undefined : end)
    .join('\n')
    .trim();
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
