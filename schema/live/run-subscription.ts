import {
  createSourceEventStream,
  execute,
  type ExecutionResult,
  type GraphQLFormattedError,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { errorFormatter } from '../format-error.js';
import type { LiveContext } from './live-context.js';
import type { ReadSubscription } from './read-subscription.js';

/** What an event is resolved from: the caller and the published state of that moment. */
export interface LiveEvent {
  readonly ctx: RequestContext;
  /** The number to go on after when the stream breaks off behind this event. */
  readonly resumeAfter: number;
}

/** One message of a subscription. */
export interface LiveResult {
  readonly result: ExecutionResult;
  /** null = a failure, after which the subscription has ended. */
  readonly resumeAfter: number | null;
}

/**
 * Runs a subscription: each event is executed with a context of its own, and a failure of the source is its last message. Ending it ends the source
 * at once, also while it waits.
 */
export async function runSubscription(
  schema: GraphQLSchema,
  { document, operationName, variables }: ReadSubscription,
  context: LiveContext,
): Promise<AsyncIterableIterator<LiveResult>> {
  const format = errorFormatter(context.log);
  const operation = { schema, document, operationName, variableValues: variables };
  const source = await createSourceEventStream({ ...operation, contextValue: context });
  if (!(Symbol.asyncIterator in source)) return once({ result: formatted(source, format), resumeAfter: null });
  const events = source[Symbol.asyncIterator]() as AsyncIterator<LiveEvent>;
  let failed = false;

  const next = async (): Promise<IteratorResult<LiveResult>> => {
    if (failed) return { done: true, value: undefined };
    try {
      const { done, value } = await events.next();
      if (done) return { done: true, value: undefined };
      const result = await execute({ ...operation, rootValue: value, contextValue: value.ctx });
      return { done: false, value: { result: formatted(result, format), resumeAfter: value.resumeAfter } };
    } catch (error) {
      failed = true;
      return { done: false, value: { result: { errors: [formattedError(error, format)] }, resumeAfter: null } };
    }
  };
  const end = async (): Promise<IteratorResult<LiveResult>> => {
    await events.return?.();
    return { done: true, value: undefined };
  };
  const results: AsyncIterableIterator<LiveResult> = { [Symbol.asyncIterator]: () => results, next, return: end };
  return results;
}

async function* once(result: LiveResult): AsyncGenerator<LiveResult> {
  yield result;
}

type Format = ReturnType<typeof errorFormatter>;

function formatted(result: ExecutionResult, format: Format): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => formattedError(error, format)) };
}

/** GraphQLError only in type: what is sent is its plain form. */
function formattedError(error: unknown, format: Format): GraphQLError {
  const told: GraphQLFormattedError =
    error instanceof GraphQLError
      ? error.toJSON()
      : { message: error instanceof Error ? error.message : String(error) };
  return format(told, error) as GraphQLError;
}
