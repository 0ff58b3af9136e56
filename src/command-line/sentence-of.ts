import { isAppError } from '../platform/errors.js';

/** The one sentence for a fault that the reader can mend; a fault of ours keeps its stack. */
export function sentenceOf(error: unknown): string {
  if (isAppError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
