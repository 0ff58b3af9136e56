import { Agent, type Dispatcher, errors, request } from 'undici';
import { AppError, isAppError } from '../errors.js';
import { guardedConnector } from './guarded-connector.js';

/** A document as it came, after redirects. */
export interface FetchedDocument {
  readonly url: string;
  readonly status: number;
  /** Lower case, without parameters; "" when the server named none. */
  readonly mediaType: string;
  readonly content: Buffer;
  /** The content in the charset that the server named, UTF-8 otherwise. */
  readonly text: string;
}

/** What is sent to somebody's server. */
export interface PostedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads documents of other people's servers, and tells them things. */
export interface GuardedFetch {
  /** Throws UNAVAILABLE or FORBIDDEN with a sentence; any status is an answer. */
  get(url: string): Promise<FetchedDocument>;
  /** Sends a body and gives the status; a redirect is not followed, and what is replied is not read. Throws as `get` does. */
  post(url: string, message: PostedMessage): Promise<number>;
  close(): Promise<void>;
}

/** What a fetch may do; the limits are those of a page, and only a test sets them lower. */
export interface GuardedFetchOptions {
  readonly userAgent: string;
  /** `host:port` of servers that may be asked although their address is private. */
  readonly allowedHosts: readonly string[];
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  /** How many connections to one server at once; 1 when not given. */
  readonly connections?: number;
}

const mostRedirects = 3;
const defaultBytes = 2_000_000;
const defaultMs = 10_000;

/**
 * Fetches without being led astray. An address comes from an editor or from a page's redirect, and both could point the service at itself or at
 * its neighbours; so every connection is checked at the moment it is made, also after a redirect, and every wait and every size has an end.
 */
export function openGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const agent = new Agent({
    connect: guardedConnector(options.allowedHosts),
    connections: options.connections ?? 1,
    pipelining: 1,
    allowH2: false,
  });
  return {
    get: async (url) => {
      const signal = AbortSignal.timeout(options.timeoutMs ?? defaultMs);
      try {
        return await follow(requireAddress(url), { agent, signal, options });
      } catch (error) {
        throw explained(error, url, signal);
      }
    },
    post: async (url, message) => {
      const signal = AbortSignal.timeout(options.timeoutMs ?? defaultMs);
      try {
        const headers = { 'user-agent': options.userAgent, ...message.headers };
        const target = requireAddress(url);
        const { statusCode, body } = await request(target, {
          ...message,
          headers,
          method: 'POST',
          dispatcher: agent,
          signal,
        });
        await body.dump({ limit: 16_384, signal });
        return statusCode;
      } catch (error) {
        throw explained(error, url, signal);
      }
    },
    close: () => agent.destroy(),
  };
}

interface Journey {
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly options: GuardedFetchOptions;
}

async function follow(url: URL, journey: Journey, redirects = 0): Promise<FetchedDocument> {
  const { agent, signal, options } = journey;
  const headers = {
    'user-agent': options.userAgent,
    accept: 'text/html, text/plain;q=0.9, */*;q=0.1',
    'accept-encoding': 'identity',
  };
  const response = await request(url, { method: 'GET', headers, dispatcher: agent, signal });
  const location = headerOf(response, 'location');
  if (response.statusCode >= 300 && response.statusCode < 400 && location !== null) {
    await response.body.dump({ limit: 16_384 });
    if (redirects === mostRedirects)
      throw new AppError('UNAVAILABLE', `${url.host} redirects more than ${mostRedirects} times.`);
    return follow(requireAddress(location, url), journey, redirects + 1);
  }
  return read(url, response, options.maxBytes ?? defaultBytes);
}

async function read(url: URL, response: Dispatcher.ResponseData, maxBytes: number): Promise<FetchedDocument> {
  const encoding = headerOf(response, 'content-encoding') ?? 'identity';
  if (encoding !== 'identity') {
    // Nobody reads on, so nobody else would hear that the body was cut.
    response.body.on('error', () => undefined).destroy();
    throw new AppError('UNAVAILABLE', `${url.host} sends compressed pages although it was asked not to.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes)
      throw new AppError('UNAVAILABLE', `The document at ${url.host} is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  const [mediaType = '', ...parameters] = (headerOf(response, 'content-type') ?? '').toLowerCase().split(';');
  const content = Buffer.concat(chunks);
  return {
    url: url.href,
    status: response.statusCode,
    mediaType: mediaType.trim(),
    content,
    text: decoded(content, parameters.join(';')),
  };
}

function requireAddress(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new AppError('FORBIDDEN', 'Only http and https addresses can be read.');
  if (url.username !== '' || url.password !== '')
    throw new AppError('FORBIDDEN', 'An address with a password in it is not read.');
  url.hash = '';
  return url;
}

function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function decoded(content: Buffer, parameters: string): string {
  const label = /charset="?([\w.:-]{1,40})/.exec(parameters)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(content);
  } catch {
    return new TextDecoder().decode(content);
  }
}

function explained(error: unknown, address: string, signal: AbortSignal): AppError {
  if (isAppError(error)) return error;
  const host = URL.parse(address)?.host ?? 'The address';
  if (isAppError((error as Error).cause)) return (error as Error).cause as AppError;
  if (signal.aborted || error instanceof errors.ConnectTimeoutError)
    return new AppError('UNAVAILABLE', `${host} did not answer in time.`, {}, { cause: error });
  return new AppError('UNAVAILABLE', `${host} could not be read.`, {}, { cause: error });
}
