const longestWord = 40;
const mostWords = 50_000;

/** The same pure function of a word, which remembers the words it was asked for; how many is bounded, because customers can type anything. */
export function rememberWords<Result>(reckon: (word: string) => Result): (word: string) => Result {
  const remembered = new Map<string, Result>();
  return (word) => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const result = reckon(word);
    if (word.length > longestWord) return result;
    if (remembered.size >= mostWords) remembered.clear();
    remembered.set(word, result);
    return result;
  };
}
