import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './test/support/long-files-first.js';

export default defineConfig({
  // Without the alias vitest loads graphql twice (as CommonJS and as a module) and graphql refuses its own types.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/clients/**', '**/node_modules/**'],
    sequence: { shuffle: true, sequencer: LongFilesFirst },
    // Against what hangs, not against what is slow: on a machine under load a test takes ten times as long.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 50_000, interval: 50 } },
    // One worker a core: the files wait for PostgreSQL and the browser for much of their time.
    maxWorkers: '100%',
    // A worker loads our modules once, not once a file: what a file opens it closes, and what it changes it puts back.
    isolate: false,
    globalSetup: ['test/support/global-setup.ts'],
  },
});
