import { type Config, MeilisearchApiError, type MeilisearchErrorResponse } from 'meilisearch';
import { Agent, request } from 'undici';
import { AppError, isAppError } from '../../platform/errors.js';
import { guardedConnector } from '../../platform/http/guarded-connector.js';

/** How the official client calls the server, and how to end that. */
export interface GuardedHttp {
  readonly call: NonNullable<Config['httpClient']>;
  close(): Promise<void>;
}

const mostBytes = 32_000_000;

/**
 * Calls the server that the operator named, and no other: redirects are not followed, and a connection elsewhere than there is guarded like any other
 * outgoing call. Every wait and size has an end. What is not the engine's JSON is UNAVAILABLE, with the reason in the details; the engine's own refusals
 * are thrown as the client's MeilisearchApiError.
 */
export function guardedHttp(url: string, timeoutMs: number): GuardedHttp {
  const { hostname, port, protocol } = new URL(url);
  const agent = new Agent({
    connect: guardedConnector([`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`]),
    pipelining: 1,
    allowH2: false,
  });
  const call: GuardedHttp['call'] = async (target, init = {}) => {
    const own = AbortSignal.timeout(timeoutMs);
    // The client would ignore its own time limit when a signal is given.
    const signal = init.signal ? AbortSignal.any([init.signal, own]) : own;
    try {
      const reply = await request(target as URL, {
        method: (init.method ?? 'GET') as 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: (init.body ?? null) as string | null,
        dispatcher: agent,
        signal,
      });
      return answered(reply.statusCode, await textOf(reply.body));
    } catch (error) {
      throw explained(error, signal);
    }
  };
  return { call, close: () => agent.destroy() };
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) throw unreachable('The search engine answered with more than can be read.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answered(status: number, text: string): unknown {
  const body = text === '' ? undefined : jsonOf(text);
  if (status >= 200 && status < 300) return body;
  // A proxy in front of the engine answers with pages; a refusal of the engine itself has a code.
  if (status < 400 || status >= 500 || typeof (body as { code?: unknown } | undefined)?.code !== 'string')
    throw unreachable(`The search engine answered with status ${status}.`);
  throw new MeilisearchApiError(new Response(null, { status }), body as MeilisearchErrorResponse);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreachable('The search engine answered with something that is not JSON.', error);
  }
}

function explained(error: unknown, signal: AbortSignal): unknown {
  if (isAppError(error) || error instanceof MeilisearchApiError) return error;
  if (signal.aborted)
    return new AppError(
      'UNAVAILABLE',
      'The search engine did not answer in time.',
      { reason: 'ENGINE_SLOW' },
      { cause: error },
    );
  return unreachable('The search engine cannot be reached.', error);
}

function unreachable(sentence: string, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', sentence, { reason: 'ENGINE_UNREACHABLE' }, { cause });
}
