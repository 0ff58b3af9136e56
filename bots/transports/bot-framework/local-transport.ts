import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../../src/platform/errors.js';
import type { BotFrameworkTransport, WebhookRequest } from './transport.js';

/**
 * For trying the bot without an account at Azure: takes calls from this machine only and replies in the body only, since without credentials
 * nobody's address could be trusted. A forwarded call, or a page that rebinds its name to loopback, is not from this machine.
 */
export function localTransport(): BotFrameworkTransport {
  return {
    verify: async (request) => {
      if (!isFromThisMachine(request))
        throw new AppError('UNAUTHENTICATED', 'Without BOT_APP_ID the bot takes calls from its own machine only.');
      return { activity: request.body, replyBy: 'body' };
    },
    send: async () => ({ outcome: 'refused', reason: 'Without BOT_APP_ID the bot replies in the body only.' }),
  };
}

function isFromThisMachine({ headers, remoteAddress }: WebhookRequest): boolean {
  return (
    isLoopback(remoteAddress ?? '') &&
    isNamedLocally(headers.host) &&
    !isForwarded(headers) &&
    headers.origin === undefined
  );
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

function isNamedLocally(host: string | undefined): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host ?? '');
}

function isForwarded(headers: IncomingHttpHeaders): boolean {
  return headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined || headers.via !== undefined;
}
