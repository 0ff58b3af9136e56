import { Agent, request } from 'undici';
import { AppError, isAppError } from '../errors.js';
import { guardedConnector } from './guarded-connector.js';
import { retryAfterMs } from './retry-after.js';

/** What a server replied to a call; any status is a reply. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  /** How long the server asks to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null;
}

/** Calls servers that the operator has listed, and reads what they reply. */
export interface GuardedExchange {
  /** Throws UNAVAILABLE or FORBIDDEN with a sentence; a redirect is a reply like any other. */
  post(
    url: string,
    message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
    timeoutMs: number,
  ): Promise<Reply>;
  close(): Promise<void>;
}

/** Opens it; every connection is checked as it is made, and every wait and every size has an end. */
export function openGuardedExchange(options: {
  readonly userAgent: string;
  /** `host:port` of servers that may be called although their address is private. */
  readonly allowedHosts: readonly string[];
  readonly maxBytes: number;
  readonly connections: number;
}): GuardedExchange {
  const agent = new Agent({
    connect: guardedConnector(options.allowedHosts),
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
  });
  return {
    post: async (url, { headers, body }, timeoutMs) => {
      const { host } = new URL(url);
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await request(url, {
          method: 'POST',
          headers: { 'user-agent': options.userAgent, 'accept-encoding': 'identity', ...headers },
          body,
          dispatcher: agent,
          signal,
        });
        const headerOf = (name: string) => [response.headers[name]].flat()[0] ?? null;
        return {
          status: response.statusCode,
          text: await textOf(response.body, options.maxBytes, host),
          retryAfterMs: retryAfterMs(headerOf),
        };
      } catch (error) {
        throw explained(error, host, signal);
      }
    },
    close: () => agent.destroy(),
  };
}

async function textOf(body: AsyncIterable<Buffer>, maxBytes: number, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('UNAVAILABLE', `The reply of ${host} is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function explained(error: unknown, host: string, signal: AbortSignal): AppError {
  if (isAppError(error)) return error;
  const { cause } = error as Error;
  if (isAppError(cause)) return cause;
  const sentence = signal.aborted ? `${host} did not answer in time.` : `${host} could not be reached.`;
  return new AppError('UNAVAILABLE', sentence, {}, { cause: error });
}
