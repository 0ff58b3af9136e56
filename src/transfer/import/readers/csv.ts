import { CsvError, parse } from 'csv-parse/sync';
import type { Scope } from '../../../knowledge/index.js';
import { bounds } from '../bounds.js';
import {
  type ImportedAnswer,
  type ImportFile,
  type ImportReader,
  type ReadImport,
  together,
  unread,
} from '../imported-answer.js';

const columns = [
  'key',
  'topic',
  'audience',
  'scope',
  'question',
  'title',
  'body',
  'short',
  'phrasings',
  'locale',
  'mustsay',
  'related',
  'personpolicy',
] as const;
type Column = (typeof columns)[number];

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * A table with a row of names and one answer a row; fields by comma, semicolon or tab. Lists stand one entry a line, or with | between them; a
 * scope as "customer=business; country=GB". Cells are texts whatever they begin with: a formula stays the characters it is written with.
 */
export const readCsv: ImportReader = (files) => together(files.map(readFile));

function readFile({ name, content }: ImportFile): ReadImport {
  const rows = readRows(name, content);
  if ('problems' in rows) return rows;
  const [head, ...rest] = rows;
  if (!head) return unread(name, 'row', 'The table is empty: its first row must name the columns.');
  const names = head.record.map((column) =>
    column
      .trim()
      .toLowerCase()
      .replace(/[\s_-]/g, ''),
  );
  const twice = names.find((column, at) => column !== '' && names.indexOf(column) !== at);
  if (twice !== undefined) return unread(name, twice, 'Two columns have this name.');
  if (!names.includes('body'))
    return unread(name, 'body', `A column named body is needed; there are: ${names.join(', ').slice(0, 200)}.`);
  const unused = names.filter((column) => !(columns as readonly string[]).includes(column));
  return together([
    {
      answers: [],
      problems: [],
      remarks: unused.map((column) => ({
        source: name,
        field: column.slice(0, 60),
        message: 'The column is not used.',
      })),
    },
    ...rest.map((row, at) => readRow(`${name}, row ${at + 2}`, names, row)),
  ]);
}

function readRows(name: string, content: string): readonly Row[] | ReadImport {
  try {
    return parse(content, {
      bom: true,
      delimiter: delimiterOf(content),
      info: true,
      max_record_size: bounds.recordBytes,
      relax_column_count: true,
      skip_empty_lines: true,
      to: bounds.rows + 2,
    }) as unknown as readonly Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
    const line = typeof error['lines'] === 'number' ? `${name}, line ${error['lines']}` : name;
    return unread(
      line,
      'row',
      tooLong
        ? `The row is longer than ${bounds.recordBytes.toLocaleString('en')} bytes.`
        : `The table cannot be read: ${error.message.slice(0, 200)}`,
    );
  }
}

function delimiterOf(content: string): string {
  const head = content.slice(0, 2_000).split(/\r?\n/, 1)[0] ?? '';
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

function readRow(source: string, names: readonly string[], { record }: Row): ReadImport {
  if (record.length !== names.length)
    return unread(source, 'row', `It has ${record.length} fields; the first row names ${names.length}.`);
  const cell = (column: Column): string | null => {
    const value = record[names.indexOf(column)]?.trim() ?? '';
    return value === '' ? null : value.replace(/\r\n?/g, '\n');
  };
  const list = (column: Column) =>
    cell(column)
      ?.split(/\n|\s\|\s/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '') ?? null;
  const scope = scopeOf(cell('scope'));
  if (scope === undefined) return unread(source, 'scope', 'It must be written as "customer=business; country=GB".');
  const answer: ImportedAnswer = {
    source,
    key: cell('key'),
    topic: cell('topic'),
    audience: cell('audience')?.toUpperCase() ?? null,
    scope,
    question: cell('question'),
    title: cell('title'),
    body: cell('body') ?? '',
    short: cell('short'),
    phrasings: list('phrasings'),
    negativePhrasings: null,
    locale: cell('locale'),
    mustSay: list('mustsay'),
    related: list('related'),
    personPolicy: cell('personpolicy'),
  };
  return { answers: [answer], problems: [], remarks: [] };
}

/** undefined = it is not written as a scope. */
function scopeOf(cell: string | null): Scope | null | undefined {
  if (cell === null) return null;
  const entries = cell.split(';').map((entry) => /^\s*([^=\s]{1,60})\s*=\s*([^=]{1,60}?)\s*$/.exec(entry));
  if (entries.includes(null)) return undefined;
  return Object.fromEntries(entries.map((entry) => [entry?.[1] ?? '', entry?.[2] ?? '']));
}
