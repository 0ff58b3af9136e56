const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * For networks that have no way to escape their marks: a mark that would open something is written as a sign that looks like it, so that “*5*” keeps
 * its asterisks. One within a word or before a blank opens nothing and stays.
 */
export function disarmMarks(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])[*_~`](?=\S)/gu, (mark) => lookAlikes[mark] ?? mark);
}
