import { AppError } from '../../platform/errors.js';

const patienceMs = 15_000;

/** What our own service replied. */
export interface ServiceReply {
  readonly status: number;
  readonly url: string;
  readonly text: string;
}

interface ServiceCall {
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** The question is the checker's own and nobody's: it is not to be recorded. */
  readonly isProbe?: boolean;
}

/** Calls our own service over HTTP, as its customers' programs do; throws UNAVAILABLE when it cannot be reached. */
export async function callService(url: string, call: ServiceCall = {}): Promise<ServiceReply> {
  const headers = {
    ...(call.isProbe ? { 'univocal-probe': 'true' } : {}),
    ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const sent = call.body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(call.body) };
  try {
    const response = await fetch(url, { ...sent, headers, signal: AbortSignal.timeout(patienceMs) });
    return { status: response.status, url: response.url, text: await response.text() };
  } catch (error) {
    throw new AppError(
      'UNAVAILABLE',
      `${new URL(url).pathname} of our own service did not answer.`,
      {},
      { cause: error },
    );
  }
}

/** The JSON of a reply; throws UNAVAILABLE for another status than success. */
export async function callForJson(url: string, call: ServiceCall = {}): Promise<unknown> {
  const reply = await callService(url, call);
  if (reply.status >= 300)
    throw new AppError(
      'UNAVAILABLE',
      `${new URL(url).pathname} of our own service answered with status ${reply.status}.`,
    );
  return JSON.parse(reply.text) as unknown;
}
