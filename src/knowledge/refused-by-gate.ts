import { AppError } from '../platform/errors.js';
import type { Blocked } from './gate.js';

/**
 * What came of a change that passed the gate. Where the caller is merely told, as of a phrasing, a change that did not is a CONFLICT with what is
 * published; `obstacles` in the details holds every reason.
 */
export function passed<T>(outcome: T | Blocked): T {
  if (!isBlocked(outcome)) return outcome;
  const { obstacles } = outcome;
  throw new AppError('CONFLICT', obstacles[0] ?? 'The gate objects.', { obstacles });
}

function isBlocked(outcome: unknown): outcome is Blocked {
  return typeof outcome === 'object' && outcome !== null && 'outcome' in outcome && outcome.outcome === 'blocked';
}
