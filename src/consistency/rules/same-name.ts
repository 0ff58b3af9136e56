/** Whether two proper names may be one: a shared word, an abbreviation, another spelling or a slip of the pen. */
export function sameName(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.some((other) => alike(one, other))) || abbreviates(a, b) || abbreviates(b, a);
}

// "HMRC" for "HM Revenue and Customs", "VR&E" for "Vocational Rehabilitation and Employment".
function abbreviates(short: readonly string[], long: readonly string[]): boolean {
  const initials = long.map((word) => word[0] ?? '').join('');
  return long.length > 1 && short.some((word) => word.length > 1 && (initials.includes(word) || word === initials));
}

// "Korea" and "Korean", "Brussels" and "Brussel", "Coast" and "Cost".
function alike(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.includes(short) && short.length > 2) return true;
  if (short.length >= 5 && long.startsWith(short.slice(0, Math.ceil(short.length * 0.7)))) return true;
  return distance(short, long) <= (short.length > 5 ? 2 : 1);
}

// Damerau-Levenshtein on two words; neighbours may have changed places.
function distance(one: string, other: string): number {
  const width = other.length + 1;
  const table = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] as number;
  for (let i = 0; i <= one.length; i += 1) {
    for (let j = 0; j <= other.length; j += 1) {
      if (i === 0 || j === 0) {
        table[i * width + j] = i + j;
        continue;
      }
      const changed = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      table[i * width + j] = least;
    }
  }
  return at(one.length, other.length);
}
