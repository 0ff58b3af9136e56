import { load } from 'cheerio';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunOperation } from '../schema/operations/run-operation.js';
import { AppError, type ErrorCode } from '../src/platform/errors.js';
import { type SampleAnswer, sampleApi } from './support/sample-api.js';
import { webServer } from './support/web-server.js';

const site = 'https://help.larkhaven.example';
const server = await webServer();
afterAll(() => server.close());

async function open(url: string, from = server) {
  const reply = await from.inject({ url });
  return { status: reply.statusCode, headers: reply.headers, $: load(reply.body), body: reply.body };
}

async function serverWith(answer: SampleAnswer) {
  return webServer(sampleApi({ topics: { cards: 'Cards' }, answers: [answer] }));
}

const change = (number: number, significance: 'MAJOR' | 'MINOR' = 'MAJOR') => ({
  number,
  significance,
  effectiveFrom: `2025-0${number}-01T00:00:00.000Z`,
  recordedAt: `2025-0${number}-01T00:00:00.000Z`,
  supersededAt: `2025-0${number + 1}-01T00:00:00.000Z`,
  changeNote: `Change ${number}.`,
});
const changedOften = {
  key: 'card',
  topic: 'cards',
  number: 7,
  texts: { en: { question: 'A card?', html: '<p>Yes.</p>' } },
};

describe('an answer page', () => {
  it('shows the question, the answer, and what proves it', async () => {
    const { $, status } = await open('/help/card-delivery-estimate');
    expect(status).toBe(200);
    expect($('h1').text()).toBe('How long does a new card take to arrive?');
    expect($('.answer-text strong').text()).toBe('5 working days');
    const article = $('article[data-answer="card-delivery-estimate"]');
    expect(article.attr('data-version')).toBe('3');
    expect(article.attr('data-receipt')).toBe('K7QM-3XPD-9');
    expect(article.find('.slip').text()).toContain('10 February 2026');
    expect(article.find('.slip').text()).toContain(`${site}/help/card-delivery-estimate`);
  });

  it('tells of a change that alters the meaning', async () => {
    const { $ } = await open('/help/card-delivery-estimate');
    expect($('.slip').text()).toContain('Standard delivery is now 5 working days.');
  });

  it('still tells what changed and when after the wording was mended, of at most three changes', async () => {
    const own = await serverWith({
      ...changedOften,
      earlier: [change(6), change(5, 'MINOR'), change(4), change(3), change(2), change(1)],
    });
    const { $ } = await open('/help/card', own);
    await own.close();
    expect(
      $('.changes li')
        .map((_, item) => $(item).text())
        .get(),
    ).toEqual(['1 June 2025 Change 6.', '1 April 2025 Change 4.', '1 March 2025 Change 3.']);
    expect($('.changes time').first().attr('datetime')).toBe('2025-06-01T00:00:00.000Z');
  });

  it('has a permanent address for each version, which says that it is an earlier one and leads to the current one', async () => {
    const own = await serverWith({ ...changedOften, earlier: [change(6)] });
    const { $ } = await open('/help/card', own);
    expect($('.slip .wide a').attr('href')).toBe(`${site}/help/card/versions/7`);
    const now = await open('/help/card/versions/7', own);
    expect([now.status, now.headers.location]).toEqual([302, '/help/card']);
    const then = await open('/help/card/versions/6?locale=de', own);
    expect(then.$('article').attr('data-version')).toBe('6');
    expect(then.$('.notice').first().text()).toContain('gültig vom 1. Juni 2025 bis zum 1. Juli 2025');
    expect(then.$('.notice a').first().attr('href')).toBe('/help/card?locale=de');
    expect(then.$('.notice').last().text()).toBe(
      'Diese Version gibt es nicht auf Deutsch. Sie lesen sie auf Englisch.',
    );
    expect(then.$('meta[name=robots]').attr('content')).toBe('noindex');
    expect(then.$('script[type="application/ld+json"]')).toHaveLength(0);
    for (const wrong of [
      '/help/card/versions/8',
      '/help/card/versions/0',
      '/help/card/versions/x',
      '/help/none/versions/1',
    ])
      expect((await open(wrong, own)).status).toBe(404);
    await own.close();
  });

  it('does not tell of a change in wording, nor that a text is the first', async () => {
    expect((await open('/help/card-arrival')).$('.slip').text()).not.toContain('What changed');
    expect((await open('/help/transfer-fee-business')).$('.slip').text()).not.toContain('What changed');
  });

  it('says for whom it holds when it does not hold for everyone', async () => {
    expect((await open('/help/transfer-fee-business')).$('h1 .tag').text()).toBe('Business');
  });

  it('says that it falls back when the language is missing, and marks the text with its own language', async () => {
    const { $ } = await open('/help/card-arrival?locale=ar');
    expect($('html').attr('lang')).toBe('ar');
    expect($('html').attr('dir')).toBe('rtl');
    expect($('article').attr('lang')).toBe('en');
    expect($('article').attr('dir')).toBe('ltr');
    expect($('.notice').attr('lang')).toBe('ar');
    expect($('link[rel=canonical]').attr('href')).toBe(`${site}/help/card-arrival`);
  });

  it('sends the reader of an outdated translation to the current text', async () => {
    const { $ } = await open('/help/card-delivery-estimate?locale=de');
    expect($('.notice a').attr('href')).toBe('/help/card-delivery-estimate');
  });

  it('names the languages it is known in, and no others', async () => {
    const { $ } = await open('/help/card-delivery-estimate?locale=de');
    const known = $('link[rel=alternate]').map((_, link) => $(link).attr('hreflang'));
    expect(known.get()).toEqual(['en', 'de', 'ar', 'x-default']);
  });

  it('speaks the nearest language it knows, and English when it knows none', async () => {
    expect((await open('/help/card-arrival?locale=de-AT')).$('html').attr('lang')).toBe('de');
    expect((await open('/help/card-arrival?locale=xx')).$('html').attr('lang')).toBe('en');
  });

  it('leads to related answers, but never to what the bot says of itself', async () => {
    const links = (await open('/help/card-delivery-estimate')).$('.related a');
    expect(links.map((_, link) => link.attribs.href).get()).toEqual(['/help/card-arrival']);
  });

  it('gives the same answer to machines as structured data', async () => {
    const { $ } = await open('/help/card-delivery-estimate');
    const data = JSON.parse($('script[type="application/ld+json"]').text());
    expect(data['@type']).toBe('FAQPage');
    expect(data.mainEntity[0].name).toBe($('h1').text());
    expect(data.mainEntity[0].acceptedAnswer.text).toBe($('.answer-text').html());
    expect(data.version).toBe('3');
  });

  it('is missing, with a search to go on, when there is no such answer or it is for staff', async () => {
    for (const key of ['no-such-answer', 'staff-goodwill-refund', '..%2f..%2fetc', 'A']) {
      const { $, status, body } = await open(`/help/${key}`);
      expect(status).toBe(404);
      expect($('main form[action="/help/search"]')).toHaveLength(1);
      expect(body).not.toContain('£25');
    }
  });

  it('says nothing rather than something wrong when a figure is missing', async () => {
    const { $, status, headers, body } = await open('/help/being-corrected');
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('60');
    expect($('h1').text()).toBe('This answer is being corrected');
    expect(body).not.toContain('1.75%');
  });
});

describe('a reader who has the page already', () => {
  const tagOf = async (url: string, from = server) => (await open(url, from)).headers.etag as string;

  it('is not sent it again', async () => {
    const url = '/help/card-delivery-estimate';
    const again = await server.inject({ url, headers: { 'if-none-match': `"other", W/${await tagOf(url)}` } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  it('is sent it anew in another language, and when the answer has a new version', async () => {
    const [first, second] = [3, 4].map((number) =>
      serverWith({ key: 'a', topic: 'cards', number, texts: { en: { question: 'Q?', html: '<p>A</p>' } } }),
    );
    const known = await tagOf('/help/a', await first);
    expect(await tagOf('/help/a?locale=de', await first)).not.toBe(known);
    expect(await tagOf('/help/a', await second)).not.toBe(known);
    expect(await tagOf('/help/a', await first)).toBe(known);
  });
});

describe('the home page', () => {
  it('shelves questions by topic and part, and hides topics without any', async () => {
    const { $ } = await open('/help');
    const names = $('.shelf > h2').map((_, heading) => $(heading).text());
    expect(names.get()).toEqual(['Cards', 'Transfers', 'Contact and service']);
    const parts = $('#topic-cards h3').map((_, heading) => $(heading).text());
    expect(parts.get()).toEqual(['Card delivery', 'Lost cards and PINs']);
    expect($('.shelf-index a[href="#topic-cards"]').next('.count').text()).toBe('3');
  });

  it('lists no answer for staff and nothing that the bot says of itself', async () => {
    const { body } = await open('/help');
    expect(body).not.toContain('goodwill');
    expect(body).not.toContain('bot-greeting');
  });

  it('offers every language, and keeps the chosen one in its links', async () => {
    const { $ } = await open('/help?locale=ar');
    expect(
      $('.locales a')
        .map((_, link) => link.attribs.href)
        .get(),
    ).toEqual(['/help', '/help?locale=es', '/help?locale=de', '/help?locale=ar']);
    expect($('.locales [aria-current]').text()).toBe('العربية');
    expect($('.shelf a').first().attr('href')).toBe('/help/card-delivery-estimate?locale=ar');
    expect($('form input[name=locale]').attr('value')).toBe('ar');
  });
});

describe('a search', () => {
  it('marks what it found', async () => {
    const { $ } = await open('/help/search?q=lost');
    expect($('h1').text()).toBe('1 answer for “lost”');
    expect($('.results a').attr('href')).toBe('/help/lost-or-stolen-card');
    expect($('.results a mark').text()).toBe('lost');
  });

  it('that finds nothing leads on to the topics and to a person', async () => {
    const { $, status } = await open('/help/search?q=zebra');
    expect(status).toBe(200);
    expect($('.topics a').first().attr('href')).toBe('/help#topic-cards');
    expect($('.person a[href="/chat"]')).toHaveLength(1);
    expect($('.person a[href="/help/talk-to-a-person"]')).toHaveLength(1);
  });

  it('is kept out of search engines', async () => {
    expect((await open('/help/search?q=card')).$('meta[name=robots]').attr('content')).toBe('noindex');
  });

  it('that is too long, or no text, is refused by the name of the field', async () => {
    for (const text of ['x'.repeat(501), 'a%00b']) {
      const { $, status } = await open(`/help/search?q=${text}`);
      expect(status).toBe(400);
      expect($('main').text()).toMatch(/q (is longer|holds characters)/);
    }
  });

  it('goes on to the next page with more answers', async () => {
    const answers = Array.from({ length: 12 }, (_, index) => ({
      key: `answer-${index}`,
      topic: 'cards',
      texts: { en: { question: `Question ${index}?`, html: '<p>wallet</p>' } },
    }));
    const many = await webServer(sampleApi({ topics: { cards: 'Cards' }, answers }));
    const first = await open('/help/search?q=wallet', many);
    expect(first.$('.results > li')).toHaveLength(10);
    const second = await open(first.$('a[rel=next]').attr('href') ?? '', many);
    expect(second.$('.results > li')).toHaveLength(2);
    expect(second.$('a[rel=next]')).toHaveLength(0);
  });
});

describe('when the API fails', () => {
  const failing = async (code: ErrorCode) => {
    const run: RunOperation = async () => {
      throw new AppError(code, 'Words for the log.');
    };
    return open('/help?locale=de', await webServer(run));
  };

  it('the reader is told in their language, and never why', async () => {
    const { status, $, body } = await failing('UNAVAILABLE');
    expect(status).toBe(503);
    expect($('h1').text()).toBe('Wir können diese Seite gerade nicht zeigen');
    expect(body).not.toContain('Words for the log');
  });

  it('the page says by its status what kind of failure it is', async () => {
    expect((await failing('RATE_LIMITED')).status).toBe(429);
    expect((await failing('FORBIDDEN')).status).toBe(403);
    expect((await failing('TOO_COSTLY')).status).toBe(500);
  });
});
