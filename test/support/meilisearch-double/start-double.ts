import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, errorBody } from './api-error.js';
import { type DoubleKey, type EngineState, newEngine, requireKey } from './engine-state.js';
import type { Answer, Route } from './route.js';
import { routes } from './routes.js';
import { type Json, readDescription } from './spec/description.js';
import { type SpecCheck, specCheck } from './spec/spec-check.js';

/** A server on loopback that behaves as Meilisearch 1.53 does in what Univocal uses of it. */
export interface MeilisearchDouble {
  readonly url: string;
  readonly engine: EngineState;
  readonly keys: Readonly<Record<'admin' | 'search' | 'index', string>>;
  /** What answered otherwise than the published description says; must be empty at the end. */
  readonly faults: readonly string[];
  /** How much was compared with the description; null where it is not to be had: then nothing was. */
  readonly checked: SpecCheck['counted'] | null;
  /** Every call so far, as method and path. */
  readonly calls: readonly string[];
  /** Answers the next calls in this way; null = as it should. */
  misbehave(how: Misbehaviour | null): void;
  close(): Promise<void>;
}

/** What a server in trouble, or something in its place, does instead of answering. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts it with three keys: for everything, for searching, for writing. */
export async function startMeilisearchDouble(options: { readonly version?: string } = {}): Promise<MeilisearchDouble> {
  const keys = {
    admin: 'admin-key-of-the-double',
    search: 'search-key-of-the-double',
    index: 'index-key-of-the-double',
  };
  const engine = newEngine(keysOf(keys), options.version ?? '1.53.0');
  const spec = sharedSpecCheck();
  const faults: string[] = [];
  const calls: string[] = [];
  let trouble: Misbehaviour | null = null;

  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    if (trouble) return trouble(request, response);
    void answer(request, engine, spec, faults).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    engine,
    keys,
    faults,
    checked: spec ? spec.counted : null,
    calls,
    misbehave: (how) => {
      trouble = how;
    },
    close: async () => {
      engine.queue.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

let shared: SpecCheck | null | undefined;

/** One for the process: reading the description takes longer than a test should. */
function sharedSpecCheck(): SpecCheck | null {
  if (shared === undefined) {
    const description = readDescription();
    shared = description && specCheck(description);
  }
  return shared;
}

function keysOf(keys: MeilisearchDouble['keys']): readonly DoubleKey[] {
  const writing = ['documents.*', 'indexes.*', 'settings.*', 'tasks.get', 'stats.get', 'version'];
  return [
    { name: 'admin', key: keys.admin, actions: ['*'], indexes: ['*'] },
    { name: 'search', key: keys.search, actions: ['search'], indexes: ['univocal-*'] },
    { name: 'index', key: keys.index, actions: writing, indexes: ['univocal-*'] },
  ];
}

async function answer(
  request: IncomingMessage,
  engine: EngineState,
  spec: SpecCheck | null,
  faults: string[],
): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
  const method = (request.method ?? 'GET').toLowerCase();
  const [route, parameters] = routeOf(method, pathname) ?? [];
  if (!route || !parameters) return refusal(new ApiError(404, 'not_found', `The double has no ${method} ${pathname}.`));
  const given = await answerTo(route, { parameters, searchParams }, request, engine, spec);
  const wrong =
    spec?.response(
      route,
      given[0],
      given[1] === undefined ? undefined : (JSON.parse(JSON.stringify(given[1])) as Json),
    ) ?? [];
  faults.push(...wrong.map((fault) => `${method} ${route.template} ${given[0]}: ${fault}`));
  return given;
}

async function answerTo(
  route: Route,
  {
    parameters,
    searchParams,
  }: { readonly parameters: Readonly<Record<string, string>>; readonly searchParams: URLSearchParams },
  request: IncomingMessage,
  engine: EngineState,
  spec: SpecCheck | null,
): Promise<Answer> {
  try {
    const { authorization } = request.headers;
    requireKey(engine, authorization, route.action, parameters['index_uid'] ?? null);
    const text = await bodyOf(request);
    const mediaType =
      text === '' ? null : ((request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '');
    if (mediaType !== null && mediaType !== 'application/json')
      throw new ApiError(
        415,
        'invalid_content_type',
        `The Content-Type \`${mediaType}\` is invalid. Accepted values for the Content-Type header are: \`application/json\``,
      );
    const body = text === '' ? undefined : parsed(text);
    const wrong =
      spec?.request({ method: route.method, template: route.template, query: searchParams, mediaType, body }) ?? [];
    if (wrong.length > 0)
      throw new ApiError(400, 'bad_request', `Not as the published description says: ${wrong.join('; ')}`);
    return route.answer(engine, { parameters, query: searchParams, body, authorization });
  } catch (error) {
    if (error instanceof ApiError) return refusal(error);
    throw error;
  }
}

function refusal(error: ApiError): Answer {
  return [error.status, errorBody(error)];
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ApiError(400, 'malformed_payload', 'The `json` payload provided is malformed.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

function routeOf(method: string, path: string): readonly [Route, Readonly<Record<string, string>>] | null {
  for (const { route, pattern } of patterns) {
    const match = route.method === method ? pattern.exec(path) : null;
    if (match)
      return [
        route,
        Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)])),
      ];
  }
  return null;
}
