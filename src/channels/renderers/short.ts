import type { MarkdownDocument } from '../markdown/document.js';

/** The editor's short form and a link to the whole answer, as a document that any renderer writes. */
export function withLink(short: MarkdownDocument, words: string, address: string): MarkdownDocument {
  return { blocks: [...short.blocks, linkParagraph(words, address)] };
}

/** The answer's title as a link to it, for when not even the short form has room. */
export function linkAlone(words: string, address: string): MarkdownDocument {
  return { blocks: [linkParagraph(words, address)] };
}

/** A document with a sentence of plain words at its end. */
export function withNotice(document: MarkdownDocument, words: string | null): MarkdownDocument {
  if (words === null) return document;
  return { blocks: [...document.blocks, { kind: 'paragraph', content: [{ kind: 'text', text: words }] }] };
}

function linkParagraph(words: string, target: string): MarkdownDocument['blocks'][number] {
  return { kind: 'paragraph', content: [{ kind: 'link', target, content: [{ kind: 'text', text: words }] }] };
}
