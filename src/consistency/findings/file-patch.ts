import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { markdownSectionSpan } from '../probes/markdown-section.js';
import { type MendedWords, put } from './mended-words.js';

/** A Markdown file as it was read, and what it says under the heading that the address names. */
export interface ReadFile {
  /** `path#slug`. */
  readonly address: string;
  readonly file: string;
  readonly text: string;
}

/** A change of a file, and where. */
export interface FilePatch {
  /** The path and the number of the line. */
  readonly place: string;
  readonly patch: string;
}

/**
 * The unified diff that puts other words into the one section of a Markdown file that was read, and touches no other byte: line ends stay as they
 * are. Null where the words do not stand there as they were heard.
 */
export function filePatch({ address, file, text }: ReadFile, mended: MendedWords): FilePatch | null {
  const cut = address.lastIndexOf('#');
  const [path, slug] = [address.slice(0, cut), address.slice(cut + 1)];
  const section = markdownSectionSpan(file, slug);
  if (!section || cut === -1) return null;
  const lineEnd = file.includes('\r\n') ? '\r\n' : '\n';
  const inFile = (words: string) => words.replaceAll(/\r?\n/g, lineEnd);
  const own = file.slice(section.start, section.end);
  const place = mended.was === null ? endOf(own) : placeOf(own, text, { ...mended, was: mended.was });
  if (!place) return null;
  const span = { start: section.start + place.start, end: section.start + place.end };
  const words = mended.was === null ? `\n\n${mended.becomes}` : mended.becomes;
  const after = put(file, span, inFile(words));
  const line = file.slice(0, span.start).split('\n').length;
  return { place: `${path}, line ${line}`, patch: unifiedDiff(path, file, after) };
}

/** After the last words of the section. */
function endOf(section: string): { readonly start: number; readonly end: number } {
  const end = section.trimEnd().length;
  return { start: end, end };
}

/** The same words may stand in a section twice: the place is that of the same turn as in what was heard. */
function placeOf(section: string, text: string, { was, span }: MendedWords & { readonly was: string }) {
  const turn = text.slice(0, span.start).split(was).length - 1;
  const pattern = new RegExp(was.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\n', '\\r?\\n'), 'gu');
  const found = [...section.matchAll(pattern)][turn];
  return found ? { start: found.index, end: found.index + found[0].length } : null;
}

/** After a name with a blank stands a tab: without one `patch` would take the blank for the end of the name. */
function unifiedDiff(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return /\s/.test(path) ? patch.replace(/^--- .*\n\+\+\+ .*(?=\n)/, (names) => names.replaceAll(/$/gm, '\t')) : patch;
}
