/** Whether two headings or questions are worded alike: letter case, white space, marks for links and a mark at the end do not matter. */
export function isSameWording(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/[\s#¶§?!.:¿¡]+$/u, '')
    .replace(/^[\s#¶§¿¡]+/u, '')
    .toLowerCase();
}
