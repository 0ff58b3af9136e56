import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.js';

/** Where absolute links point: the configured address, or else the host that was asked, which must look like one. */
export function originOf(request: FastifyRequest, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  if (!/^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(request.host)) {
    throw new AppError('BAD_INPUT', 'host is not the name of a host.');
  }
  return `${request.protocol}://${request.host}`;
}
