import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { bounds } from '../bounds.js';
import { type ImportFile, type ImportReader, type ReadImport, together, unread } from '../imported-answer.js';
import { keyFrom } from '../key-from.js';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const list = z.array(text).max(1_000);

/** What may stand above the text; other names are passed over with a remark. */
const frontMatter = z.object({
  key: text.optional(),
  topic: text.optional(),
  audience: text.optional(),
  scope: z.record(z.string(), text).optional(),
  question: text.optional(),
  title: text.optional(),
  short: text.optional(),
  phrasings: list.optional(),
  negativePhrasings: list.optional(),
  locale: text.optional(),
  mustSay: list.optional(),
  related: list.optional(),
  personPolicy: text.optional(),
});

/** One answer a file: YAML between two lines of three hyphens, then the body. */
export const readMarkdown: ImportReader = (files) => together(files.map(readFile));

function readFile({ name, content }: ImportFile): ReadImport {
  if (content.length > bounds.fileBytes)
    return unread(name, 'row', `The file is larger than ${bounds.fileBytes.toLocaleString('en')} characters.`);
  const { head, body } = split(content);
  if (head.length > bounds.frontMatter)
    return unread(
      name,
      'row',
      `What stands above the text is longer than ${bounds.frontMatter.toLocaleString('en')} characters.`,
    );
  const said = readHead(name, head);
  return 'said' in said ? answerOf(name, said.said, body) : said;
}

function split(content: string): { readonly head: string; readonly body: string } {
  const lines = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const end = lines.startsWith('---\n') ? lines.indexOf('\n---\n', 3) : -1;
  return end < 0
    ? { head: '', body: lines.trim() }
    : { head: lines.slice(4, end + 1), body: lines.slice(end + 5).trim() };
}

/** Anchors are refused: a few of them can stand for gigabytes. */
function readHead(name: string, head: string): ReadImport | { readonly said: Readonly<Record<string, unknown>> } {
  try {
    const said: unknown =
      head.trim() === '' ? {} : parse(head, { maxAliasCount: 0, schema: 'core', logLevel: 'error' });
    if (typeof said !== 'object' || said === null || Array.isArray(said))
      return unread(name, 'row', 'What stands above the text must be names with values, such as "key: lost-card".');
    return { said: said as Readonly<Record<string, unknown>> };
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    return unread(name, 'row', `What stands above the text cannot be read: ${reason.slice(0, 200)}`);
  }
}

function answerOf(name: string, said: Readonly<Record<string, unknown>>, body: string): ReadImport {
  const read = frontMatter.safeParse(said);
  if (!read.success)
    return {
      answers: [],
      remarks: [],
      problems: read.error.issues.map(({ path, message }) => ({
        source: name,
        field: path.join('.') || 'row',
        message: `It is not what it should be: ${message}.`,
      })),
    };
  const unused = Object.keys(said).filter((field) => !Object.hasOwn(frontMatter.shape, field));
  const heading = /^# (.+)\n*/.exec(body);
  const { data } = read;
  return {
    problems: [],
    remarks: unused.map((field) => ({ source: name, field: field.slice(0, 60), message: 'It is not used.' })),
    answers: [
      {
        source: name,
        key: data.key ?? keyFrom(basename(name).replace(/\.[a-z]+$/i, '')),
        topic: data.topic ?? null,
        audience: data.audience ?? null,
        scope: data.scope ?? null,
        question: data.question ?? null,
        title: data.title ?? heading?.[1] ?? null,
        body: data.title === undefined && heading ? body.slice(heading[0].length) : body,
        short: data.short ?? null,
        phrasings: data.phrasings ?? null,
        negativePhrasings: data.negativePhrasings ?? null,
        locale: data.locale ?? null,
        mustSay: data.mustSay ?? null,
        related: data.related ?? null,
        personPolicy: data.personPolicy ?? null,
      },
    ],
  };
}
