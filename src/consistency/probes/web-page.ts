import { AppError, isAppError } from '../../platform/errors.js';
import type { ChannelProbe, ObservedPlaces, ProbeQuestion, Said } from './channel-probe.js';
import { webPageSource, type WebPageSource } from './observed-source.js';
import type { ReadPage } from '../pages/read-page.js';
import { type ReadPlace, readPlace } from './page-place.js';
import type { PageReader } from './page-reader.js';
import { pageParser } from '../../platform/parse-page.js';
import { nothingSaid, saidWithoutReceipt } from './said.js';

/** Reads an observed site where a customer would look. A page or a place on it that is gone is our error, never an incomplete answer. */
export function webPageProbe(source: unknown, places: Pick<ObservedPlaces, 'site'>, pages: PageReader): ChannelProbe {
  const site = webPageSource(source);
  const base = baseOf(site, places);
  const parse = pageParser();
  return {
    probe: async (question) => {
      const place = Object.hasOwn(site.pages, question.expects) ? site.pages[question.expects] : undefined;
      if (!place) return nothingSaid('not-applicable', question);
      const url = new URL(place.page, base);
      const page = url.href;
      if (place.anchor) url.hash = place.anchor;
      if (place.heading) url.hash = `:~:text=${encodeURIComponent(place.heading).replaceAll('-', '%2D')}`;
      try {
        return said(question, url.href, await pages.read(page, site.recheckAfterHours), (html) =>
          readPlace(parse(html), place),
        );
      } catch (error) {
        if (!isAppError(error)) throw error;
        return nothingSaid('error', question, { address: url.href, failure: error.message });
      }
    },
  };
}

/** The addresses of the pages that a source names, as they are asked for. */
export function pagesNamed(source: unknown, places: Pick<ObservedPlaces, 'site'>): readonly string[] {
  const site = webPageSource(source);
  const base = baseOf(site, places);
  return Object.values(site.pages).map(({ page }) => {
    const url = new URL(page, base);
    url.hash = '';
    return url.href;
  });
}

function baseOf({ base: named }: WebPageSource, places: Pick<ObservedPlaces, 'site'>): string {
  const base = named === '' ? places.site : named;
  if (base === null)
    throw new AppError('BAD_INPUT', 'The channel’s source names no base, and no site of our own is served.');
  return base.endsWith('/') ? base : `${base}/`;
}

function said(
  question: ProbeQuestion,
  address: string,
  { status, text, content, mediaType, readAt }: ReadPage,
  readIn: (html: string) => ReadPlace,
): Said {
  if (status !== 200)
    return nothingSaid('error', question, { address, failure: `The page answered with status ${status}.` });
  const evidence = { mediaType: mediaType || 'text/html', content };
  const read = readIn(text);
  if ('failure' in read) return nothingSaid('error', question, { address, evidence, failure: read.failure });
  return { ...saidWithoutReceipt(question, read.words, { address, evidence }), readAt };
}
