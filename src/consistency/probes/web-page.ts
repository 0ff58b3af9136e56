import { AppError } from '../../platform/errors.js';
import type { ChannelProbe, ObservedPlaces } from './channel-probe.js';
import { webPageSource } from './observed-source.js';
import type { PageReader } from './page-reader.js';
import { pageSection, wholePage } from './page-text.js';
import { nothingSaid, saidWithoutReceipt } from './said.js';

/** Reads an observed site where a customer would look. A page or an anchor that is gone is our error, never an incomplete answer. */
export function webPageProbe(source: unknown, places: Pick<ObservedPlaces, 'site'>, pages: PageReader): ChannelProbe {
  const site = webPageSource(source);
  const base = site.base === '' ? places.site : site.base;
  if (base === null)
    throw new AppError('BAD_INPUT', 'The channel’s source names no base, and no site of our own is served.');
  return {
    probe: async (question) => {
      const place = Object.hasOwn(site.pages, question.expects) ? site.pages[question.expects] : undefined;
      if (!place) return nothingSaid('not-applicable', question);
      const url = new URL(place.page, base.endsWith('/') ? base : `${base}/`);
      const { status, text, content, mediaType } = await pages.read(url.href);
      if (place.anchor) url.hash = place.anchor;
      const evidence = { mediaType: mediaType || 'text/html', content };
      if (status !== 200)
        return nothingSaid('error', question, {
          address: url.href,
          failure: `The page answered with status ${status}.`,
        });
      const words = place.anchor ? pageSection(text, place.anchor) : wholePage(text);
      if (words === null)
        return nothingSaid('error', question, {
          address: url.href,
          evidence,
          failure: `The page has no place named ${place.anchor} any more.`,
        });
      return saidWithoutReceipt(question, words, { address: url.href, evidence });
    },
  };
}
