import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { AppError } from '../../platform/errors.js';
import { bounds } from './bounds.js';
import type { ImportFile, ImportFormat } from './imported-answer.js';

const endings: Readonly<Record<ImportFormat, readonly string[]>> = {
  MARKDOWN: ['.md', '.markdown'],
  HTML: ['.html', '.htm'],
  CSV: ['.csv', '.tsv'],
  ZENDESK: ['.json'],
  CHATWOOT: ['.json'],
  FRESHDESK: ['.json'],
};

/**
 * The files of a format in a folder and the folders in it, or one file, by name. Throws BAD_INPUT for what is too much, and for a symbolic link:
 * it could lead anywhere on this machine.
 */
export function readFolder(path: string, format: ImportFormat): readonly ImportFile[] {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there) throw new AppError('BAD_INPUT', `There is no file or folder ${path}.`);
  const found = there.isDirectory() ? [...filesIn(path, '', 0)] : [{ path, name: path, stat: there }];
  const wanted = there.isDirectory()
    ? found.filter(({ name }) => endings[format].includes(extname(name).toLowerCase()))
    : found;
  if (wanted.length === 0)
    throw new AppError('BAD_INPUT', `There is no ${endings[format].join(' or ')} file in ${path}.`);
  if (wanted.length > bounds.files)
    throw new AppError('BAD_INPUT', `${path} holds more than ${bounds.files.toLocaleString('en')} files.`);
  let bytes = 0;
  return wanted.map(({ path: file, name, stat }) => {
    if (!stat.isFile())
      throw new AppError('BAD_INPUT', `${name} is no ordinary file: symbolic links are not followed.`);
    bytes += Number(stat.size);
    if (bytes > bounds.bytes)
      throw new AppError('BAD_INPUT', `The files are larger than ${bounds.bytes.toLocaleString('en')} bytes together.`);
    return { name, content: decoded(name, readFileSync(file)) };
  });
}

interface Found {
  readonly path: string;
  readonly name: string;
  readonly stat: NonNullable<ReturnType<typeof lstatSync>>;
}

function* filesIn(folder: string, prefix: string, depth: number): Generator<Found> {
  if (depth > bounds.depth) throw new AppError('BAD_INPUT', `${prefix} lies deeper than ${bounds.depth} folders.`);
  for (const entry of readdirSync(folder).sort()) {
    if (entry.startsWith('.')) continue;
    const path = join(folder, entry);
    const name = `${prefix}${entry}`;
    const stat = lstatSync(path);
    if (stat.isDirectory()) yield* filesIn(path, `${name}/`, depth + 1);
    else yield { path, name, stat };
  }
}

function decoded(name: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    // Its first bytes still tell a zip file.
    if (content.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1')))
      throw new AppError('BAD_INPUT', `${name} is a zip file: unpack it first.`);
    throw new AppError('BAD_INPUT', `${name} is not written in UTF-8.`);
  }
}
