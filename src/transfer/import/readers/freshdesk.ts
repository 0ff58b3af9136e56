import { z } from 'zod';
import { htmlToMarkdown } from '../html-to-markdown.js';
import { type ImportFile, type ImportReader, type ReadImport, together, words } from '../imported-answer.js';
import { textToMarkdown } from '../text-to-markdown.js';
import { readJson } from './json-file.js';

const responses = z.array(
  z.object({ title: z.string(), content_html: z.string().optional(), content: z.string().optional() }),
);
const shape = z.union([
  responses,
  z.object({ canned_responses: responses }).transform((file) => file.canned_responses),
]);

/** Canned responses as Freshdesk gives them: a title and HTML. */
export const readFreshdesk: ImportReader = (files) => together(files.map(readFile));

function readFile(file: ImportFile): ReadImport {
  const read = readJson(file, shape);
  if ('problems' in read) return read;
  const answers = read.value.map(({ title, content_html: html, content = '' }, at) => {
    const body = html === undefined ? textToMarkdown(content) : htmlToMarkdown(html).markdown;
    return words(`${file.name}, response ${at + 1}`, { title, body });
  });
  return { answers, problems: [], remarks: [] };
}
