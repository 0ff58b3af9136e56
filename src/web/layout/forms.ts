import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.js';

/** Takes what a form of ours sends: its fields by name, the last of those that bear the same. */
export function acceptForms(server: FastifyInstance, bodyLimit = 1024): void {
  const form = 'application/x-www-form-urlencoded';
  if (server.hasContentTypeParser(form)) return;
  server.addContentTypeParser<string>(form, { parseAs: 'string', bodyLimit }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  );
}

/** Another site could send a form of its own here in a reader's name, unnoticed. */
export function refuseOtherSites(request: FastifyRequest): void {
  const from = request.headers['sec-fetch-site'];
  if (from === 'cross-site' || from === 'same-site') {
    throw new AppError('FORBIDDEN', 'Forms are taken from our own pages only.');
  }
}
