import { Agent, request } from 'undici';
import { retryAfterMs } from '../../../src/platform/http/retry-after.js';
import type { HeaderValue } from '../../../src/platform/http/validators.js';
import type { Activity } from '../../conversation/activity.js';
import type { ReplyAddress, SendOutcome } from './transport.js';

const sendMs = 15_000;
/** Each reply has a connection of its own: on one that idled it would be lost without anybody knowing whether it arrived. */
const connections = new Agent({ pipelining: 0, connect: { timeout: 5_000 } });
/** With these a service says that it did not take the reply; a 401 is worth another try with a new token. Behind any other failure the reply may have arrived. */
const notTaken: ReadonlySet<number> = new Set([401, 429, 503]);
/** Failures before a byte of the reply was sent. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Posts one activity to a service, once. Microsoft's client does not serve here: it repeats a POST up to four times by itself, waits without an end,
 * and tells a reply that was refused from one that may have arrived as little as any other failure.
 */
export async function postActivity(
  { serviceUrl, conversationId, activityId }: ReplyAddress,
  activity: Activity,
  token: string,
): Promise<SendOutcome & { readonly status?: number }> {
  const path = ['v3', 'conversations', conversationId, 'activities', ...(activityId === null ? [] : [activityId])];
  try {
    const { statusCode, headers, body } = await request(
      `${serviceUrl.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(activity),
        dispatcher: connections,
        signal: AbortSignal.timeout(sendMs),
      },
    );
    await body.dump().catch(() => undefined);
    return { status: statusCode, ...outcomeOf(statusCode, (name) => headers[name]?.toString() ?? null) };
  } catch (error) {
    const { code = '', message } = error as Error & { readonly code?: string };
    return neverSent.has(code)
      ? { outcome: 'later', reason: message, retryAfterMs: null }
      : { outcome: 'unknown', reason: message };
  }
}

function outcomeOf(status: number, header: HeaderValue): SendOutcome {
  const reason = `The network answered ${status}.`;
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  if (notTaken.has(status)) return { outcome: 'later', reason, retryAfterMs: retryAfterMs(header) };
  return { outcome: status === 408 || status >= 500 ? 'unknown' : 'refused', reason };
}
