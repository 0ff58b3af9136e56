const vowels: Readonly<Record<string, RegExp>> = {
  en: /[aeiouy]+/g,
  de: /[aeiouyäöü]+/g,
  es: /[aeiouáéíóúüy]+/g,
};

/** How many syllables a word has, as its vowels tell: near enough for an average over a text. At least 1. */
export function syllablesIn(word: string, language: string): number {
  const lower = word.toLowerCase();
  const groups = lower.match(vowels[language] ?? /[aeiouyäöüáéíóú]+/g)?.length ?? 0;
  return Math.max(1, groups - (language === 'en' && hasSilentEnd(lower) ? 1 : 0));
}

/** English: "make" and "paid" have one syllable, "table" has two; "-ed" is heard after t and d only. */
function hasSilentEnd(word: string): boolean {
  return /[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$/.test(word);
}
