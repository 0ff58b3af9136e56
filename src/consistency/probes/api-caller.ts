import { openGuardedExchange, type Reply } from '../../platform/http/guarded-exchange.js';
import { openHostTurns } from '../pages/host-turns.js';
import type { ProbeEnvironment } from './channel-probe.js';
import { type Reading, readingAnew } from './page-reader.js';
import { withoutSecrets } from './without-secrets.js';

/** Asks other people's APIs as politely as pages are read: in turn, with a pause, and not while a host asks to be left alone. */
export interface ApiCaller {
  /** Any status is a reply, a redirect too; throws with a sentence when the server may not or cannot be asked. */
  ask(url: string, body: unknown): Promise<Reply>;
  close(): Promise<void>;
}

const patienceMs = 10_000;
const maxBytes = 2_000_000;

/**
 * Opens a caller. A server that is told a token hears it over its own origin alone, and what it replies is read without it: servers quote what they
 * refuse.
 */
export function openApiCaller(
  { userAgent, observed }: Pick<ProbeEnvironment, 'userAgent' | 'observed'>,
  reading: Pick<Reading, 'memory' | 'clock'> = readingAnew(),
): ApiCaller {
  const exchange = openGuardedExchange({ userAgent, allowedHosts: observed.allowedHosts, maxBytes, connections: 1 });
  const ownHost = observed.site === null ? null : (URL.parse(observed.site)?.host ?? null);
  const turns = openHostTurns({ ...reading, ownHost });
  return {
    ask: async (url, body) => {
      const token = observed.tokens?.get(new URL(url).origin)?.reveal() ?? null;
      const headers = {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...(token === null ? {} : { authorization: token.includes(' ') ? token : `Bearer ${token}` }),
      };
      const message = { headers, body: JSON.stringify(body) };
      const reply = await turns.ask(url, () => exchange.post(url, message, patienceMs));
      return token === null ? reply : { ...reply, text: withoutSecrets(reply.text, secretsIn(token)) };
    },
    close: () => exchange.close(),
  };
}

/** A header with a scheme in front is secret behind it, in each of its parts that is long enough to be told from words. */
function secretsIn(token: string): readonly string[] {
  const [scheme = '', ...parts] = token.split(' ');
  const bare = parts.length === 0 ? [scheme] : parts;
  return [token, ...bare.filter(({ length }) => length >= shortestSecret)];
}

const shortestSecret = 8;
