import type { FastifyError, FastifyInstance } from 'fastify';
import { type ErrorCode, isAppError } from '../../src/platform/errors.js';

/** A failure in the form that Direct Line and the Connector share. */
export interface Refusal {
  readonly status: number;
  readonly body: { readonly error: { readonly code: string; readonly message: string } };
  /** Seconds to wait before another try; null = the wait is not known. */
  readonly retryAfter: number | null;
}

const verdicts: Readonly<Partial<Record<ErrorCode, readonly [status: number, code: string]>>> = {
  UNAUTHENTICATED: [401, 'Unauthorized'],
  FORBIDDEN: [403, 'Forbidden'],
  NOT_FOUND: [404, 'NotFound'],
  BAD_INPUT: [400, 'BadArgument'],
  TOO_COSTLY: [413, 'TooLarge'],
  RATE_LIMITED: [429, 'TooManyRequests'],
};

/** The refusal for whatever was thrown; a bug shows no words of its own. */
export function refusalOf(error: unknown): Refusal {
  if (isAppError(error)) {
    const [status, code] = verdicts[error.code] ?? [503, 'ServiceUnavailable'];
    const { reason, retryAfter } = error.details;
    return refusal(
      status,
      typeof reason === 'string' ? reason : code,
      error.message,
      typeof retryAfter === 'number' ? retryAfter : null,
    );
  }
  const status = (error as Partial<FastifyError>).statusCode ?? 500;
  if (status < 500) return refusal(status, 'BadArgument', (error as Error).message, null);
  return refusal(500, 'ServiceError', 'Something is wrong on our side.', null);
}

/** Answers everything that is thrown in `server`'s routes in the protocol's form. */
export function refuseInProtocolForm(server: FastifyInstance): void {
  server.setErrorHandler<Error>((error, request, reply) => {
    const { status, body, retryAfter } = refusalOf(error);
    if (status >= 500) request.log.error({ err: error }, 'a bot request failed');
    if (retryAfter !== null) reply.header('retry-after', String(retryAfter));
    return reply.code(status).send(body);
  });
}

function refusal(status: number, code: string, message: string, retryAfter: number | null): Refusal {
  return { status, body: { error: { code, message } }, retryAfter };
}
