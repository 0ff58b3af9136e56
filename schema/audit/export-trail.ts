import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { allow, authenticate } from '../../src/access/index.js';
import { trailLines } from '../../src/audit/index.js';
import { AppError } from '../../src/platform/errors.js';
import type { Services } from '../context.js';

/** `GET /audit/trail.jsonl`: the whole audit trail as JSON lines, for those who may read it; `univocal verify-audit --file` takes it. */
export async function auditExportRoute(server: FastifyInstance, services: Services): Promise<void> {
  server.get('/audit/trail.jsonl', async (request, reply) => {
    const { authorization } = request.headers;
    if (authorization === undefined)
      throw new AppError('UNAUTHENTICATED', 'Send the bearer token of an account that may read the audit trail.');
    allow(await authenticate(services, authorization), 'read the audit trail');
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="audit-trail.jsonl"')
      .type('application/jsonl; charset=utf-8')
      .send(Readable.from(trailLines(services.db)));
  });
}
