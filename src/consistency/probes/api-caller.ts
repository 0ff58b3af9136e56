import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../platform/errors.js';
import { openGuardedExchange, type Reply } from '../../platform/http/guarded-exchange.js';
import type { ProbeEnvironment } from './channel-probe.js';

/** Asks other people's APIs politely within one sweep: one call a host at a time, with the limits of a page. */
export interface ApiCaller {
  /** Any status is a reply, a redirect too; throws with a sentence when the server may not or cannot be asked. */
  ask(url: string, body: unknown): Promise<Reply>;
  close(): Promise<void>;
}

const pauseMs = 1_000;
const patienceMs = 10_000;
const longestWaitMs = 10_000;
const maxBytes = 2_000_000;

/**
 * Opens a caller. Between two calls to one host lies a second, unless the host is one of our own on the list. A server that is told a token hears it
 * over its own origin alone, and what it replies is read without it: servers quote what they refuse.
 */
export function openApiCaller({ userAgent, observed }: Pick<ProbeEnvironment, 'userAgent' | 'observed'>): ApiCaller {
  const { allowedHosts } = observed;
  const exchange = openGuardedExchange({ userAgent, allowedHosts, maxBytes, connections: 1 });
  const queues = new Map<string, Promise<unknown>>();

  const call = async (url: string, body: unknown): Promise<Reply> => {
    const token = observed.tokens?.get(new URL(url).origin)?.reveal() ?? null;
    const authorization = token === null ? {} : { authorization: token.includes(' ') ? token : `Bearer ${token}` };
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...authorization,
    };
    const reply = await exchange.post(url, { headers, body: JSON.stringify(body) }, patienceMs);
    return token === null ? reply : { ...reply, text: withoutSecret(reply.text, token) };
  };
  const patiently = async (url: string, body: unknown): Promise<Reply> => {
    const reply = await call(url, body);
    const wait = reply.status === 429 || reply.status === 503 ? reply.retryAfterMs : null;
    if (wait === null) return reply;
    if (wait > longestWaitMs)
      throw new AppError('UNAVAILABLE', `${new URL(url).host} asks to be left alone for ${wait / 1_000} seconds.`);
    await pause(wait);
    return call(url, body);
  };
  return {
    ask: (url, body) => {
      const { host } = new URL(url);
      const before = queues.get(host);
      const isOwn = allowedHosts.includes(host);
      const next = (before ?? Promise.resolve())
        .then(() => (before && !isOwn ? pause(pauseMs) : undefined))
        .then(() => patiently(url, body));
      queues.set(
        host,
        next.catch(() => undefined),
      );
      return next;
    },
    close: () => exchange.close(),
  };
}

const shortestSecret = 8;

/** A header with a scheme in front is secret behind it; some servers write a slash in JSON as "\/". */
function withoutSecret(text: string, token: string): string {
  const bare = token.split(' ').at(-1) ?? token;
  const secrets = [token, bare].filter(({ length }) => length >= shortestSecret);
  return secrets
    .flatMap((secret) => [secret, secret.replaceAll('/', '\\/')])
    .reduce((kept, secret) => kept.replaceAll(secret, '[secret]'), text);
}
