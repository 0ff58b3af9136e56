import { type CheerioAPI, load } from 'cheerio';
import { XMLValidator } from 'fast-xml-parser';
import { HtmlValidate } from 'html-validate';
import robots from 'robots-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestService, type TestService } from './support/test-service.js';

// The package's types promise a `default` that the function itself is.
const robotsParser = robots as unknown as typeof robots.default;
const longer = 240_000;

let service: TestService;
let sitemap: CheerioAPI;
let pages: ReadonlyMap<string, CheerioAPI>;

beforeAll(async () => {
  service = await startTestService('demo', { environment: { ROLES: 'api' } });
  sitemap = load(await textOf('/sitemap.xml'), { xml: true });
  const found = new Map<string, CheerioAPI>();
  for (const loc of sitemap('loc').toArray()) {
    const address = sitemap(loc).text();
    found.set(address, load(await textOf(address)));
  }
  pages = found;
}, longer);
afterAll(() => service.close());

/** On a connection of its own: the service may close one that lay idle while a page was judged. */
const read = (address: string) => fetch(new URL(address, service.url), { headers: { connection: 'close' } });

async function textOf(address: string): Promise<string> {
  const reply = await read(address);
  expect({ address, status: reply.status }).toEqual({ address, status: 200 });
  return reply.text();
}

/** The languages that a page or an entry of the sitemap names, with their addresses. */
const alternates = ($: CheerioAPI, links: ReturnType<CheerioAPI>) =>
  Object.fromEntries(links.toArray().map((link) => [$(link).attr('hreflang'), $(link).attr('href')]));

const ofPage = ($: CheerioAPI) => alternates($, $('link[rel=alternate][hreflang]'));

describe('what search engines are told', () => {
  it('is the same in sitemap, canonical link, languages and robots.txt, of every page', async () => {
    const rules = robotsParser(`${service.url}/robots.txt`, await textOf('/robots.txt'));
    for (const entry of sitemap('url').toArray()) {
      const address = sitemap(entry).find('loc').text();
      const $ = pages.get(address) as CheerioAPI;
      expect($('link[rel=canonical]').attr('href'), address).toBe(address);
      expect($('meta[name=robots]').length, address).toBe(0);
      expect(rules.isAllowed(address, 'any'), address).toBe(true);
      const { 'x-default': byDefault, ...languages } = ofPage($);
      expect(byDefault, address).toBe(languages.en);
      expect(alternates(sitemap, sitemap(entry).find('xhtml\\:link')), address).toEqual(languages);
      expect(languages[String($('html').attr('lang'))], address).toBe(address);
      expect($('meta[name=description]').attr('content'), address).toMatch(/\S/);
    }
  });

  it('is returned by each page that a page names in another language', () => {
    for (const [address, $] of pages)
      for (const other of Object.values(ofPage($)))
        expect(ofPage(pages.get(String(other)) as CheerioAPI), address).toEqual(ofPage($));
  });
});

const language = z.enum(['en', 'es', 'de', 'ar']);
/** Properties that schema.org gives to the types, and no others; a value of another kind is a fault too. */
const faq = z.strictObject({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('FAQPage'),
  '@id': z.url(),
  inLanguage: language,
  dateModified: z.iso.datetime(),
  version: z.string().regex(/^\d+$/),
  publisher: z.strictObject({ '@type': z.literal('Organization'), name: z.literal('Larkhaven Bank') }),
  mainEntity: z.tuple([
    z.strictObject({
      '@type': z.literal('Question'),
      name: z.string().min(1),
      identifier: z.string().min(1),
      acceptedAnswer: z.strictObject({
        '@type': z.literal('Answer'),
        text: z.string().min(1),
        inLanguage: language,
        identifier: z.string().regex(/^UV-/),
        url: z.url(),
      }),
    }),
  ]),
});

describe('structured data', () => {
  it('is a valid FAQPage of every answer that says what the page says', () => {
    const answers = [...pages].filter(([address]) => /\/help\/./.test(address));
    expect(answers.length).toBeGreaterThan(100);
    for (const [address, $] of answers) {
      const scripts = $('script[type="application/ld+json"]');
      expect(scripts.length, address).toBe(1);
      const { success, error, data } = faq.safeParse(JSON.parse(scripts.text()));
      expect({ address, success, error }).toMatchObject({ address, success: true });
      const [question] = (data as z.infer<typeof faq>).mainEntity;
      expect(data?.['@id']).toBe(address);
      expect($('h1').text(), address).toContain(question.name);
      expect(load(question.acceptedAnswer.text).text(), address).toBe($('.answer-text').text());
      expect(question.acceptedAnswer.identifier).toBe($('article').attr('data-receipt'));
      expect(data?.version).toBe($('article').attr('data-version'));
    }
  });
});

describe('the feed', () => {
  it.each(['en', 'es', 'de', 'ar'])(
    'is RSS 2.0 in %s: well-formed, complete, newest first, and leads to pages',
    async (locale) => {
      const text = await textOf(`/help/changes.rss?locale=${locale}`);
      expect(XMLValidator.validate(text)).toBe(true);
      const $ = load(text, { xml: true });
      expect($('rss').attr('version')).toBe('2.0');
      for (const needed of ['title', 'link', 'description', 'language'])
        expect($(`channel > ${needed}`).text()).toMatch(/\S/);
      const items = $('item').toArray();
      expect(items.length).toBeGreaterThan(0);
      const guids = items.map((item) => $(item).find('guid').text());
      expect(new Set(guids).size).toBe(guids.length);
      const dates = items.map((item) => $(item).find('pubDate').text());
      // RFC 822 with four digits of the year, as RSS asks for.
      for (const date of dates)
        expect(date).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
      const instants = dates.map(Date.parse);
      expect(instants).toEqual(instants.toSorted((a, b) => b - a));
      for (const item of items) {
        const $item = $(item);
        expect($item.find('title').text() && $item.find('description').text()).toMatch(/\S/);
        expect(await textOf($item.find('link').text())).toContain('data-answer');
      }
    },
    longer,
  );
});

describe('every page of the demo', () => {
  it(
    'is valid HTML, in every language',
    async () => {
      const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
      const receipt = String([...pages.values()].at(-1)?.('article').attr('data-receipt'));
      const others = ['en', 'es', 'de', 'ar'].flatMap((locale) =>
        [
          '/help?',
          '/help/search?',
          '/help/search?q=card&',
          '/help/search?q=zebra&',
          '/help/none?',
          '/help/card-delivery-estimate?',
          '/help/card-delivery-estimate?voted=no&',
          '/help/card-delivery-estimate/versions/2?',
          `/receipts?code=${receipt}&`,
          '/receipts?code=UV-AAAA&',
        ].map((path) => `${path}locale=${locale}`),
      );
      const texts = new Map([...pages].map(([address, $]) => [address, `<!DOCTYPE html>\n${$.html('html')}`]));
      for (const path of others) texts.set(path, await (await read(path)).text());
      for (const [path, text] of texts) {
        const { results } = await validator.validateString(text);
        const faults = results.flatMap(({ messages }) =>
          messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
        );
        expect({ path, faults }).toEqual({ path, faults: [] });
      }
    },
    longer,
  );

  it('says in the reader’s language that an answer is not known in it', async () => {
    const fallen = [...pages.values()].find(($) => !ofPage($).ar && $('article').length > 0);
    const key = String(fallen?.('article').attr('data-answer'));
    const $ = load(await textOf(`/help/${key}?locale=ar`));
    expect($('html').attr('dir')).toBe('rtl');
    expect($('.notice').attr('lang')).toBe('ar');
    expect($('.notice').text()).toMatch(/\p{Script=Arabic}/u);
    expect($('link[rel=canonical]').attr('href')).toBe(fallen?.('link[rel=canonical]').attr('href'));
  });
});

describe('a search without JavaScript', () => {
  const search = async (text: string) => load(await textOf(`/help/search?${new URLSearchParams({ q: text })}`));

  it('says how a slip of the hand was read, and leads to the answers', async () => {
    const $ = await search('transfre');
    expect($('.read-as a').attr('href')).toContain('q=transfer');
    expect($('.results a').length).toBeGreaterThan(0);
  });

  it('that finds nothing offers what others read, the topics and a person', async () => {
    const $ = await search('zebra xylophone');
    expect($('.results').length).toBe(0);
    for (const next of ['.popular a', '.topics a', '.person a[href="/chat"]'])
      expect($(next).length, next).toBeGreaterThan(0);
    for (const link of $('.popular a, .person .questions a').toArray()) await textOf(String($(link).attr('href')));
  });
});
