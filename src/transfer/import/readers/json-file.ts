import type { z } from 'zod';
import { type ImportFile, type ReadImport, unread } from '../imported-answer.js';

/** The content of a file as a shape, or the problem with it. */
export function readJson<T>(file: ImportFile, shape: z.ZodType<T>): { readonly value: T } | ReadImport {
  let value: unknown;
  try {
    value = JSON.parse(file.content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is nested too deep' : (error as Error).message.slice(0, 200);
    return unread(file.name, 'row', `The file is no JSON: ${reason}.`);
  }
  const read = shape.safeParse(value);
  if (read.success) return { value: read.data };
  const problems = read.error.issues.slice(0, 20).map(({ path, message }) => ({
    source: file.name,
    field: path.join('.').slice(0, 100) || 'row',
    message: `It is not what such an export holds: ${message}.`,
  }));
  return { answers: [], remarks: [], problems };
}
