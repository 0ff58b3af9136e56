/** A refusal as Meilisearch sends it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The body of a refusal. */
export function errorBody({ status, code, message }: Pick<ApiError, 'status' | 'code' | 'message'>) {
  const type = status === 401 || status === 403 ? 'auth' : status >= 500 ? 'internal' : 'invalid_request';
  return { message, code, type, link: `https://docs.meilisearch.com/errors#${code}` };
}

/** What the double does not model is refused loudly: silence would look like the engine's behaviour. */
export function notModelled(what: string): ApiError {
  return new ApiError(500, 'internal', `The double does not model ${what}.`);
}
