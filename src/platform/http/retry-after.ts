import type { HeaderValue } from './validators.js';

/**
 * How long a response asks to be left alone, in milliseconds; null when it does not say. The header is a number of seconds or a date (RFC 9110, 10.2.3);
 * a date is held against the response's own, for the other machine's clock may be wrong.
 */
export function retryAfterMs(header: HeaderValue): number | null {
  const value = header('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const wait = Date.parse(value) - Date.parse(header('date') ?? '');
  return /^[A-Z][a-z]/.test(value) && Number.isFinite(wait) ? Math.max(0, wait) : null;
}
