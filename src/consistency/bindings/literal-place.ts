import type { Span } from '../comparison.js';

/** Where a literal value stands in a text as it was written: as whole words, not within a longer number, and in no embed. */
export function literalPlaces(text: string, literal: string): readonly Span[] {
  const words = literal
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  if (words === '') return [];
  const whole = new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,])${words}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'gu');
  const written = text.replaceAll(/\{\{[^{}]*\}\}/g, (embed) => ' '.repeat(embed.length));
  return [...written.matchAll(whole)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** The line or sentence of a text around a place. */
export function passageAt(text: string, { start: from, end: to }: Span): string {
  const ends = [...text.matchAll(/[.!?…](?=\s)|\n/gu)].map(({ index }) => index + 1);
  const start = ends.findLast((end) => end <= from) ?? 0;
  return text.slice(start, ends.find((end) => end >= to) ?? text.length).trim();
}

/**
 * The text with an embed in the place of a literal value, in the one passage `within`; null where either does not stand there, or more than once: two
 * equal amounts may be two different things.
 */
export function embedded(
  text: string,
  { literal, within, embed }: { readonly literal: string; readonly within: string | null; readonly embed: string },
): string | null {
  const passage = within ?? text;
  const start = text.indexOf(passage);
  if (start === -1 || passage === '' || text.includes(passage, start + 1)) return null;
  const [place, second] = literalPlaces(passage, literal);
  if (!place || second) return null;
  return text.slice(0, start + place.start) + embed + text.slice(start + place.end);
}
