import { load } from 'cheerio';

type Node = ReturnType<ReturnType<typeof load>['root']>[0]['children'][number];

const silent = new Set(['mj-head', 'mj-style', 'mj-image', 'mj-divider', 'mj-spacer', 'style', 'img']);
const blocks = new Set([
  'mj-section',
  'mj-column',
  'mj-text',
  'mj-button',
  'mj-raw',
  'mj-table',
  'p',
  'div',
  'h1',
  'h2',
  'h3',
  'ul',
  'ol',
  'tr',
]);

/** The Liquid of a mail's text part, made from the same MJML as its HTML, so that the two parts cannot drift apart. */
export function textPartOf(source: string): string {
  const document = load(source, { xml: { xmlMode: false, recognizeSelfClosing: true } });
  return tidyLines(document.root().contents().toArray().map(write).join(''));
}

/** Trims lines and leaves at most one empty line between two. */
export function tidyLines(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function write(node: Node): string {
  if (node.type === 'text') return node.data.replace(/\s+/g, ' ');
  if (node.type !== 'tag' || silent.has(node.name)) return '';
  const words = node.children.map(write).join('');
  switch (node.name) {
    case 'br':
      return '\n';
    case 'li':
      return `\n- ${words.trim()}`;
    case 'a':
      return withAddress(words, node.attribs.href);
    case 'mj-button':
      return `\n\n${withAddress(words.trim(), node.attribs.href)}\n\n`;
    default:
      return blocks.has(node.name) ? `\n\n${words.replace(/^ +| +$/gm, '')}\n\n` : words;
  }
}

function withAddress(words: string, href: string | undefined): string {
  const address = href?.replace(/^(?:mailto|tel):/, '');
  return !address || address === words.replace(/\s/g, '') ? words : `${words} (${address})`;
}
