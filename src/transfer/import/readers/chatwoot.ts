import { z } from 'zod';
import { type ImportFile, type ImportReader, type ReadImport, together, words } from '../imported-answer.js';
import { keyFrom } from '../key-from.js';
import { textToMarkdown } from '../text-to-markdown.js';
import { readJson } from './json-file.js';

const responses = z.array(z.object({ short_code: z.string(), content: z.string() }));
const shape = z.union([
  responses,
  z.object({ canned_responses: responses }).transform((file) => file.canned_responses),
]);

/** Canned responses as Chatwoot gives them: a short code and a text. */
export const readChatwoot: ImportReader = (files) => together(files.map(readFile));

function readFile(file: ImportFile): ReadImport {
  const read = readJson(file, shape);
  if ('problems' in read) return read;
  const answers = read.value.map(({ short_code: code, content }, at) => {
    const title = code.replace(/[_-]+/g, ' ').trim();
    const source = `${file.name}, response ${at + 1}`;
    return words(source, { key: keyFrom(code), title: capital(title), body: textToMarkdown(content) });
  });
  return { answers, problems: [], remarks: [] };
}

function capital(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
