import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/paths.js';
import { emittedSchema } from './emit-schema.js';
import { operationTypes } from './operations/generate-types.js';

const committed = (file: string) => readFileSync(join(projectRoot, 'schema', file), 'utf8');

const drifted = [
  ...(committed('schema.graphql') === emittedSchema() ? [] : ['schema/schema.graphql']),
  ...(committed('operations/operations.ts') === (await operationTypes()) ? [] : ['schema/operations/operations.ts']),
];
if (drifted.length > 0) {
  process.stderr.write(
    `${drifted.join(' and ')} no longer match the code: run npm run generate and commit the result.\n`,
  );
  process.exit(1);
}
