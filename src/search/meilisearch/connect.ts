import { Meilisearch, MeilisearchApiError, MeilisearchRequestError } from 'meilisearch';
import { AppError, isAppError } from '../../platform/errors.js';
import type { Secret } from '../../platform/secret.js';
import { guardedHttp } from './guarded-http.js';

/** The server as one of our two keys sees it. */
export interface Connection {
  readonly client: Meilisearch;
  close(): Promise<void>;
}

/** Opens the official client on a server, with a time limit for each call; connects when it is first used. */
export function connectMeilisearch(url: string, key: Secret, timeoutMs: number): Connection {
  const http = guardedHttp(url, timeoutMs);
  return { client: new Meilisearch({ host: url, apiKey: key.reveal(), httpClient: http.call }), close: http.close };
}

/** Whether the engine refused with one of these codes. */
export function refusedWith(error: unknown, ...codes: readonly string[]): boolean {
  const own = unwrapped(error);
  return own instanceof MeilisearchApiError && codes.includes(own.cause?.code ?? '');
}

/** What a caller of ours is told: UNAVAILABLE, the engine's own sentence in the cause only, for it may quote what was asked. */
export function unavailable(error: unknown): AppError {
  const own = unwrapped(error);
  if (isAppError(own)) return own;
  const details = { reason: 'ENGINE_UNREACHABLE' };
  return new AppError('UNAVAILABLE', 'The search engine refused the call.', details, { cause: own });
}

/** The client wraps whatever our own way of calling throws. */
function unwrapped(error: unknown): unknown {
  return error instanceof MeilisearchRequestError ? error.cause : error;
}
