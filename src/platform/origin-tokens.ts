import { z } from 'zod';
import { AppError } from './errors.js';
import { hostAndPort } from './http/guarded-connector.js';
import { Secret } from './secret.js';

// What is shorter could not be told from the words of a reply that quotes it.
const shortestToken = 8;
const longestToken = 4_096;

/** A setting that is JSON of origin and token. By origin, so that a token follows the server it is for and no address that somebody edits. */
export const originTokens = z
  .string()
  .default('{}')
  .transform((text, context): ReadonlyMap<string, Secret> => {
    const tokens = tokensIn(text);
    if (tokens !== null) return tokens;
    context.addIssue({
      code: 'custom',
      message:
        'JSON of origins and tokens, each of at least 8 visible characters, such as {"https://portal.example.org": "…"}',
    });
    return z.NEVER;
  });

/** Throws BAD_SETTING where a token would go over plain http to a server that the operator does not call their own (`host:port`). */
export function requireSafeOrigins(tokens: ReadonlyMap<string, Secret>, ownHosts: readonly string[]): void {
  const isSafe = (origin: string) => origin.startsWith('https:') || ownHosts.includes(hostAndPort(new URL(origin)));
  const unsafe = [...tokens.keys()].find((origin) => !isSafe(origin));
  if (unsafe !== undefined)
    throw new AppError(
      'BAD_SETTING',
      `OBSERVED_TOKENS names ${unsafe}, which is neither https nor a host of OBSERVED_ALLOWED_HOSTS.`,
    );
}

function tokensIn(text: string): ReadonlyMap<string, Secret> | null {
  const entries = recordIn(text);
  if (entries === null || !entries.every(([origin, token]) => isOrigin(origin) && isToken(token))) return null;
  return new Map(entries.map(([origin, token]) => [origin, new Secret(String(token))]));
}

function recordIn(text: string): readonly (readonly [string, unknown])[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  } catch {
    return null;
  }
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.parse(text)?.origin === text;
}

/** What a header can carry. */
function isToken(value: unknown): boolean {
  if (typeof value !== 'string' || value.length < shortestToken || value.length > longestToken) return false;
  // Behind a scheme stands the secret itself.
  return /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value) && value.slice(value.indexOf(' ') + 1).length >= shortestToken;
}
