import type { FastifyInstance } from 'fastify';
import { AppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { htmlPage } from '../layout/html.js';
import { sendPrivatePage } from '../layout/send.js';
import { MailListPage } from './list-page.js';
import { MailPage } from './mail-page.js';

/** A mail as the development mail catcher received it over SMTP. */
export interface CaughtMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly receivedAt: Date;
  /** The plain part; `null` when the mail has none. */
  readonly text: string | null;
  /** The HTML part; `null` when the mail has none. */
  readonly html: string | null;
  /** The whole message as it came, headers first. */
  readonly raw: string;
}

/** What the mail pages need: the caught mails, newest first. */
export interface MailDependencies {
  readonly caught: () => readonly CaughtMail[];
  readonly timeZone: string;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
}

/** Shows what the development mail catcher received. Not for production: it has no reader but the developer. */
export function mailRoutes({ caught, timeZone, log }: MailDependencies): (server: FastifyInstance) => Promise<void> {
  const find = (id: string) => {
    const mail = caught().find((one) => one.id === id);
    if (!mail) throw new AppError('NOT_FOUND', 'There is no mail under this address.');
    return mail;
  };
  return async (server) => {
    failuresAsPages(server, log);
    server.get('/mail', async (_request, reply) =>
      sendPrivatePage(reply, htmlPage(reply, MailListPage({ mails: caught(), timeZone }))),
    );
    server.get<{ Params: { id: string } }>('/mail/:id', async (request, reply) =>
      sendPrivatePage(reply, htmlPage(reply, MailPage({ mail: find(request.params.id), timeZone }))),
    );
    server.get<{ Params: { id: string } }>('/mail/:id/html', async (request, reply) => {
      const { html } = find(request.params.id);
      if (html === null) throw new AppError('NOT_FOUND', 'This mail has no HTML part.');
      return sendPrivatePage(reply, html, strangersPolicy);
    });
  };
}

/** A mail's HTML is a stranger's: it may look, but run nothing, load nothing, send nothing, and it has no origin. */
const strangersPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');
