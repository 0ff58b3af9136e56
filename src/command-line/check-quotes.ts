import type { Checked, Finding } from './check-report.js';

/** A quote within the sentence it stands in; `quote` alone where its place is not known. */
export interface QuoteInSentence {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
}

/** What the answer says and what the channel says, each in its sentence; null where one of them says nothing. */
export interface BothQuotes {
  readonly answer: QuoteInSentence | null;
  readonly channel: QuoteInSentence | null;
}

const widestSide = 90;

/** The quotes of a finding in the words of its cell. */
export function bothQuotes({ report }: Checked, { probe, channel, canonical, observed }: Finding): BothQuotes {
  const cell = report.cells.find((one) => one.probe.key === probe.key && one.channel.key === channel.key);
  return {
    answer: canonical && inSentence(cell?.canonical ?? '', canonical),
    channel: observed && inSentence(cell?.text ?? '', observed),
  };
}

/** As plain text, the quote in square brackets. */
export function written({ before, quote, after }: QuoteInSentence): string {
  return before || after ? `${before}[${quote}]${after}` : quote;
}

function inSentence(text: string, { text: quote, span }: NonNullable<Finding['canonical']>): QuoteInSentence {
  // The place belongs to the text of the sweep that was reported; where the words are not there, they stand alone.
  if (!span || text.slice(span.start, span.end) !== quote) return { before: '', quote: oneLine(quote), after: '' };
  const before = sentenceBefore(text.slice(0, span.start));
  const after = /[.!?]$/.test(quote) ? '' : (text.slice(span.end).split(/(?<=[.!?])\s|\n/)[0] ?? '').trimEnd();
  return {
    before: before.length > widestSide ? `…${before.slice(-widestSide)}` : before,
    quote: oneLine(quote),
    after: after.length > widestSide ? `${after.slice(0, widestSide)}…` : after,
  };
}

/** The sentence up to here; in a row of a table, which stands as a line for each field, with the fields before. */
function sentenceBefore(text: string): string {
  const block = text.split('\n\n').at(-1) ?? '';
  const isRow = /^[^\n:]{1,60}: [^\n]*\n/.test(block);
  return isRow
    ? oneLine(block.replaceAll('\n', ' · ')).concat(' ')
    : (block.split(/(?<=[.!?])\s|\n/).at(-1) ?? '').trimStart();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
