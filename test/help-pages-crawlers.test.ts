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

describe('the feed of changes', () => {
  const feed = async (locale = '') => {
    const { body, headers } = await server.inject({ url: `/help/changes.rss${locale}` });
    expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    return load(body, { xml: true });
  };

  it('tells of new answers and of changes that alter the meaning, and of nothing that is for staff', async () => {
    const $ = await feed();
    const items = $('item')
      .map((_, item) => $(item).find('link').text())
      .get();
    expect(items).toContain(`${site}/help/card-delivery-estimate`);
    expect(items).toContain(`${site}/help/transfer-fee-business`);
    expect(items).not.toContain(`${site}/help/card-arrival`);
    expect(items.filter((link) => /staff|bot-/.test(link))).toEqual([]);
    const changed = $('item').filter((_, item) => $(item).find('link').text().endsWith('card-delivery-estimate'));
    expect(changed.find('description').text()).toMatch(
      /^What changed: Standard delivery is now 5 working days\.\n\nStandard/,
    );
    expect(changed.find('pubDate').text()).toBe('Tue, 10 Feb 2026 00:00:00 GMT');
    expect(changed.find('guid').text()).toBe(`${site}/help/card-delivery-estimate#3`);
  });

  it('speaks the reader’s language, and every page leads to it', async () => {
    const $ = await feed('?locale=de');
    expect($('language').text()).toBe('de');
    expect($('item title').text()).toContain('Wie lange dauert es');
    for (const path of ['/help', '/help/card-delivery-estimate']) {
      const page = load((await server.inject({ url: `${path}?locale=de` })).body);
      expect(page('link[type="application/rss+xml"]').attr('href')).toBe('/help/changes.rss?locale=de');
    }
  });

  it('is not sent twice to a reader who has it', async () => {
    const first = await server.inject({ url: '/help/changes.rss' });
    const again = await server.inject({
      url: '/help/changes.rss',
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });
});
