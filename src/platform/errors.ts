/** What went wrong, in the words a caller may act on; the list is closed so that clients can switch on it. */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'BAD_SETTING'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'SNAPSHOT_NOT_REACHED'
  | 'NOT_SERVABLE'
  | 'TOO_COSTLY'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE';

/** A failure that the caller is merely told: one sentence, safe to show to anyone who may make the call. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    sentence: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}

/** Whether a thrown value is one of ours; anything else is a bug and is masked. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
