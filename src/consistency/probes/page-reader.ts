import { setTimeout as pause } from 'node:timers/promises';
import robotsModule from 'robots-parser';
import { AppError } from '../../platform/errors.js';
import { type FetchedDocument, openGuardedFetch } from '../../platform/http/guarded-fetch.js';
import type { ProbeEnvironment } from './channel-probe.js';

/** Reads other people's pages politely within one sweep: each page once, one request a host at a time, robots.txt obeyed. */
export interface PageReader {
  /** Throws with a sentence when the page may not or cannot be read. */
  read(url: string): Promise<FetchedDocument>;
  close(): Promise<void>;
}

const pauseMs = 1_000;
// Its types speak of a default export; it is CommonJS and the function itself.
const parseRobots = robotsModule as unknown as (typeof robotsModule)['default'];

/** Opens a reader. Between two requests to one host lies a second, unless the host is one of our own on the list. */
export function openPageReader({ userAgent, observed }: Pick<ProbeEnvironment, 'userAgent' | 'observed'>): PageReader {
  const guarded = openGuardedFetch({ userAgent, allowedHosts: observed.allowedHosts });
  const pages = new Map<string, Promise<FetchedDocument>>();
  const robots = new Map<string, Promise<FetchedDocument>>();
  const queues = new Map<string, Promise<unknown>>();

  const inTurn = (url: string): Promise<FetchedDocument> => {
    const { host } = new URL(url);
    const own = observed.allowedHosts.includes(host);
    const before = queues.get(host);
    const next = (before ?? Promise.resolve())
      .then(() => (before && !own ? pause(pauseMs) : undefined))
      .then(() => guarded.get(url));
    queues.set(
      host,
      next.catch(() => undefined),
    );
    return next;
  };
  const once = (
    known: Map<string, Promise<FetchedDocument>>,
    url: string,
    make: () => Promise<FetchedDocument>,
  ): Promise<FetchedDocument> => {
    const promise = known.get(url) ?? make();
    known.set(url, promise);
    return promise;
  };
  const permitted = async (url: string): Promise<FetchedDocument> => {
    const address = new URL('/robots.txt', url).href;
    requirePermission(url, userAgent, await once(robots, address, () => inTurn(address)));
    return inTurn(url);
  };
  return {
    read: (address) => {
      const url = new URL(address);
      url.hash = '';
      return once(pages, url.href, () => permitted(url.href));
    },
    close: () => guarded.close(),
  };
}

/** RFC 9309: no robots.txt forbids nothing; one that the server fails to give forbids everything for now. */
function requirePermission(url: string, userAgent: string, robots: FetchedDocument): void {
  const { host } = new URL(url);
  if (robots.status >= 500)
    throw new AppError(
      'UNAVAILABLE',
      `${host} does not say what may be read: its robots.txt answers with status ${robots.status}.`,
    );
  if (robots.status >= 300) return;
  if (parseRobots(robots.url, robots.text).isDisallowed(url, userAgent))
    throw new AppError('FORBIDDEN', `${host} asks in its robots.txt not to read this page.`);
}
