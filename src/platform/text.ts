import { AppError } from './errors.js';

/** Returns the text, trimmed, or throws BAD_INPUT that names the field: empty, too long, or with characters no database keeps faithfully. */
export function requireText(
  field: string,
  text: string,
  limits: { readonly max: number; readonly min?: number },
): string {
  const trimmed = text.trim();
  if (!trimmed.isWellFormed() || trimmed.includes('\u0000'))
    throw new AppError('BAD_INPUT', `${field} holds a character that cannot be stored (NUL or half of a pair).`);
  if (trimmed.length < (limits.min ?? 1)) throw new AppError('BAD_INPUT', `${field} must not be empty.`);
  if (trimmed.length > limits.max)
    throw new AppError('BAD_INPUT', `${field} is too long: at most ${limits.max} characters.`);
  return trimmed;
}
