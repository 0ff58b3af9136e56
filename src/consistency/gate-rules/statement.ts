import type { LocalText } from '../../knowledge/index.js';

/** One sentence of an answer as it was written, with its embeds. */
export interface Statement {
  readonly template: string;
  /** The words that tell what it is about: those of four letters and more, lower case. */
  readonly words: ReadonlySet<string>;
  /** The short form says what the body says: the two are held against each other, but neither against itself. */
  readonly form: 'body' | 'short';
}

const known = new WeakMap<LocalText, readonly Statement[]>();

/** The sentences of a text that say enough to be held against others; read once for each published text. */
export function statementsIn(text: LocalText): readonly Statement[] {
  const read = known.get(text) ?? [...statementsOf(text.body, 'body'), ...statementsOf(text.short, 'short')];
  known.set(text, read);
  return read;
}

// Two words name a thing and what is said of it; with fewer, as in "It costs £5", the subject stands elsewhere.
const fewestWords = 2;
const newBlock = /\n\s*\n|\n(?=\s*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)\s?)/;
const sentenceEnd = /(?<=[.!?؟])\s+/u;

function statementsOf(markdown: string, form: Statement['form']): Statement[] {
  return markdown
    .split(newBlock)
    .flatMap((block) => withoutMarks(block).split(sentenceEnd))
    .map((template) => ({ template: template.trim(), words: wordsIn(template), form }))
    .filter(({ words }) => words.size >= fewestWords);
}

function withoutMarks(block: string): string {
  return block
    .replace(/^\s*(?:[-*+]|\d{1,9}[.)]|#{1,6})\s+/, '')
    .replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\*+|\|/g, ' ')
    .replace(/\s+/g, ' ');
}

function wordsIn(template: string): ReadonlySet<string> {
  const plain = template.replace(/\{\{[^}]*\}\}/g, ' ').toLowerCase();
  return new Set(plain.match(/\p{L}[\p{L}\p{M}]{3,}/gu));
}
