import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, type DocumentNode, Kind, parse } from 'graphql';
import { projectRoot } from '../../src/platform/paths.js';

const folder = join(projectRoot, 'schema', 'operations');
const target = join(folder, 'operations.ts');

/** The TypeScript types of every operation's variables and result. */
export async function operationTypes(): Promise<string> {
  const schema = buildSchema(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({ location: file, document: parse(readFileSync(join(folder, file), 'utf8')) }));
  const types = await codegen({
    filename: target,
    schema: parse(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8')),
    schemaAst: schema,
    documents,
    plugins: [{ operations: {} }],
    pluginMap: { typescript, operations },
    config: {
      enumsAsTypes: true,
      enumType: 'string-literal',
      immutableTypes: true,
      skipTypename: true,
      preResolveTypes: true,
      scalars: { DateTime: 'string', Locale: 'string', ID: 'string' },
      avoidOptionals: false,
    },
  });
  return `// Generated from the documents in this folder by \`npm run generate\`; do not edit.\n${types}\n${operationMap(documents.map(({ document }) => document))}`;
}

/** One interface that maps each operation's name to its variables and result. */
function operationMap(documents: readonly DocumentNode[]): string {
  const lines = documents
    .flatMap((document) => document.definitions)
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const name = operation.name?.value ?? '';
      const type = `${name}${operation.operation === 'query' ? 'Query' : 'Mutation'}`;
      return `  readonly ${name}: { readonly variables: ${type}Variables; readonly result: ${type} };`;
    });
  return `export interface Operations {\n${lines.join('\n')}\n}\n`;
}

if (process.argv[1]?.endsWith('generate-types.ts')) writeFileSync(target, await operationTypes());
