/** A text written so that Markdown shows its characters as they are, with no more backslashes than that needs. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*[\]`|]/g, '\\$&')
    .replace(/~(?=~)/g, '\\~')
    .replace(/_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_/gu, '\\_')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?[a-z0-9]{1,31};)/gi, '\\&');
}

/** Disarms what would make a list, a heading, a quotation or a rule of a line's beginning. */
export function escapeLineStart(line: string): string {
  return line.replace(/^([-+#>=])/gm, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2');
}
