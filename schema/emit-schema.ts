import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { projectRoot } from '../src/platform/paths.js';
import { buildApiSchema } from './build-schema.js';

const target = join(projectRoot, 'schema', 'schema.graphql');

/** The contract as text, sorted, so that a change shows as one small difference. */
export function emittedSchema(): string {
  return `# Emitted from the code by \`npm run generate\`; do not edit.\n${printSchema(lexicographicSortSchema(buildApiSchema()))}\n`;
}

if (process.argv[1]?.endsWith('emit-schema.ts')) writeFileSync(target, emittedSchema());
