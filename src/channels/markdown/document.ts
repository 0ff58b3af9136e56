/** A text of our subset as a tree: what every renderer reads, so that none reads Markdown for itself. */
export interface MarkdownDocument {
  readonly blocks: readonly Block[];
}

/** What stands on lines of its own. */
export type Block = Paragraph | Heading | List | Table;

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly content: readonly Inline[];
}

export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  readonly content: readonly Inline[];
}

/** `start` is the first number of an ordered list, null for bullets. */
export interface List {
  readonly kind: 'list';
  readonly start: number | null;
  readonly items: readonly (readonly Block[])[];
}

export interface Table {
  readonly kind: 'table';
  readonly head: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What stands in one field of a table. */
export type Cell = readonly Inline[];

/** What stands within a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong'; readonly content: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly content: readonly Inline[] }
  | Link;

/** `target` is an https:, mailto: or tel: address, or `answer:` and a key. */
export interface Link {
  readonly kind: 'link';
  readonly target: string;
  readonly content: readonly Inline[];
}
