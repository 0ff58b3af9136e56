import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RunOperation } from '../../../schema/operations/run-operation.js';
import type { HelpSearchQuery, HelpSearchQueryVariables } from '../../../schema/operations/operations.js';
import { AppError, isAppError } from '../../platform/errors.js';
import type { Log } from '../../platform/log.js';
import type { RateLimits } from '../../platform/rate-limits.js';
import { failuresAsPages } from '../layout/failure-page.js';
import { htmlPage } from '../layout/html.js';
import { queryText } from '../layout/input.js';
import { localPath, type PageLocale, pageLocale } from '../layout/locales.js';
import { longestSearch } from '../layout/search-box.js';
import { recorded } from '../layout/recorded.js';
import { sendPage, sendPrivatePage, sendTagged } from '../layout/send.js';
import { AnswerPage } from './answer-page.js';
import { changeFeed, latestChanges } from './change-feed.js';
import { entityTag } from './entity-tag.js';
import { HomePage } from './home-page.js';
import { keptAMinute } from './kept-a-minute.js';
import { originOf } from './origin.js';
import { SearchPage } from './search-page.js';
import { robots, sitemap } from './sitemap.js';
import { suggestionsRoute } from './suggestions-route.js';
import { shelvesOf } from './topic-shelves.js';
import { versionRoute } from './version-route.js';
import { voteGiven, voteRoute } from './vote-route.js';
import { WithdrawnPage } from './withdrawn-page.js';

/** What the help pages need: the API by its operations, the channel's key, and how to write addresses and days. */
export interface HelpDependencies {
  readonly run: RunOperation;
  /** The help channel's bearer token; without one it asks as anyone. */
  readonly credential: string | null;
  /** Where customers reach the pages, without a final slash; `null` takes each request's own host. */
  readonly publicUrl: string | null;
  readonly timeZone: string;
  readonly rateLimits: RateLimits;
  /** Where faults of ours are noted; the reader is not told them. */
  readonly log: Pick<Log, 'error'>;
}

/** The help pages: home, search and its suggestions, one page an answer and one a version, votes, the feed of changes, sitemap and robots.txt. */
export function helpRoutes(dependencies: HelpDependencies): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    failuresAsPages(server, dependencies.log);
    homeRoute(server, dependencies);
    searchRoute(server, dependencies);
    suggestionsRoute(server, dependencies);
    answerRoute(server, dependencies);
    versionRoute(server, dependencies);
    voteRoute(server, dependencies);
    feedRoute(server, dependencies);
    crawlerRoutes(server, dependencies);
  };
}

const keyForm = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const pageSize = 10;

function homeRoute(server: FastifyInstance, { run, credential, publicUrl }: HelpDependencies): void {
  server.get('/help/', async (_request, reply) => reply.redirect('/help', 301));
  server.get('/help', async (request, reply) => {
    const locale = localeOf(request);
    const shelves = shelvesOf(await run('HelpHome', { locale }, credential));
    const html = htmlPage(reply, HomePage({ shelves, locale, origin: originOf(request, publicUrl) }));
    return sendPage(request, reply, html, entityTag([locale], html));
  });
}

function searchRoute(server: FastifyInstance, { run, credential, log }: HelpDependencies): void {
  server.get('/help/search', async (request, reply) => {
    const locale = localeOf(request);
    const text = queryText(request, 'q', longestSearch);
    const after = queryText(request, 'after', 200);
    const topic = queryText(request, 'topic', 200);
    const found = text === null ? null : await search({ text, locale, topic, first: pageSize, after });
    // What can be searched has changed since the page before this one was read: begin anew rather than skip or repeat an answer.
    if (found === 'changed') return reply.redirect(localPath('/help/search', locale, { q: text, topic }), 302);
    const isProbe = request.headers['univocal-probe'] === 'true';
    // The next page of what was found is no new question, the checker's own are nobody's, and whoever has no key may record none.
    if (text !== null && after === null && !isProbe && credential !== null)
      await recorded(run('HelpRecord', { question: text, locale }, credential), log);
    const shelves = found?.totalCount ? [] : shelvesOf(await run('HelpHome', { locale }, credential));
    const html = htmlPage(reply, SearchPage({ text, topic, found, shelves, locale }));
    return sendPage(request, reply, html, entityTag([locale], html));
  });

  async function search(asked: HelpSearchQueryVariables): Promise<HelpSearchQuery['search'] | 'changed'> {
    try {
      return (await run('HelpSearch', asked, credential)).search;
    } catch (error) {
      if (asked.after && isAppError(error) && error.code === 'CONFLICT') return 'changed';
      throw error;
    }
  }
}

function answerRoute(server: FastifyInstance, { run, credential, publicUrl, timeZone }: HelpDependencies): void {
  server.get<{ Params: { key: string } }>('/help/:key', async (request, reply) => {
    const locale = localeOf(request);
    const { key } = request.params;
    const { answer, redirect, withdrawal } = keyForm.test(key)
      ? await run('HelpAnswer', { key, locale }, credential)
      : { answer: null, redirect: null, withdrawal: null };
    // The address of a retired answer stays good: it was printed, mailed and proven by receipts.
    if (!answer && redirect) return reply.redirect(localPath(`/help/${redirect.key}`, locale), 301);
    // 503 and not 404, which would be a lie and have the address forgotten; not 200, by which it would be taken for an answer.
    if (!answer && withdrawal) return sendPrivatePage(reply.code(503), htmlPage(reply, WithdrawnPage({ locale })));
    if (!answer) throw new AppError('NOT_FOUND', 'There is no answer under this address.');
    const origin = originOf(request, publicUrl);
    const html = htmlPage(reply, AnswerPage({ answer, locale, origin, timeZone, voted: voteGiven(request) }));
    return sendPage(request, reply, html, entityTag([answer.rendition.contentHash, locale], html));
  });
}

function feedRoute(server: FastifyInstance, { run, credential, publicUrl }: HelpDependencies): void {
  // Feed readers come often, and each answer's version is read from the database; the words are asked for each time, for they may be withdrawn.
  const changes = keptAMinute(async () => latestChanges(await run('HelpChanges', {}, credential)));
  server.get('/help/changes.rss', async (request, reply) => {
    const locale = localeOf(request);
    const latest = await changes();
    const told = await run('HelpChanged', { keys: latest.map(({ key }) => key), locale }, credential);
    const feed = changeFeed(latest, told, locale, {
      origin: originOf(request, publicUrl),
      organisation: server.organisation,
    });
    reply.type('application/rss+xml; charset=utf-8').header('cache-control', 'no-cache');
    return sendTagged(request, reply, entityTag([locale], feed), feed);
  });
}

function crawlerRoutes(server: FastifyInstance, { run, credential, publicUrl }: HelpDependencies): void {
  server.get('/sitemap.xml', async (request, reply) => {
    const body = sitemap(await run('HelpSitemap', {}, credential), originOf(request, publicUrl));
    return reply.type('application/xml; charset=utf-8').header('cache-control', 'no-cache').send(body);
  });
  server.get('/robots.txt', async (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(robots(originOf(request, publicUrl))),
  );
}

function localeOf(request: FastifyRequest): PageLocale {
  return pageLocale(queryText(request, 'locale', 35));
}
