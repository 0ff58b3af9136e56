import type { Token } from './model.js';

const longest = 120;

/** Cuts the tokens of a text into sentences; a sentence never has more than 120 tokens, whatever the text. */
export function sentenceTokens(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const sentences: (readonly Token[])[] = [];
  let start = 0;
  const close = (end: number, next: number) => {
    const sentence = tokens.slice(start, end);
    if (sentence.some(({ kind }) => kind !== 'mark')) sentences.push(sentence);
    start = next;
  };
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index]?.kind === 'break') close(index, index + 1);
    else if (index + 1 - start >= longest || endsSentence(tokens, index)) close(index + 1, index + 1);
  }
  close(tokens.length, tokens.length);
  return sentences;
}

function endsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index] as Token;
  if (token.kind !== 'mark') return false;
  if (token.folded === '!' || token.folded === '?' || token.folded === '…') return true;
  if (token.folded !== '.') return false;
  const previous = tokens[index - 1];
  const next = tokens[index + 1];
  if (previous === undefined || next === undefined) return next === undefined;
  if (next.start === token.end)
    return next.kind === 'word' && /^\p{Lu}\p{Ll}/u.test(next.text) && previous.text.length > 1;
  if (next.kind === 'word' && /^\p{Ll}/u.test(next.text)) return false;
  if (previous.start === token.start - 1 && previous.text.length === 1 && previous.kind === 'word')
    // "8 p.m. We", "Section A. You", but not "J. Smith".
    return (previous.folded === 'm' || next.stem === null) && /^\p{Lu}/u.test(next.text);
  if (
    previous.kind === 'number' &&
    /^\d{1,2}$/.test(previous.text) &&
    (index === 1 || tokens[index - 2]?.kind === 'break')
  )
    return false;
  if (next.kind === 'number') return !/^(?:no|nr|approx|max|min|ca|tel|art|approximately|num)$/.test(previous.folded);
  return !/^(?:max|min|approx|mr|mrs|dr|st|no|z|bzw|etc|ca|tel|inkl|zzgl|mo|fri|sat|mon)$/.test(previous.folded);
}
