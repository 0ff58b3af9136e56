import { Agent, type Dispatcher, errors, request } from 'undici';
import { AppError, isAppError } from '../errors.js';
import { guardedConnector } from './guarded-connector.js';
import { type HeaderValue, conditionsFor, type Validators, validatorsIn } from './validators.js';
import { retryAfterMs } from './retry-after.js';

/** A document as it came, after redirects. */
export interface FetchedDocument {
  readonly url: string;
  /** 304 only when `known` was sent to this very address. */
  readonly status: number;
  /** The address that a redirect leads to, when it was not to be followed; null otherwise. */
  readonly movedTo: string | null;
  /** Lower case, without parameters; "" when the server named none. */
  readonly mediaType: string;
  /** As the server named it; "utf-8" when it named none. */
  readonly charset: string;
  readonly content: Buffer;
  /** The content in that charset. */
  readonly text: string;
  /** Names this state of the document, to ask whether it has changed. */
  readonly validators: Validators;
  /** How long the server asks to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null;
}

/** How a document is asked for. */
export interface Asking {
  /** The state in which it is known: if that is still so, the server may answer 304 without it. */
  readonly known?: Validators | undefined;
  /** Whether redirects are followed here; true when not given. */
  readonly follow?: boolean;
}

/** What is sent to somebody's server. */
export interface PostedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads documents of other people's servers, and tells them things. */
export interface GuardedFetch {
  /** Throws UNAVAILABLE or FORBIDDEN with a sentence; any status is an answer. */
  get(url: string, asking?: Asking): Promise<FetchedDocument>;
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

/** How many redirects are followed from one address. */
export const mostRedirects = 3;
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
    get: async (url, asking = {}) => {
      const signal = AbortSignal.timeout(options.timeoutMs ?? defaultMs);
      try {
        return await follow(requireAddress(url), { agent, signal, options, asking });
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
  readonly asking: Asking;
}

async function follow(url: URL, journey: Journey, redirects = 0): Promise<FetchedDocument> {
  const { agent, signal, options, asking } = journey;
  const conditions = conditionsFor(url, asking.known);
  const headers = {
    'user-agent': options.userAgent,
    accept: 'text/html, text/plain;q=0.9, */*;q=0.1',
    'accept-encoding': 'identity',
    ...conditions,
  };
  const response = await request(url, { method: 'GET', headers, dispatcher: agent, signal });
  if (response.statusCode === 304 && conditions === null)
    throw new AppError('UNAVAILABLE', `${url.host} answers that nothing has changed although it was not asked so.`);
  const location = redirectOf(response);
  if (location === null) return read(url, response, options.maxBytes ?? defaultBytes);
  await response.body.dump({ limit: 16_384 });
  const next = requireAddress(location, url);
  if (asking.follow === false) return { ...documentOf(url, response, Buffer.alloc(0)), movedTo: next.href };
  if (redirects === mostRedirects) throw tooManyRedirects(url);
  return follow(next, journey, redirects + 1);
}

/** Told of a server that leads around in circles. */
export function tooManyRedirects({ host }: URL): AppError {
  return new AppError('UNAVAILABLE', `${host} redirects more than ${mostRedirects} times.`);
}

function redirectOf(response: Dispatcher.ResponseData): string | null {
  const { statusCode } = response;
  return statusCode >= 300 && statusCode < 400 && statusCode !== 304 ? headerOf(response, 'location') : null;
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
  return documentOf(url, response, Buffer.concat(chunks));
}

function documentOf(url: URL, response: Dispatcher.ResponseData, content: Buffer): FetchedDocument {
  const [mediaType = '', ...parameters] = (headerOf(response, 'content-type') ?? '').toLowerCase().split(';');
  const charset = /charset="?([\w.:-]{1,40})/.exec(parameters.join(';'))?.[1] ?? 'utf-8';
  const header: HeaderValue = (name) => headerOf(response, name);
  return {
    url: url.href,
    status: response.statusCode,
    movedTo: null,
    mediaType: mediaType.trim(),
    charset,
    content,
    text: decoded(content, charset),
    validators: validatorsIn(url, header),
    retryAfterMs: retryAfterMs(header),
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

/** The words of a document in its charset; in UTF-8 where that is none. */
export function decoded(content: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(content);
  } catch {
    return new TextDecoder().decode(content);
  }
}

function explained(error: unknown, address: string, signal: AbortSignal): AppError {
  if (isAppError(error)) return error;
  const host = URL.parse(address)?.host ?? 'The address';
  if (isAppError((error as Error).cause)) return (error as Error).cause as AppError;
  if (signal.aborted || error instanceof errors.ConnectTimeoutError)
    return new AppError('UNAVAILABLE', `${host} did not answer in time.`, passing, { cause: error });
  return new AppError('UNAVAILABLE', `${host} could not be read.`, passing, { cause: error });
}

const passing = { mayPass: true };

/** Whether it was the network that failed, which may go better the next time. */
export function mayPass(error: unknown): boolean {
  return isAppError(error) && error.details['mayPass'] === true;
}
