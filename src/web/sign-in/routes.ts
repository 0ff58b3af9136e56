import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../../platform/log.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { acceptForms, refuseOtherSites } from '../layout/forms.js';
import { htmlPage } from '../layout/html.js';
import { sendPrivatePage } from '../layout/send.js';
import { ConfirmPage, ExpiredPage, NeedLinkPage, SignOutPage } from './pages.js';
import { clearedSession, sessionCookie, sessionOf } from './session-cookie.js';

/** A session that a link was exchanged for. */
interface OpenedSession {
  /** The secret that the cookie, or a program's bearer token, carries. */
  readonly session: string;
  readonly name: string;
  readonly expiresAt: Date;
}

/** What signing in needs from access. */
export interface SignInDependencies {
  /** Whose link it is, without using it; `null` when it is used, expired or unknown. */
  readonly peek: (token: string) => Promise<{ readonly name: string } | null>;
  /** Uses the link, once; `null` when it is used, expired or unknown. */
  readonly use: (token: string) => Promise<OpenedSession | null>;
  readonly signOut: (session: string) => Promise<void>;
  /** Whether the pages are served over HTTPS; then the cookie is bound to it and to this host. */
  readonly secureCookies: boolean;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
}

/** Signing in by a one-time link, and out. */
export function signInRoutes(dependencies: SignInDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    failuresAsPages(server, dependencies.log);
    acceptForms(server);
    server.get('/sign-in', async (_request, reply) => sendPrivatePage(reply, htmlPage(reply, NeedLinkPage())));
    linkRoutes(server, dependencies);
    signOutRoutes(server, dependencies);
  };
}

type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

/** A link is shown by GET and used by POST only: mail scanners and link previews fetch what they find. */
function linkRoutes(server: FastifyInstance, { peek, use, secureCookies }: SignInDependencies): void {
  server.get('/sign-in/:token', async (request: LinkRequest, reply) => {
    const person = await peek(request.params.token);
    return person ? sendPrivatePage(reply, htmlPage(reply, ConfirmPage(person))) : refuse(request, reply);
  });
  server.post('/sign-in/:token', async (request: LinkRequest, reply) => {
    // With its own link another site would sign the reader in as somebody else.
    refuseOtherSites(request);
    const opened = await use(request.params.token);
    if (!opened) return refuse(request, reply);
    const { session, name, expiresAt } = opened;
    reply.header('cache-control', 'no-store');
    if (takesJson(request)) return reply.send({ token: session, name, expiresAt: expiresAt.toISOString() });
    return reply.header('set-cookie', sessionCookie(opened, secureCookies)).redirect('/agent', 303);
  });
}

function signOutRoutes(server: FastifyInstance, { signOut, secureCookies }: SignInDependencies): void {
  server.get('/sign-out', async (_request, reply) => sendPrivatePage(reply, htmlPage(reply, SignOutPage())));
  server.post('/sign-out', async (request, reply) => {
    refuseOtherSites(request);
    const session = sessionOf(request, secureCookies);
    if (session !== null) await signOut(session);
    return reply.header('set-cookie', clearedSession(secureCookies)).redirect('/sign-in', 303);
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.code(410);
  if (!takesJson(request)) return sendPrivatePage(reply, htmlPage(reply, ExpiredPage()));
  return reply.header('cache-control', 'no-store').send({ message: 'This sign-in link was used or has expired.' });
}

function takesJson(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('application/json') ?? false;
}
