import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { AppError } from '../../src/platform/errors.js';
import { documentLimits, excess } from '../document-limits.js';

/** What a client sends. */
export interface SubscriptionRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** A subscription that may be begun. */
export interface ReadSubscription {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The subscription in a request; throws BAD_INPUT, TOO_COSTLY or the first fault of the document. The limits are those of POST. */
export function readSubscription(schema: GraphQLSchema, request: SubscriptionRequest): ReadSubscription {
  const { query, operationName, variables } = request;
  if (typeof query !== 'string') throw new AppError('BAD_INPUT', 'query must be a GraphQL document.');
  const document = parsed(query);
  const name = typeof operationName === 'string' ? operationName : null;
  const operation = getOperationAST(document, name);
  if (!operation) throw new AppError('BAD_INPUT', 'The document has no operation of this name.');
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION)
    throw new AppError(
      'BAD_INPUT',
      'Only subscriptions are served here: send queries and mutations by POST to /graphql.',
    );
  const values = isRecord(variables) ? variables : {};
  const tooMuch = excess(schema, document, values);
  if (tooMuch) throw new AppError('TOO_COSTLY', tooMuch);
  const [fault] = validate(schema, document);
  if (fault) throw fault;
  return { document, operationName: name, variables: values };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: documentLimits.tokens });
  } catch (error) {
    throw new AppError('BAD_INPUT', error instanceof GraphQLError ? error.message : 'query is not GraphQL.');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
