import { tsImport } from 'tsx/esm/api';

/** A TypeScript file of the repository; the foreign clients themselves are loaded by Node alone. */
export function ours(path) {
  return tsImport(`../../../${path}`, import.meta.url);
}
