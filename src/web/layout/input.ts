import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.js';

/** A text parameter of the address, trimmed; `null` when absent or blank. Throws BAD_INPUT naming the field. */
export function queryText(request: FastifyRequest, field: string, longest: number): string | null {
  const given = (request.query as Readonly<Record<string, string | readonly string[] | undefined>>)[field];
  const text = typeof given === 'string' ? given : given?.[0];
  return text === undefined || text.trim() === '' ? null : checkedText(text.trim(), field, longest);
}

function checkedText(text: string, field: string, longest: number): string {
  if (text.length > longest) throw new AppError('BAD_INPUT', `${field} is longer than ${longest} characters.`);
  if (!text.isWellFormed() || text.includes('\0')) {
    throw new AppError('BAD_INPUT', `${field} holds characters that are not text.`);
  }
  return text;
}
