import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, authenticate } from '../src/access/index.js';
import { type RequestContext, requestContext, type Services } from './context.js';
import { admit, askedIn, type GraphqlServer, refused } from './graphql-server.js';

const actorKey = Symbol('actor');
type Authenticated = FastifyRequest & { [actorKey]?: Actor };

/** The GraphQL endpoint: POST only, authentication by header, one snapshot a request, limits before anything else is done. */
export function graphqlRoutes(server: FastifyInstance, graphql: GraphqlServer): void {
  server.addHook('onClose', () => graphql.apollo.stop());
  server.post('/graphql', {
    bodyLimit: 100_000,
    preHandler: async (request: Authenticated, reply) => {
      const { authorization } = request.headers;
      const admitted = await admit(graphql, askedIn(request.body), () => authenticate(graphql.services, authorization));
      if ('status' in admitted) return reply.code(admitted.status).send(refused(admitted));
      request[actorKey] = admitted.actor;
    },
    handler: fastifyApolloHandler(graphql.apollo, {
      context: async (request: FastifyRequest) => contextOf(graphql.services, request),
    }),
  });
}

async function contextOf(services: Services, request: Authenticated): Promise<RequestContext> {
  const actor = request[actorKey];
  if (!actor) throw new Error('a request reached GraphQL without authentication');
  return requestContext(services, actor);
}

/** Whether a browser asks for a page, not a client for data. */
export function wantsPage(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') ?? false;
}

/** What a GET without a page in mind is told. */
export function explainPost(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(405)
    .header('allow', 'POST')
    .send({
      errors: [
        {
          message: 'Send GraphQL by POST with a JSON body; open this address in a browser to write queries by hand.',
          extensions: { code: 'BAD_INPUT' },
        },
      ],
    });
}
