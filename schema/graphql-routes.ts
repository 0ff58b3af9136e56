import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST, type GraphQLSchema, OperationTypeNode, parse } from 'graphql';
import { authenticate } from '../src/access/index.js';
import { type ErrorCode, isAppError } from '../src/platform/errors.js';
import { type RequestContext, requestContext, type Services } from './context.js';
import { documentLimits, excess } from './document-limits.js';
import { errorFormatter } from './format-error.js';

const actorKey = Symbol('actor');
type Authenticated = FastifyRequest & { [actorKey]?: RequestContext['actor'] };

const statusOf: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, UNAVAILABLE: 503 };

/** The GraphQL endpoint: POST only, authentication by header, one snapshot a request, limits before anything else is done. */
export async function graphqlRoutes(server: FastifyInstance, services: Services, schema: GraphQLSchema): Promise<void> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    // Authentication is by header only, never by cookie, so another site cannot borrow a session.
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    allowBatchedHttpRequests: false,
    // A document that is named by its hash would come past the limits with variables that were never measured.
    persistedQueries: false,
    parseOptions: { maxTokens: documentLimits.tokens },
    formatError: errorFormatter(services.log),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled()],
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message: string) => services.log.warn(message),
      error: (message: string) => services.log.error(message),
    },
  });
  await apollo.start();
  server.addHook('onClose', () => apollo.stop());

  server.post('/graphql', {
    bodyLimit: 100_000,
    preHandler: async (request, reply) => {
      const failure = await admit(services, schema, request);
      if (failure)
        return reply
          .code(failure.status)
          .send({ errors: [{ message: failure.message, extensions: { code: failure.code } }] });
    },
    handler: fastifyApolloHandler(apollo, { context: async (request: FastifyRequest) => contextOf(services, request) }),
  });
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

async function admit(services: Services, schema: GraphQLSchema, request: Authenticated): Promise<Refusal | null> {
  try {
    request[actorKey] = await authenticate(services, request.headers.authorization);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { status: statusOf[error.code] ?? 401, code: error.code, message: error.message };
  }
  return documentRefusal(schema, request.body);
}

/** A document that does not parse is left to Apollo, which says so in the usual form. */
function documentRefusal(schema: GraphQLSchema, body: unknown): Refusal | null {
  const { query, variables, operationName } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const document = typeof query === 'string' ? parsed(query) : null;
  if (!document) return null;
  const tooMuch = excess(schema, document, isRecord(variables) ? variables : {});
  if (tooMuch) return { status: 400, code: 'TOO_COSTLY', message: tooMuch };
  const operation = getOperationAST(document, typeof operationName === 'string' ? operationName : null);
  return operation?.operation === OperationTypeNode.SUBSCRIPTION
    ? { status: 400, code: 'BAD_INPUT', message: 'Subscribe over a websocket at /graphql, or at /graphql/stream.' }
    : null;
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { noLocation: true, maxTokens: documentLimits.tokens });
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
