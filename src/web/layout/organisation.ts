import { createContext, useContext } from 'hono/jsx';
import type { Organisation } from '../../platform/organisation.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Whose pages it serves. */
    organisation: Organisation;
  }
}

/** Whose page it is, for every part of it: `htmlPage` gives it. */
export const OrganisationContext = createContext<Organisation>({ name: null, isDemo: false });

/** Whose page it is, within one. */
export function organisationOfPage(): Organisation {
  return useContext(OrganisationContext);
}
