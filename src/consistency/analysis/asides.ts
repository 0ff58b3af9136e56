import { contextOf } from './context.js';
import { address } from './extractors/contact.js';
import type { Fact, Sentence, Token } from './model.js';
import type { PlainText } from './plain-text.js';
import type { Reader } from './reader.js';

/** A sentence without the addresses that stand in brackets after the words of a link, and those addresses. */
export interface Spoken {
  readonly tokens: readonly Token[];
  readonly asides: readonly Token[];
}

/** Takes the addresses out: "see the fees (https://…)" says what "see the fees" says where the link is not written out. */
export function spokenTokens(tokens: readonly Token[]): Spoken {
  if (!tokens.some(isAddress)) return { tokens, asides: [] };
  const asides = tokens.filter((_, index) => isAside(tokens, index));
  if (asides.length === 0 || asides.length * 3 >= tokens.length) return { tokens, asides: [] };
  const spoken = tokens.filter((_, index) => ![index - 1, index, index + 1].some((at) => isAside(tokens, at)));
  return { tokens: spoken, asides };
}

/** The addresses as facts of their sentence: two texts that both show one must show the same. */
export function factsOfAsides(reader: Reader, asides: readonly Token[], sentence: Sentence, plain: PlainText): Fact[] {
  if (asides.length === 0) return [];
  const context = contextOf(new Map([...sentence.stems].map((stem) => [stem, 0.7])), new Set(), 0);
  return asides.flatMap((token) => {
    const found = address({ ...reader, tokens: [token] }, 0);
    if (found === null) return [];
    const { start, end } = token;
    return [
      {
        ...found,
        span: plain.spanOf(start, end),
        text: token.text,
        comparator: 'equal',
        vague: false,
        sentence: sentence.index,
        scope: { tags: [], time: 'now', date: '', example: false },
        context,
        days: 0,
        intervals: [],
      },
    ];
  });
}

function isAside(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const shown = token !== undefined && isAddress(token);
  return shown && tokens[index - 1]?.folded === '(' && tokens[index + 1]?.folded === ')';
}

function isAddress({ kind }: Token): boolean {
  return kind === 'url' || kind === 'email';
}
