import type { MarkdownDocument } from '../markdown/document.js';
import type { ResolveTarget } from '../markdown/link-target.js';

/** Writes a text in the form of a channel: every word, figure and link of it, in order, nothing cut. */
export type Renderer = (document: MarkdownDocument, resolve: ResolveTarget) => string;
