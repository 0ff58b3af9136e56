import type { FastifyInstance } from 'fastify';
import { AppError } from '../../platform/errors.js';
import { acceptForms, refuseOtherSites } from '../layout/forms.js';
import { localPath, pageLocale } from '../layout/locales.js';
import type { AgentDependencies } from './routes.js';

/** `POST /agent/:key/insertions`: the answer of a receipt was told in a customer's case. */
export function insertionRoute(server: FastifyInstance, { run, signedIn }: AgentDependencies): void {
  acceptForms(server, 4096);
  server.post<{ Params: { key: string }; Querystring: { locale?: string } }>(
    '/agent/:key/insertions',
    async (request, reply) => {
      refuseOtherSites(request);
      const agent = await signedIn(request);
      if (!agent) throw new AppError('UNAUTHENTICATED', 'Sign in to keep what was told.');
      const { recordInsertion } = await run('AgentTold', insertionIn(request.body), agent.credential);
      if (recordInsertion.__typename !== 'InsertionRecorded')
        throw new AppError('BAD_INPUT', 'code is not that of a receipt of ours.');
      const { key } = request.params;
      return reply.redirect(
        localPath(`/agent/${encodeURIComponent(key)}`, pageLocale(request.query.locale ?? null), { told: 'yes' }),
        303,
      );
    },
  );
}

function insertionIn(body: unknown): { readonly code: string; readonly case: string } {
  const { code, case: reference } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || typeof reference !== 'string' || reference.trim() === '')
    throw new AppError('BAD_INPUT', 'case must name the customer’s case, and code the receipt of what was told.');
  return { code, case: reference };
}
