const longest = 80;

/** Where the placeholder that begins at a brace closes and ends: `{name}`, `{{name}}` or `{% tag %}`; null when the brace begins none. */
export function placeholderAt(
  given: string,
  at: number,
  nextOf: (mark: string, from: number) => number,
): { readonly close: number; readonly end: number } | null {
  const second = given[at + 1];
  const mark = second === '{' ? '}}' : second === '%' ? '%}' : '}';
  const close = nextOf(mark, at);
  return close !== -1 && close - at <= longest ? { close, end: close + mark.length } : null;
}

/** The text without what a system fills in as it sends it: the comparer's placeholders, and the blanks that they leave. Its lines stay. */
export function withoutPlaceholders(text: string): string {
  // Only as far as a placeholder may reach: 20,000 braces without an end are read in linear time.
  const nextOf = (mark: string, from: number): number => {
    const found = text.slice(from, from + longest + mark.length + 1).indexOf(mark);
    return found === -1 ? -1 : from + found;
  };
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', from)) {
    kept.push(text.slice(from, at));
    const found = placeholderAt(text, at, nextOf);
    if (found === null) kept.push('{');
    from = found?.end ?? at + 1;
  }
  return [...kept, text.slice(from)].join('').replace(/[^\S\n]{2,}/g, ' ');
}
