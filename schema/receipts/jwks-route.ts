import type { FastifyInstance } from 'fastify';
import { keySetDocument } from '../../src/receipts/index.js';
import type { Services } from '../context.js';

/** `GET /.well-known/jwks.json`: the public keys of receipts, of now and of before, for anyone on any site. */
export async function jwksRoute(server: FastifyInstance, { db }: Pick<Services, 'db'>): Promise<void> {
  server.get('/.well-known/jwks.json', async (_request, reply) =>
    reply
      .type('application/jwk-set+json')
      .header('cache-control', 'public, max-age=300')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(await keySetDocument(db)),
  );
}
