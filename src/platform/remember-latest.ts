/** The same function of a text, which remembers the texts it was asked for last: a question is looked at from many sides, one after the other. */
export function rememberLatest<T>(reckon: (text: string) => T): (text: string) => T {
  const texts: (string | null)[] = Array(mostKept).fill(null);
  const results: T[] = [];
  let oldest = 0;
  return (text) => {
    for (let at = 0; at < mostKept; at++) if (texts[at] === text) return results[at] as T;
    const result = reckon(text);
    texts[oldest] = text;
    results[oldest] = result;
    oldest = (oldest + 1) % mostKept;
    return result;
  };
}

/** A question, and the parts of it that are looked at meanwhile. */
const mostKept = 4;
