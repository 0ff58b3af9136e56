import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSnapshotWithin } from '../../knowledge/index.js';
import type { Clock } from '../../platform/clock.js';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { answerFiles } from './answer-files.js';
import { type ManifestTable, manifestText } from './manifest.js';
import { exportedTables, rowsAtOnce } from './tables.js';
import * as store from './tables.store.js';

/** What an export wrote. */
export interface Exported {
  readonly tables: number;
  readonly rows: number;
  /** How many Markdown files, one for each published answer and language. */
  readonly files: number;
}

interface ExportContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly sourceLocale: string;
}

// It holds drafts, texts for staff and the staff's addresses.
const ownerOnly = { folder: 0o700, file: 0o600 };

/**
 * Writes all knowledge into a new folder: every row with its times as JSON lines, which `restoreFolder` takes back, and what is published now as
 * Markdown. It is one state: what is changed meanwhile is not in it. Equal states give equal files.
 */
export async function exportFolder(
  ctx: ExportContext,
  folder: string,
  onProgress: (table: string, rows: number) => void = () => undefined,
): Promise<Exported> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new AppError('BAD_INPUT', `${folder} is not empty: name a new folder.`);
  mkdirSync(join(folder, 'tables'), { recursive: true, mode: ownerOnly.folder });
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await store.inUtc(tx);
      const tables: ManifestTable[] = [];
      for (const name of exportedTables) {
        const table = await exportTable(tx, name, join(folder, 'tables', `${name}.jsonl`));
        tables.push(table);
        onProgress(name, table.rows);
      }
      const files = await writeAnswers(ctx, tx, folder);
      writeFileSync(join(folder, 'manifest.json'), manifestText(tables), { mode: ownerOnly.file });
      return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), files };
    });
}

async function exportTable(tx: DatabaseTransaction, name: string, path: string): Promise<ManifestTable> {
  const shape = await store.shapeOf(tx, name);
  const hash = createHash('sha256');
  let rows = 0;
  const file = openSync(path, 'wx', ownerOnly.file);
  try {
    for await (const lines of store.rowLines(tx, shape, rowsAtOnce(name))) {
      const text = `${lines.join('\n')}\n`;
      writeSync(file, text);
      hash.update(text);
      rows += lines.length;
    }
  } finally {
    closeSync(file);
  }
  const { numbered } = shape;
  return {
    name,
    columns: shape.columns.map((column) => column.name),
    rows,
    sha256: hash.digest('hex'),
    numbered: numbered === null ? null : ((await store.numberingOf(tx, name, numbered)) ?? 0),
  };
}

async function writeAnswers(ctx: ExportContext, tx: DatabaseTransaction, folder: string): Promise<number> {
  const at = ctx.clock.now();
  const snapshot = await readSnapshotWithin(
    tx,
    { validAt: at, knownAt: at },
    { sequence: 0, sourceLocale: ctx.sourceLocale },
  );
  const files = answerFiles(snapshot);
  mkdirSync(join(folder, 'answers'), { mode: ownerOnly.folder });
  for (const { name, content } of files) {
    const path = join(folder, 'answers', name);
    mkdirSync(dirname(path), { recursive: true, mode: ownerOnly.folder });
    writeFileSync(path, content, { mode: ownerOnly.file, flag: 'wx' });
  }
  return files.length;
}
