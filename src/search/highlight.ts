import { termsOf } from './words/analyse.js';

/** A piece of text, and whether it is what was looked for. */
export interface Segment {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text into segments so that pages can mark the hits without ever handling markup; `terms` are the folded words that an engine named. */
export function highlight(text: string, terms: readonly string[], locale: string): readonly Segment[] {
  const wanted = new Set(terms);
  const segments: Segment[] = [];
  let [start, end] = [0, 0];
  const close = () => {
    if (end > start) segments.push({ text: text.slice(start, end), hit: true });
  };
  for (const term of termsOf(text, locale)) {
    if (!wanted.has(term.word)) continue;
    if (term.start < end) {
      end = term.end;
      continue;
    }
    close();
    if (term.start > end) segments.push({ text: text.slice(end, term.start), hit: false });
    [start, end] = [term.start, term.end];
  }
  close();
  if (end < text.length) segments.push({ text: text.slice(end), hit: false });
  return segments;
}
