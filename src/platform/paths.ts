import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, found from here upwards, so that compiled and source code read the same files. */
export const projectRoot: string = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(folder: string): string {
  const isRoot = existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'schema', 'operations'));
  return isRoot ? folder : rootAbove(dirname(folder));
}
