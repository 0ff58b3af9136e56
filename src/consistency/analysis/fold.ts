const known = new Map<string, string>();

/** Lower case without diacritics; "ß" is "ss". Remembered for the words seen most. */
export function fold(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  const folded = /[\u0080-\uffff]/.test(word)
    ? word
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
    : word.toLowerCase();
  if (known.size > 50_000) known.clear();
  if (word.length < 60) known.set(word, folded);
  return folded;
}
