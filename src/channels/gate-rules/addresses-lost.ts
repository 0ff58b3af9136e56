import type { Block, Inline, MarkdownDocument } from '../markdown/document.js';
import type { ResolveTarget } from '../markdown/link-target.js';

/** The addresses to which a text links and which do not stand in a form of it. */
export function addressesLost(document: MarkdownDocument, resolve: ResolveTarget, shown: string): readonly string[] {
  const targets = new Set(document.blocks.flatMap(targetsIn));
  const addresses = [...targets].map(resolve).filter((address) => address !== null);
  if (addresses.length === 0) return [];
  const readable = unescaped(shown);
  return addresses.filter((address) => ![bare(address), inAscii(address)].some((form) => readable.includes(form)));
}

function targetsIn(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.content.flatMap(linksIn);
    case 'list':
      return block.items.flat().flatMap(targetsIn);
    case 'table':
      return [block.head, ...block.rows].flat(2).flatMap(linksIn);
  }
}

function linksIn(inline: Inline): readonly string[] {
  if (inline.kind === 'text' || inline.kind === 'break') return [];
  const within = inline.content.flatMap(linksIn);
  return inline.kind === 'link' ? [inline.target, ...within] : within;
}

/** People write to and dial what they see, without the scheme. */
function bare(address: string): string {
  return address.replace(/^(?:mailto|tel):/i, '');
}

function inAscii(address: string): string {
  return URL.parse(address)?.href ?? address;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
