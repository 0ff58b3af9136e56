import type { FastifyInstance, RouteShorthandOptions } from 'fastify';
import type { HelpSuggestQuery } from '../../../schema/operations/operations.js';
import { AppError, isAppError } from '../../platform/errors.js';
import { verdictOn } from '../layout/failure-page.js';
import { queryText } from '../layout/input.js';
import { localPath, type PageLocale, pageLocale } from '../layout/locales.js';
import { sendTagged } from '../layout/send.js';
import { wordsIn } from '../layout/words.js';
import { entityTag } from './entity-tag.js';
import { languageOf } from './question-list.js';
import type { HelpDependencies } from './routes.js';
import { scopeNames } from './scope-tags.js';
import { isAskedByCustomers } from './topic-shelves.js';

/** A typist asks some five times a second at most; many may share one address. */
const suggestionsAMinute = 600;
const longestPrefix = 200;
const mostSuggestions = 8;
/** Long enough for a letter that is taken back, and short enough that a withdrawn answer is not suggested for long. */
const freshSeconds = 5;

/** `GET /help/search/suggestions?q=&locale=`: questions for the search box while one is typed, as JSON, with the sentence that tells how many. */
export function suggestionsRoute(
  server: FastifyInstance,
  { run, credential, rateLimits, log }: HelpDependencies,
): void {
  const limit = rateLimits.perCaller('page-suggestions', suggestionsAMinute, 60);
  server.get('/help/search/suggestions', { errorHandler: failuresAsSentences(log) }, async (request, reply) => {
    const wait = await limit.take(request.ip);
    if (wait > 0) {
      reply.header('retry-after', wait);
      throw new AppError('RATE_LIMITED', `Too many suggestions: ask again in ${wait} s.`);
    }
    const locale = pageLocale(queryText(request, 'locale', 35));
    const prefix = queryText(request, 'q', longestPrefix) ?? '';
    const { suggest } = await run('HelpSuggest', { prefix, locale, first: mostSuggestions }, credential);
    const body = JSON.stringify(shown(suggest, locale));
    reply.type('application/json; charset=utf-8').header('cache-control', `public, max-age=${freshSeconds}`);
    // An address of our own that no page links to; Allow: /help in robots.txt lets crawlers in.
    reply.header('x-robots-tag', 'noindex');
    return sendTagged(request, reply, entityTag([locale], body), body);
  });
}

function shown({ suggestions }: HelpSuggestQuery['suggest'], locale: PageLocale): object {
  const asked = suggestions.filter(({ answer }) => isAskedByCustomers(answer.key));
  return {
    said: wordsIn(locale).search.suggested(asked.length),
    suggestions: asked.map(({ answer, title, locale: spoken }) => ({
      address: localPath(`/help/${answer.key}`, locale),
      title,
      ...languageOf(spoken, locale),
      scope: scopeNames(answer.scope, locale),
    })),
  };
}

/** The search box shows no failures: it then works as it does without a script. The sentence is for whoever looks. */
function failuresAsSentences(log: HelpDependencies['log']): NonNullable<RouteShorthandOptions['errorHandler']> {
  return (error, _request, reply) => {
    const { status } = verdictOn(error);
    if (status === 500) log.error({ err: error }, 'suggestions failed for a reason that is ours');
    const sentence = isAppError(error) && status < 500 ? error.message : 'There are no suggestions just now.';
    return reply.code(status).header('cache-control', 'no-store').send({ error: sentence });
  };
}
