import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import type { RunOperation } from '../../schema/operations/run-operation.js';
import { agentRoutes, assetRoutes, helpRoutes, sendMissing, signInRoutes } from '../../src/web/index.js';
import { createLog } from '../../src/platform/log.js';
import { demoOrganisation, type Organisation } from '../../src/platform/organisation.js';
import { localRateLimits } from '../../src/platform/rate-limits.js';
import { larkhaven } from './larkhaven-sample.js';
import { sampleApi } from './sample-api.js';

/** The pages over an API, behind the headers that the service sets. `x-test-user` signs an agent in. */
export async function webServer(
  run: RunOperation = sampleApi(larkhaven),
  organisation: Organisation = demoOrganisation,
): Promise<FastifyInstance> {
  const server = fastify();
  server.decorate('organisation', organisation);
  await server.register(helmet, { enableCSPNonces: true });
  server.setNotFoundHandler(sendMissing);
  await server.register(assetRoutes());
  await server.register(
    helpRoutes({
      run,
      credential: null,
      publicUrl: 'https://help.larkhaven.example',
      timeZone: 'Europe/London',
      rateLimits: localRateLimits(),
      log,
    }),
  );
  await server.register(
    agentRoutes({
      run,
      log,
      publicUrl: 'https://help.larkhaven.example',
      timeZone: 'Europe/London',
      signedIn: async ({ headers }) =>
        headers['x-test-user'] === undefined ? null : { credential: 'staff-token', name: 'Jamal Whitcombe' },
    }),
  );
  await server.register(signInRoutes(oneLink()));
  return server;
}

const log = createLog('silent');

/** Access with a single link in it, that works once. */
function oneLink(): Parameters<typeof signInRoutes>[0] {
  let isOpen = true;
  const holds = (token: string) => isOpen && token === 'good-link';
  return {
    secureCookies: false,
    log,
    peek: async (token) => (holds(token) ? { name: 'Jamal Whitcombe' } : null),
    use: async (token) => {
      if (!holds(token)) return null;
      isOpen = false;
      return { session: 'session-secret', name: 'Jamal Whitcombe', expiresAt: new Date('2026-11-02T00:00:00Z') };
    },
    signOut: async () => {},
  };
}
