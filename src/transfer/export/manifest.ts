import { z } from 'zod';
import { AppError } from '../../platform/errors.js';
import { exportFormat } from './tables.js';

const shape = z.strictObject({
  format: z.string(),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int().min(0),
      /** SHA-256 of the file. */
      sha256: z.string(),
      /** Where the numbering of its rows stands; null where there is none. */
      numbered: z.int().min(0).nullable(),
    }),
  ),
});

/** What is in an export, with the hash of each file; equal knowledge has an equal manifest. */
export type Manifest = z.output<typeof shape>;
export type ManifestTable = Manifest['tables'][number];

/** Writes it with two blanks a level, as the file holds it. */
export function manifestText(tables: readonly ManifestTable[]): string {
  return `${JSON.stringify({ format: exportFormat, tables }, null, 2)}\n`;
}

/** Reads a manifest; throws BAD_INPUT for what is none, or is one of another version. */
export function readManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('BAD_INPUT', 'manifest.json is no JSON.');
  }
  const format = (value as { readonly format?: unknown } | null)?.format;
  if (typeof format === 'string' && format !== exportFormat)
    throw new AppError(
      'BAD_INPUT',
      `The export is written as ${format.slice(0, 60)}; this version reads ${exportFormat}.`,
    );
  const read = shape.safeParse(value);
  if (!read.success)
    throw new AppError('BAD_INPUT', `manifest.json is not one of an export: ${read.error.issues[0]?.message}.`);
  return read.data;
}
