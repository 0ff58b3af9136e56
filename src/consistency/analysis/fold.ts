/** Lower case without diacritics; "ß" is "ss". */
export function fold(word: string): string {
  return /[\u0080-\uffff]/.test(word)
    ? word
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
    : word.toLowerCase();
}
