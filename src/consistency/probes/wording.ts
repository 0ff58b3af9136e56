/** Whether two headings or questions are worded alike: letter case, white space, marks for links and a mark at the end do not matter. */
export function isSameWording(a: string, b: string): boolean {
  return Math.max(a.length, b.length) <= longest && plain(a) === plain(b);
}

/** Of what a page may hold nothing is longer that a map could name; and a page of marks alone is not searched for its end. */
const longest = 600;

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/[\s#¶§?!.:¿¡]+$/u, '')
    .replace(/^[\s#¶§¿¡]+/u, '')
    .toLowerCase();
}
