import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { type DocumentNode, getOperationAST, type GraphQLSchema, OperationTypeNode, parse } from 'graphql';
import type { Actor } from '../src/access/index.js';
import { type ErrorCode, isAppError } from '../src/platform/errors.js';
import type { RequestContext, Services } from './context.js';
import { documentLimits, excess } from './document-limits.js';
import { errorFormatter } from './format-error.js';

/** What answers GraphQL on this node, over HTTP and within the process. */
export interface GraphqlServer {
  readonly apollo: ApolloServer<RequestContext>;
  readonly services: Services;
  readonly schema: GraphQLSchema;
}

/** Starts it; the routes close it with their server. */
export async function startGraphqlServer(services: Services, schema: GraphQLSchema): Promise<GraphqlServer> {
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
  return { apollo, services, schema };
}

/** Why a request is not let in. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const statusOf: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, UNAVAILABLE: 503 };

/** A request by its parts; null for a document that does not parse, which is left to Apollo, who says so in the usual form. */
export interface AskedDocument {
  readonly document: DocumentNode | null;
  readonly variables: unknown;
  readonly operationName: unknown;
}

/** Who is asking, or why they may not: every request passes here before anything else is done. */
export async function admit(
  { schema }: Pick<GraphqlServer, 'schema'>,
  asked: AskedDocument,
  authenticated: () => Promise<Actor>,
): Promise<Refusal | { readonly actor: Actor }> {
  try {
    const actor = await authenticated();
    return documentRefusal(schema, asked) ?? { actor };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { status: statusOf[error.code] ?? 401, code: error.code, message: error.message };
  }
}

/** A refusal in the form of a GraphQL reply. */
export function refused({ message, code }: Refusal): object {
  return { errors: [{ message, extensions: { code } }] };
}

/** What a body of JSON asks. */
export function askedIn(body: unknown): AskedDocument {
  const { query, variables, operationName } = (body ?? {}) as Readonly<Record<string, unknown>>;
  return { document: typeof query === 'string' ? parsed(query) : null, variables, operationName };
}

function documentRefusal(schema: GraphQLSchema, { document, variables, operationName }: AskedDocument): Refusal | null {
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
