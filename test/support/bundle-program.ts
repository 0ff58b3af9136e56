import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../src/platform/paths.js';

/** A program of ours in one file of JavaScript. */
export interface Bundle {
  readonly file: string;
  remove(): void;
}

/**
 * Compiles a TypeScript file of the repository with all of ours that it imports, for programs that are started many times: from source a start
 * takes several times as long. With `packages` the code of npm packages goes in as well, which few of them bear and which is faster still.
 */
export async function bundleProgram(source: string, options: { readonly packages?: boolean } = {}): Promise<Bundle> {
  // Inside the project, where the program finds our packages, and the files that it reads.
  const cache = join(projectRoot, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'univocal-program-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: projectRoot,
    ...(options.packages ? { ssr: { noExternal: true } } : {}),
    build: {
      ssr: source,
      outDir: folder,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'program.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return { file: join(folder, 'program.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
