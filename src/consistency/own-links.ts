/**
 * The text without the addresses of our own help pages. Some channels show a link's address, some only its words; the way to another answer
 * is no claim, so it must not make two channels differ.
 */
export function withoutLinksTo(prefix: string, text: string): string {
  const [first = '', ...rest] = text.split(prefix);
  return rest
    .reduce((written, piece) => joined(written, piece.replace(/^[^\s()]*/, '')), first)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Whether the text shows this address. */
export function linksTo(address: string, text: string): boolean {
  return text.includes(address);
}

/** Takes the brackets around the address away with it. */
function joined(before: string, after: string): string {
  return before.endsWith('(') && after.startsWith(')')
    ? before.slice(0, -1).trimEnd() + after.slice(1)
    : before + after;
}
