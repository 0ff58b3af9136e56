import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { isAppError } from '../src/platform/errors.js';
import type { Log } from '../src/platform/log.js';

const longestMessage = 300;

/** Maps every failure to what its caller may know: ours as they are, mistakes in the document as such, and bugs as one sentence, logged with their cause. */
export function errorFormatter(log: Log): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    if (isAppError(cause))
      return { ...place(formatted), message: cut(cause.message), extensions: { code: cause.code, ...cause.details } };
    if (error instanceof GraphQLError && error.originalError === undefined) {
      return {
        ...place(formatted),
        message: cut(formatted.message),
        extensions: {
          code: formatted.extensions?.code === 'INTERNAL_SERVER_ERROR' ? 'BAD_INPUT' : formatted.extensions?.code,
        },
      };
    }
    if (isCoercion(formatted))
      return { ...place(formatted), message: cut(formatted.message), extensions: { code: 'BAD_INPUT' } };
    if (isConnectionLoss(cause))
      return {
        ...place(formatted),
        message: 'The database cannot be reached at the moment. Try again in a few seconds.',
        extensions: { code: 'UNAVAILABLE' },
      };
    log.error({ err: cause }, 'a request failed for a reason that is ours');
    return {
      ...place(formatted),
      message: 'Something went wrong on our side. It has been noted.',
      extensions: { code: 'INTERNAL' },
    };
  };
}

function place({ path, locations }: GraphQLFormattedError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(path ? { path } : {}), ...(locations ? { locations } : {}) };
}

function cut(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
}

const documentFaults = [
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
];

/** The document does not parse or fit the schema, or a variable or literal is missing or of the wrong type: the client's mistake, although it is thrown. */
function isCoercion(formatted: GraphQLFormattedError): boolean {
  return documentFaults.includes(String(formatted.extensions?.code));
}

function isConnectionLoss(cause: unknown): boolean {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|57P0|08|53)/.test(code)) ||
    (typeof message === 'string' &&
      /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(message))
  );
}
