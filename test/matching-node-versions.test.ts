import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../src/platform/paths.js';
import { nameModels } from './support/name-models.js';
import { otherNode } from './support/other-node.js';

const other = otherNode();
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

describe('a model', () => {
  it('is tried on a second version of Node where that is required', () => {
    if (process.env['REQUIRE_SERVICES'] === '1')
      expect(
        other,
        'REQUIRE_SERVICES=1 needs a Node of another major version (20 or later) on the PATH',
      ).not.toBeNull();
  });

  it.skipIf(other === null)(
    `has the same bytes on Node ${process.version} and ${other?.version ?? 'another major version'}, with few answers and with many`,
    { timeout: 120_000 },
    async () => {
      const script = join(projectRoot, 'test/support/print-model-names.ts');
      const { stdout } = await promisify(execFile)(other?.path ?? '', ['--import', loader, script]);
      expect(JSON.parse(stdout)).toEqual(nameModels());
    },
  );
});
