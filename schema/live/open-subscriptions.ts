import type { FastifyInstance } from 'fastify';
import { placesPerAddress } from '../../src/platform/http/places.js';
import { defaultLiveLimits, type LiveLimits } from './live-limits.js';
import { type LiveDependencies, serveSubscriptions } from './subscription-socket.js';
import { subscriptionStreams } from './subscription-stream.js';

export { servesSocket } from './subscription-socket.js';

/** Opens both doors of subscriptions, which share the places of an address. */
export async function openSubscriptions(
  server: FastifyInstance,
  dependencies: Omit<LiveDependencies, 'limits' | 'places'> & { readonly limits?: Partial<LiveLimits> },
): Promise<void> {
  const limits = { ...defaultLiveLimits, ...dependencies.limits };
  const live = { ...dependencies, limits, places: placesPerAddress(limits.connectionsPerAddress) };
  await subscriptionStreams(server, live);
  const cut = serveSubscriptions(server.server, live);
  // Before the server waits for its connections: an open one would keep it waiting for ever.
  server.addHook('preClose', async () => cut());
}
