import type { JSX } from 'hono/jsx/jsx-runtime';

/** One stretch of a search result, and whether the reader's words hit it. */
export interface Segment {
  readonly text: string;
  readonly hit: boolean;
}

/** A text with its hits marked, from segments: no markup of the index ever reaches the page. */
export function Segments(props: { readonly of: readonly Segment[] }): JSX.Element {
  return <>{props.of.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>;
}
