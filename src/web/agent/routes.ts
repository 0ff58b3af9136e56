import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RunOperation } from '../../../schema/operations/run-operation.js';
import { AppError, isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { htmlPage } from '../layout/html.js';
import { queryText } from '../layout/input.js';
import { pageLocale } from '../layout/locales.js';
import { longestSearch } from '../layout/search-box.js';
import { recorded } from '../layout/recorded.js';
import { askingPolicy, sendPrivatePage } from '../layout/send.js';
import { AccountPage } from './account-page.js';
import { AgentAnswerPage } from './answer-page.js';
import { DeskPage } from './desk-page.js';
import { insertionRoute } from './insertion-route.js';
import { channelsFor } from './reach.js';

/** Who asks: the bearer token that the API is asked with, and the name to greet. */
export interface SignedIn {
  readonly credential: string;
  readonly name: string;
}

/** What the agents' desk needs: the API by its operations, and who is signed in. */
export interface AgentDependencies {
  readonly run: RunOperation;
  readonly signedIn: (request: FastifyRequest) => Promise<SignedIn | null>;
  readonly publicUrl: string | null;
  readonly timeZone: string;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
}

/** The agents' desk: ask or search, then copy the answer as a channel shows it. Staff only. */
export function agentRoutes(dependencies: AgentDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    failuresAsPages(server, dependencies.log);
    deskRoute(server, dependencies);
    answerRoute(server, dependencies);
    insertionRoute(server, dependencies);
    accountRoute(server, dependencies);
  };
}

function deskRoute(server: FastifyInstance, { run, signedIn, log }: AgentDependencies): void {
  server.get('/agent', async (request, reply) => {
    const agent = await signedIn(request);
    if (!agent) return toSignIn(reply);
    const locale = pageLocale(queryText(request, 'locale', 35));
    const text = queryText(request, 'q', longestSearch);
    if (text === null) return sendPrivatePage(reply, htmlPage(reply, DeskPage({ agent, locale, asked: null })));
    const [{ ask }, { search }] = await Promise.all([
      run('AgentAsk', { question: text, locale }, agent.credential),
      run('AgentSearch', { text, locale, first: 20 }, agent.credential),
      recorded(run('AgentRecord', { question: text, locale }, agent.credential), log),
    ]);
    return sendPrivatePage(reply, htmlPage(reply, DeskPage({ agent, locale, asked: { text, ask, search } })));
  });
}

function answerRoute(server: FastifyInstance, { run, signedIn, timeZone }: AgentDependencies): void {
  server.get<{ Params: { key: string } }>('/agent/:key', async (request, reply) => {
    const agent = await signedIn(request);
    if (!agent) return toSignIn(reply);
    const locale = pageLocale(queryText(request, 'locale', 35));
    const { key } = request.params;
    const reach = await run('AgentReach', { key }, agent.credential).catch(missingAsNone);
    const { answer } = reach?.answer
      ? await run(
          'AgentAnswer',
          { key, locale, ...channelsFor(reach.answer.audience, reach.channels) },
          agent.credential,
        )
      : { answer: null };
    if (!answer) throw new AppError('NOT_FOUND', 'There is no answer under this key.');
    const text = queryText(request, 'q', longestSearch);
    const isTold = queryText(request, 'told', 3) === 'yes';
    const html = htmlPage(reply, AgentAnswerPage({ agent, locale, answer, text, timeZone, isTold }));
    return sendPrivatePage(reply, html, askingPolicy);
  });
}

function accountRoute(server: FastifyInstance, { run, signedIn, publicUrl }: AgentDependencies): void {
  server.get('/account', async (request, reply) => {
    const person = await signedIn(request);
    if (!person) return toSignIn(reply);
    const { viewer } = await run('AgentViewer', {}, person.credential);
    const address = publicUrl ?? `${request.protocol}://${request.host}`;
    return sendPrivatePage(reply, htmlPage(reply, AccountPage({ viewer, address })));
  });
}

function toSignIn(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect('/sign-in', 303);
}

function missingAsNone(error: unknown): null {
  if (isAppError(error) && (error.code === 'NOT_FOUND' || error.code === 'BAD_INPUT')) return null;
  throw error;
}
