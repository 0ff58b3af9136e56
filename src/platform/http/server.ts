import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { AppError, type ErrorCode, isAppError } from '../errors.js';
import type { Log } from '../log.js';
import type { TrustsProxy } from './trusted-proxies.js';

const statusOf: Readonly<Record<ErrorCode, number>> = {
  BAD_INPUT: 400,
  BAD_SETTING: 500,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  SNAPSHOT_NOT_REACHED: 503,
  NOT_SERVABLE: 503,
  TOO_COSTLY: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/**
 * An HTTP server with the limits and headers that every route of ours needs: slow senders are cut, pages run no script but ours. Who calls is the peer
 * itself, or whom a trusted proxy names.
 */
export async function createHttpServer(log: Log, trusts: TrustsProxy = () => false): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    bodyLimit: 100_000,
    requestTimeout: 10_000,
    // Longer than load balancers keep a quiet connection (60 s as a rule): the end that closes first must be theirs, or a request meets a closed door.
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    trustProxy: trusts,
    routerOptions: { maxParamLength: 200 },
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
  });
  await server.register(fastifyCookie);
  await server.register(fastifyHelmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
        imgSrc: ["'self'", 'data:'],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  server.setErrorHandler((error, _request, reply) => {
    if (isAppError(error))
      return reply.code(statusOf[error.code]).send({ error: { code: error.code, message: error.message } });
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500)
      return reply.code(status).send({ error: { code: 'BAD_INPUT', message: (error as Error).message } });
    log.error({ err: error }, 'a request failed for a reason that is ours');
    return reply
      .code(500)
      .send({ error: { code: 'INTERNAL', message: 'Something went wrong on our side. It has been noted.' } });
  });
  return server;
}

/** Listens, or throws BAD_SETTING naming the setting when the port is taken or forbidden. Returns the port. */
export async function listenOn(
  server: FastifyInstance,
  address: { readonly host: string; readonly port: number },
  setting: string,
): Promise<number> {
  try {
    await server.listen(address);
  } catch (error) {
    throw portFault(error, address.port, setting);
  }
  const bound = server.server.address();
  return typeof bound === 'object' && bound ? bound.port : address.port;
}

function portFault(error: unknown, port: number, setting: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new AppError(
      'BAD_SETTING',
      `${setting}: port ${port} is in use by another program. Stop that one or set another ${setting}.`,
    );
  if (code === 'EACCES')
    return new AppError(
      'BAD_SETTING',
      `${setting}: this user may not listen on port ${port}. Set a ${setting} above 1023.`,
    );
  return error;
}
