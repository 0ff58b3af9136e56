import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.js';
import { isAllowedOrigin } from '../../platform/http/origins.js';
import { acceptForms, refuseOtherSites } from '../layout/forms.js';
import { queryText } from '../layout/input.js';
import { localPath, pageLocale } from '../layout/locales.js';
import type { HelpDependencies } from './routes.js';
import { type Voted, votePlace } from './vote-form.js';

const votesAMinute = 20;
const longestReceipt = 40;

/**
 * `POST /help/:key/votes`: whether an answer helped, as its form says. The form names the receipt of the words that were read, so the vote stays with
 * that version even when another has taken its place since. Nothing is kept of who voted.
 */
export function voteRoute(server: FastifyInstance, { run, credential, publicUrl, rateLimits }: HelpDependencies): void {
  const limit = rateLimits.perCaller('page-votes', votesAMinute, 60);
  acceptForms(server);
  server.post('/help/:key/votes', async (request, reply) => {
    refuseOtherSites(request);
    refuseOtherOrigins(request, publicUrl);
    if ((await limit.take(request.ip)) > 0) throw new AppError('RATE_LIMITED', 'Too many votes in one minute.');
    const { receipt, voted } = voteIn(request.body);
    const { recordVote } = await run('HelpVote', { receipt, helpful: voted === 'yes' }, credential);
    if (!recordVote) throw new AppError('BAD_INPUT', 'No page of ours shows an answer under this receipt.');
    const locale = pageLocale(queryText(request, 'locale', 35));
    return reply.redirect(`${localPath(`/help/${recordVote.answer}`, locale, { voted })}#${votePlace}`, 303);
  });
}

/** The vote for which the page is to thank. */
export function voteGiven(request: FastifyRequest): Voted | null {
  const { voted } = request.query as { readonly voted?: unknown };
  return isVote(voted) ? voted : null;
}

/** Browsers that do not say from where a form comes name at least its origin. */
function refuseOtherOrigins({ headers }: FastifyRequest, publicUrl: string | null): void {
  const ours = publicUrl === null ? [] : [new URL(publicUrl).origin];
  if (!isAllowedOrigin(headers.origin, headers.host, ours))
    throw new AppError('FORBIDDEN', 'Votes are taken from our own pages only.');
}

function voteIn(body: unknown): { readonly receipt: string; readonly voted: Voted } {
  const { receipt, helpful } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof receipt !== 'string' || receipt.length > longestReceipt)
    throw new AppError('BAD_INPUT', 'receipt is not the code of one.');
  if (!isVote(helpful)) throw new AppError('BAD_INPUT', 'helpful is either yes or no.');
  return { receipt, voted: helpful };
}

function isVote(value: unknown): value is Voted {
  return value === 'yes' || value === 'no';
}
