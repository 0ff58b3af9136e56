import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without the alias vitest loads graphql twice (as CommonJS and as a module) and graphql refuses its own types.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/clients/**', 'node_modules/**'],
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // One worker a core: the files wait for PostgreSQL and the browser for much of their time.
    maxWorkers: '100%',
    globalSetup: ['test/support/global-setup.ts'],
  },
});
