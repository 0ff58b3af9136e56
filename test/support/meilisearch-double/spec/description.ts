import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../src/platform/paths.js';

/** A JSON value of which nothing is known yet. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A part of the description that has fields. */
export type JsonObject = { readonly [name: string]: Json };

/** The published OpenAPI description of Meilisearch's HTTP interface, of which this project keeps no copy. */
export interface Description {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> };
}

/** Where the description is looked for: `MEILI_OPENAPI`, else beside the project. */
export function descriptionFile(): string {
  return process.env['MEILI_OPENAPI'] ?? join(projectRoot, '..', 'shared', 'openapi', 'meilisearch-1.53.json');
}

/** The description, or null where it is not to be had; a run without it must say so. */
export function readDescription(): Description | null {
  const file = descriptionFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Description) : null;
}
