import robotsModule from 'robots-parser';
import { type Clock, systemClock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors.js';
import {
  type FetchedDocument,
  mostRedirects,
  openGuardedFetch,
  tooManyRedirects,
} from '../../platform/http/guarded-fetch.js';
import type { Validators } from '../../platform/http/validators.js';
import { openHostTurns } from '../pages/host-turns.js';
import { type KnownPage, noMemory, type PageMemory } from '../pages/page-memory.js';
import type { ReadPage } from '../pages/read-page.js';
import type { ProbeEnvironment } from './channel-probe.js';

/** Reads other people's pages politely within one sweep: each page once, one request a host at a time, robots.txt obeyed. */
export interface PageReader {
  /** Throws with a sentence when the page may not or cannot be read; `freshHours` is how old it may be where the reader trusts what is fresh. */
  read(url: string, freshHours: number): Promise<ReadPage>;
  close(): Promise<void>;
}

/** What a reader knows from others before it. */
export interface Reading {
  readonly memory: PageMemory;
  readonly clock: Clock;
  /** When the sweep was started that reads. */
  readonly startedAt: Date;
  /** Whether a page that is fresh is not asked for; else it is asked for, and given only if it has changed. */
  readonly trustsFresh: boolean;
}

/** RFC 9309, 2.4: no longer than a day. */
const robotsFreshHours = 24;
const hourMs = 3_600_000;
// Its types speak of a default export; it is CommonJS and the function itself.
const parseRobots = robotsModule as unknown as (typeof robotsModule)['default'];

type ReaderContext = Pick<ProbeEnvironment, 'userAgent' | 'observed'>;

/** Throws unless an address may be asked for, also one to which a redirect leads. */
type Permission = (url: string) => Promise<void>;

/** Reads as if for the first time. */
export function readingAnew(clock: Clock = systemClock): Reading {
  return { memory: noMemory, clock, startedAt: clock.now(), trustsFresh: false };
}

/** Opens a reader. Between two requests to one host lies a second, unless the host is the site of our own. */
export function openPageReader({ userAgent, observed }: ReaderContext, reading: Reading = readingAnew()): PageReader {
  const guarded = openGuardedFetch({ userAgent, allowedHosts: observed.allowedHosts });
  const ownHost = observed.site === null ? null : (URL.parse(observed.site)?.host ?? null);
  const turns = openHostTurns({ ...reading, ownHost });
  const pages = new Map<string, Promise<ReadPage>>();
  const robots = new Map<string, Promise<ReadPage>>();

  const robotsAt = (address: string): Promise<ReadPage> =>
    once(robots, address, () =>
      recalled(reading, { address, freshHours: robotsFreshHours }, (known) => visit(address, known, async () => {})),
    );
  const permitted: Permission = async (url) => {
    const address = new URL('/robots.txt', url).href;
    requirePermission({ url, userAgent, address }, await robotsAt(address));
  };
  const visit = async (
    url: string,
    known: Validators | undefined,
    enter: Permission,
    redirects = 0,
  ): Promise<FetchedDocument> => {
    await enter(url);
    const document = await turns.ask(url, () => guarded.get(url, { known, follow: false }));
    if (document.movedTo === null) return document;
    if (redirects === mostRedirects) throw tooManyRedirects(new URL(url));
    return visit(document.movedTo, known, enter, redirects + 1);
  };
  return {
    read: (named, freshHours) => {
      const url = new URL(named);
      url.hash = '';
      const address = url.href;
      return once(pages, address, () =>
        recalled(reading, { address, freshHours }, (known) => visit(address, known, permitted)),
      );
    },
    close: () => guarded.close(),
  };
}

function once(known: Map<string, Promise<ReadPage>>, url: string, make: () => Promise<ReadPage>): Promise<ReadPage> {
  const promise = known.get(url) ?? make();
  known.set(url, promise);
  return promise;
}

/** A document as it is remembered where that will do, and as its server gives it else; the memory is put right. */
async function recalled(
  { memory, clock, startedAt, trustsFresh }: Reading,
  { address, freshHours }: { readonly address: string; readonly freshHours: number },
  ask: (known: Validators | undefined) => Promise<FetchedDocument>,
): Promise<ReadPage> {
  const known = await memory.page(address);
  const isFresh = known !== null && startedAt.getTime() - known.freshFrom.getTime() < freshHours * hourMs;
  if (trustsFresh && isFresh) return known;
  const document = await ask(known?.validators);
  const page = pageOf(document, known, { readAt: clock.now(), freshFrom: startedAt });
  if (page.status === 200) await memory.keepPage(address, page);
  // What is only out of order for now may be as it was when it is back.
  else if (page.status < 500) await memory.forgetPage(address);
  return page;
}

function pageOf(
  document: FetchedDocument,
  known: KnownPage | null,
  moments: Pick<KnownPage, 'readAt' | 'freshFrom'>,
): KnownPage {
  return document.status === 304 && known !== null ? { ...known, ...moments } : { ...document, ...moments };
}

/** RFC 9309: no robots.txt forbids nothing; one that the server fails to give forbids everything for now. */
function requirePermission(
  { url, userAgent, address }: { readonly url: string; readonly userAgent: string; readonly address: string },
  robots: Pick<ReadPage, 'status' | 'text'>,
): void {
  const { host } = new URL(url);
  if (robots.status >= 500)
    throw new AppError(
      'UNAVAILABLE',
      `${host} does not say what may be read: its robots.txt answers with status ${robots.status}.`,
    );
  if (robots.status >= 300) return;
  // Its rules are those of the host that was asked for them, wherever a redirect led to.
  if (parseRobots(address, robots.text).isDisallowed(url, userAgent))
    throw new AppError('FORBIDDEN', `${host} asks in its robots.txt not to read this page.`);
}
