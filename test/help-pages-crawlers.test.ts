import { load } from 'cheerio';
import robots from 'robots-parser';
import { afterAll, describe, expect, it } from 'vitest';
import { webServer } from './support/web-server.js';

// The package's types promise a `default` that the function itself is.
const robotsParser = robots as unknown as typeof robots.default;
const site = 'https://help.larkhaven.example';
const server = await webServer();
afterAll(() => server.close());

describe('crawlers', () => {
  it('may read the help pages, and neither the API nor what is for staff', async () => {
    const { body } = await server.inject({ url: '/robots.txt' });
    const rules = robotsParser(`${site}/robots.txt`, body);
    expect(rules.isAllowed(`${site}/help/card-arrival`, 'any')).toBe(true);
    expect(rules.isAllowed(`${site}/help/search?q=card`, 'any')).toBe(true);
    for (const path of ['/graphql', '/agent', '/agent/x', '/account', '/sign-in/x', '/mail']) {
      expect(rules.isAllowed(site + path, 'any')).toBe(false);
    }
    expect(rules.getSitemaps()).toEqual([`${site}/sitemap.xml`]);
  });

  it('find every public answer in the sitemap once for each language it is known in', async () => {
    const { body, headers } = await server.inject({ url: '/sitemap.xml' });
    expect(headers['content-type']).toContain('application/xml');
    const $ = load(body, { xml: true });
    const addresses = $('url > loc').map((_, loc) => $(loc).text());
    const found = addresses.get().filter((address) => address.includes('card-delivery-estimate'));
    expect(found).toEqual(['', '?locale=de', '?locale=ar'].map((end) => `${site}/help/card-delivery-estimate${end}`));
    expect(new Set(addresses.get()).size).toBe(addresses.length);
    expect(body).not.toContain('staff-goodwill-refund');
    expect(body).not.toContain('bot-greeting');
  });

  it('reach a real page at every address of the sitemap', async () => {
    const $ = load((await server.inject({ url: '/sitemap.xml' })).body, { xml: true });
    for (const loc of $('url > loc').toArray()) {
      const page = await server.inject({ url: $(loc).text().replace(site, '') });
      expect(page.statusCode).toBe(200);
      expect(load(page.body)('link[rel=canonical]').attr('href')).toBe($(loc).text());
    }
  });
});
