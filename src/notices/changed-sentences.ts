/** The sentences of a text that are not in another, and those of the other that are not in it; both empty = the words stand. */
export function changedSentences(
  then: string,
  now: string,
  locale: string,
): { readonly wordsThen: string; readonly wordsNow: string } {
  const [before, after] = [sentencesIn(then, locale), sentencesIn(now, locale)];
  return { wordsThen: without(before, after), wordsNow: without(after, before) };
}

/** Sentences by the rules of the language (UAX #29); a line is never part of two. */
function sentencesIn(text: string, locale: string): readonly string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  return text
    .split('\n')
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
}

function without(sentences: readonly string[], others: readonly string[]): string {
  const known = new Set(others);
  return sentences.filter((sentence) => !known.has(sentence)).join(' ');
}
