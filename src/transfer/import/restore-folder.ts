import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { type ManifestTable, readManifest } from '../export/manifest.js';
import { exportedTables } from '../export/tables.js';
import * as store from '../export/tables.store.js';

/** What was restored. */
export interface Restored {
  readonly tables: number;
  readonly rows: number;
}

const batch = { rows: 500, bytes: 4_000_000 };
const longestLine = 64_000_000;
const manifestBytes = 1_000_000;

/**
 * Takes a whole export into an empty database, with all numbers and times: reads at any instant, history and hashes are those of the database it
 * came from. All of it or nothing. Throws BAD_INPUT when the database is not empty, or when a file is not what its manifest says.
 */
export async function restoreFolder(
  db: Database,
  folder: string,
  onProgress: (table: string, rows: number) => void = () => undefined,
): Promise<Restored> {
  const { tables } = readManifest(readFileSync(ordinaryFile(folder, 'manifest.json', manifestBytes), 'utf8'));
  const known = new Map(tables.map((table) => [table.name, table]));
  const foreign = tables.find(({ name }) => !(exportedTables as readonly string[]).includes(name));
  if (foreign || known.size !== tables.length)
    throw new AppError(
      'BAD_INPUT',
      `manifest.json names a table that this version does not take: ${foreign?.name.slice(0, 60)}.`,
    );
  return db.transaction().execute(async (tx) => {
    await requireEmpty(tx);
    await store.inUtc(tx);
    let rows = 0;
    for (const name of exportedTables) {
      const table = known.get(name);
      if (!table) continue;
      await restoreTable(tx, folder, table);
      rows += table.rows;
      onProgress(name, table.rows);
    }
    return { tables: known.size, rows };
  });
}

async function requireEmpty(tx: DatabaseTransaction): Promise<void> {
  for (const name of exportedTables)
    if (await store.hasRows(tx, name))
      throw new AppError(
        'CONFLICT',
        `The database is not empty: its table ${name} has rows. A whole export goes into a new database, before the service was started on it.`,
      );
}

async function restoreTable(tx: DatabaseTransaction, folder: string, table: ManifestTable): Promise<void> {
  const shape = await store.shapeOf(tx, table.name);
  const strange = table.columns.find((column) => !shape.columns.some(({ name }) => name === column));
  if (strange !== undefined)
    throw new AppError(
      'BAD_INPUT',
      `The export has a column that this version does not know: ${table.name}.${strange.slice(0, 60)}. It is of a newer version.`,
    );
  const path = ordinaryFile(folder, join('tables', `${table.name}.jsonl`), Number.POSITIVE_INFINITY);
  const hash = createHash('sha256');
  let rows = 0;
  for await (const lines of batchesOf(path, (chunk) => hash.update(chunk))) {
    await insert(tx, shape, table, lines);
    rows += lines.length;
  }
  if (rows !== table.rows || hash.digest('hex') !== table.sha256)
    throw new AppError(
      'BAD_INPUT',
      `tables/${table.name}.jsonl is not what manifest.json says: it was changed or cut off.`,
    );
  if (shape.numbered !== null && table.numbered !== null && table.numbered > 0)
    await store.continueNumbering(tx, table.name, shape.numbered, table.numbered);
}

async function insert(
  tx: DatabaseTransaction,
  shape: store.TableShape,
  table: ManifestTable,
  lines: readonly string[],
): Promise<void> {
  try {
    await store.insertLines(tx, shape, table.columns, lines);
  } catch (error) {
    throw new AppError(
      'BAD_INPUT',
      `tables/${table.name}.jsonl holds a row that cannot be taken: ${(error as Error).message.slice(0, 200)}.`,
      {},
      { cause: error },
    );
  }
}

/** Lines in companies that a statement can carry. */
async function* batchesOf(path: string, seen: (chunk: Buffer) => void): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  let bytes = 0;
  for await (const line of linesOf(path, seen)) {
    lines.push(line);
    bytes += line.length;
    if (lines.length < batch.rows && bytes < batch.bytes) continue;
    yield lines;
    lines = [];
    bytes = 0;
  }
  if (lines.length > 0) yield lines;
}

async function* linesOf(path: string, seen: (chunk: Buffer) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    seen(chunk);
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestLine) throw new AppError('BAD_INPUT', `${path} holds a line that is too long.`);
    yield* parts.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}

/** The path of a file in the folder; throws BAD_INPUT when it is missing, too large or leads elsewhere. */
function ordinaryFile(folder: string, name: string, maxBytes: number): string {
  const path = join(folder, name);
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there) throw new AppError('BAD_INPUT', `${name} is missing: ${folder} is no whole export.`);
  if (!there.isFile() || there.size > maxBytes)
    throw new AppError('BAD_INPUT', `${name} is no ordinary file, or it is too large.`);
  return path;
}
