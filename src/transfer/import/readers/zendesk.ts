import { z } from 'zod';
import { htmlToMarkdown } from '../html-to-markdown.js';
import { type ImportFile, type ImportReader, type ReadImport, together, words } from '../imported-answer.js';
import { textToMarkdown } from '../text-to-markdown.js';
import { readJson } from './json-file.js';

const shape = z.object({
  macros: z.array(
    z.object({
      title: z.string(),
      active: z.boolean().default(true),
      actions: z.array(z.object({ field: z.string(), value: z.unknown() })).default([]),
    }),
  ),
});
type Macro = z.output<typeof shape>['macros'][number];

/** Macros as Zendesk exports them: what a macro writes to the customer is the answer, its other actions are not. */
export const readZendesk: ImportReader = (files) => together(files.map(readFile));

function readFile(file: ImportFile): ReadImport {
  const read = readJson(file, shape);
  if ('problems' in read) return read;
  return together(read.value.macros.map((macro, at) => readMacro(`${file.name}, macro ${at + 1}`, macro)));
}

function readMacro(source: string, { title, active, actions }: Macro): ReadImport {
  const none = (message: string): ReadImport => ({
    answers: [],
    problems: [],
    remarks: [{ source, field: 'row', message }],
  });
  if (!active) return none(`The macro "${title.slice(0, 80)}" is switched off: it is passed over.`);
  const comment = actions.find(({ field }) => field === 'comment_value_html' || field === 'comment_value');
  const text = wordsIn(comment?.value);
  if (text === null) return none(`The macro "${title.slice(0, 80)}" writes nothing: it is passed over.`);
  const body = comment?.field === 'comment_value_html' ? htmlToMarkdown(text).markdown : textToMarkdown(text);
  // Folders stand in the title, as in "Cards::Lost card".
  return {
    answers: [words(source, { title: title.split('::').at(-1)?.trim() ?? title, body })],
    problems: [],
    remarks: [],
  };
}

/** A value is the text, or a list of the channel and the text. */
function wordsIn(value: unknown): string | null {
  const text: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}
