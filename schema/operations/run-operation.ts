import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse, print, separateOperations } from 'graphql';
import { AppError } from '../../src/platform/errors.js';
import { projectRoot } from '../../src/platform/paths.js';
import type { Operations } from './operations.js';

/** Asks the API one of the registered operations. `credential` is a bearer token; without one the caller is anonymous. */
export type RunOperation = <Name extends keyof Operations>(
  name: Name,
  variables: Operations[Name]['variables'],
  credential?: string | null,
) => Promise<Operations[Name]['result']>;

/** One GraphQL request as it goes over HTTP. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName: string;
  readonly variables: unknown;
}

/** Carries a request to the API and returns the parsed JSON reply; in-process or over the network. */
export type Carry = (request: OperationRequest, credential: string | null) => Promise<unknown>;

/** The one way in which channels reach the API: by name, from the documents in this folder. */
export function operationsOver(carry: Carry): RunOperation {
  const documents = loadOperations();
  return async (name, variables, credential = null) => {
    const query = documents.get(name);
    if (!query) throw new AppError('NOT_FOUND', `There is no operation named ${name}.`);
    return resultOf(await carry({ query, operationName: name, variables }, credential)) as never;
  };
}

/** Every operation's text with the fragments it needs, by name. */
export function loadOperations(folder = join(projectRoot, 'schema', 'operations')): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return new Map(files.flatMap((file) => operationsIn(parse(readFileSync(join(folder, file), 'utf8')))));
}

function operationsIn(document: DocumentNode): [string, string][] {
  return Object.entries(separateOperations(document)).map(([name, operation]) => [name, print(operation)]);
}

function resultOf(reply: unknown): unknown {
  const { data, errors } = reply as {
    data?: unknown;
    errors?: readonly { message: string; extensions?: { code?: string } }[];
  };
  const [first] = errors ?? [];
  if (first) throw new AppError(codeOf(first.extensions?.code), first.message);
  return data;
}

function codeOf(code: string | undefined): AppError['code'] {
  switch (code) {
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'BAD_INPUT':
    case 'NOT_SERVABLE':
    case 'CONFLICT':
      return code;
    default:
      return 'UNAVAILABLE';
  }
}
