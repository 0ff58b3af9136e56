/** The parts of a draft that a comment may be about. */
export const commentFields = ['question', 'title', 'body', 'short'] as const;
export type CommentField = (typeof commentFields)[number];

/** A remark on a stretch of a draft. The words it is about are kept, so that it can be read when they are gone. */
export interface DraftComment {
  readonly id: number;
  readonly field: CommentField;
  /** The edit it was made on. */
  readonly edit: number;
  readonly quote: string;
  /** Where the quoted words stand now, in UTF-16 code units; null = the draft no longer says them. */
  readonly span: Span | null;
  readonly text: string;
  readonly author: string;
  readonly at: Date;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
}

/** A stretch of a text: from `start` up to `end`, exclusive, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the quoted words stand in a text, nearest to where they stood; null when they are gone. */
export function locateQuote(text: string, quote: string, near: number): Span | null {
  let best: number | null = null;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    if (best !== null && Math.abs(at - near) >= Math.abs(best - near)) break;
    best = at;
  }
  return best === null ? null : { start: best, end: best + quote.length };
}
