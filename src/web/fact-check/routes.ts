import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { acceptForms, refuseOtherSites } from '../layout/forms.js';
import { htmlPage } from '../layout/html.js';
import { sendPrivatePage } from '../layout/send.js';
import { AnsweredPage, AskPage, ChangedPage, type DraftToCheck, UnknownPage } from './pages.js';

/** What a link to a fact check leads to. */
export type FactCheckView =
  | { readonly outcome: 'open'; readonly draft: DraftToCheck }
  | { readonly outcome: 'answered'; readonly verdict: 'CONFIRMED' | 'DOUBTED' }
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'unknown' };

/** What the pages need from knowledge. */
export interface FactCheckDependencies {
  /** What the link leads to, without using it up. */
  readonly open: (token: string) => Promise<FactCheckView>;
  /** Records the reply, once; throws BAD_INPUT for a doubt without a reason. */
  readonly reply: (
    token: string,
    reply: { readonly verdict: 'CONFIRMED' | 'DOUBTED'; readonly note: string },
  ) => Promise<FactCheckView>;
  readonly timeZone: string;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
}

type LinkRequest = FastifyRequest<{ Params: { token: string }; Body: { verdict?: unknown; note?: unknown } | null }>;

const formLimit = 16_000;

/** Lets an expert without an account read one draft and say whether it is true: shown by GET, used by POST only. */
export function factCheckRoutes(dependencies: FactCheckDependencies): (server: FastifyInstance) => Promise<void> {
  const { open, log } = dependencies;
  return async (server) => {
    failuresAsPages(server, log);
    acceptForms(server, formLimit);
    server.get('/fact-check/:token', async (request: LinkRequest, reply) =>
      send(reply, await open(request.params.token), dependencies.timeZone, null),
    );
    server.post('/fact-check/:token', async (request: LinkRequest, reply) => {
      refuseOtherSites(request);
      return answer(dependencies, request, reply);
    });
  };
}

async function answer(
  { open, reply: record, timeZone }: FactCheckDependencies,
  request: LinkRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params;
  try {
    return send(reply, await record(token, replyIn(request.body)), timeZone, null);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'BAD_INPUT') throw error;
    return send(
      reply.code(400),
      await open(token),
      timeZone,
      'Say whether you confirm it, and what you doubt if you do not.',
    );
  }
}

function replyIn(body: LinkRequest['body']): { verdict: 'CONFIRMED' | 'DOUBTED'; note: string } {
  const { verdict, note } = body ?? {};
  if (verdict !== 'CONFIRMED' && verdict !== 'DOUBTED')
    throw new AppError('BAD_INPUT', 'verdict must be CONFIRMED or DOUBTED.');
  return { verdict, note: typeof note === 'string' ? note : '' };
}

function send(reply: FastifyReply, view: FactCheckView, timeZone: string, fault: string | null): FastifyReply {
  // The address is the credential: it must not travel on to whatever the draft links to.
  reply.header('referrer-policy', 'no-referrer');
  switch (view.outcome) {
    case 'open':
      return sendPrivatePage(reply, htmlPage(reply, AskPage({ draft: view.draft, timeZone, fault })));
    case 'answered':
      return sendPrivatePage(reply, htmlPage(reply, AnsweredPage(view)));
    case 'changed':
      return sendPrivatePage(reply.code(409), htmlPage(reply, ChangedPage()));
    default:
      return sendPrivatePage(reply.code(410), htmlPage(reply, UnknownPage()));
  }
}
