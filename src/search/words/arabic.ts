const prefixes = ['وال', 'بال', 'كال', 'فال', 'ال', 'لل'] as const;
const suffixes = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي'] as const;

/** The light10 stem of a folded Arabic word: articles and endings off, the root left alone (Larkey, Ballesteros and Connell 2007). */
export function arabicStem(word: string): string {
  let stem = word.length > 3 && word.startsWith('و') ? word.slice(1) : word;
  const prefix = prefixes.find((some) => stem.startsWith(some) && stem.length - some.length >= 2);
  if (prefix) stem = stem.slice(prefix.length);
  for (const suffix of suffixes)
    if (stem.endsWith(suffix) && stem.length - suffix.length >= 2) stem = stem.slice(0, -suffix.length);
  return stem;
}
