import { bounds } from '../bounds.js';
import { htmlToMarkdown } from '../html-to-markdown.js';
import { type ImportFile, type ImportReader, type ReadImport, together, unread, words } from '../imported-answer.js';
import { keyFrom } from '../key-from.js';

/** One answer a page: its main part, under its own heading. */
export const readHtml: ImportReader = (files) => together(files.map(readFile));

function readFile({ name, content }: ImportFile): ReadImport {
  if (content.length > bounds.fileBytes)
    return unread(name, 'row', `The page is larger than ${bounds.fileBytes.toLocaleString('en')} characters.`);
  const { title, markdown, lost } = htmlToMarkdown(content);
  if (title === '') return unread(name, 'title', lost[0] ?? 'The page has neither a heading nor a title.');
  return {
    answers: [words(name, { key: keyFrom(title), title, body: markdown })],
    problems: [],
    remarks: lost.map((message) => ({ source: name, field: 'body', message })),
  };
}
