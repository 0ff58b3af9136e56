import { load } from 'cheerio';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleApi } from './support/sample-api.js';
import { webServer } from './support/web-server.js';

/** Text with the characters that matter to HTML, to scripts and to addresses strewn in. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '</script>',
        '<!--',
        '<img src=x onerror=a>',
        '&lt;',
        '\u2028',
        '{{',
        '%0d',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) =>
    parts
      .join('')
      .replace(/[\0\r\n\f]/g, '')
      .trim(),
  )
  .filter((text) => text !== '' && text.isWellFormed());

/** What a page of ours is made of, with the one script of its search box; nothing that a text says may add to it. */
function activeParts(html: string): readonly number[] {
  const $ = load(html);
  return [$('script').length, $('img, iframe, object, embed').length, $('[onerror], [onload], [style]').length];
}

const plain = await webServer();
afterAll(() => plain.close());

describe('what customers and editors write', () => {
  it('stays text in the search page, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const { body, statusCode } = await plain.inject({ url: `/help/search?${new URLSearchParams({ q: text })}` });
        expect(statusCode).toBe(200);
        expect(activeParts(body)).toEqual([1, 0, 0]);
        expect(load(body)('h1').text()).toContain(text);
        expect(load(body)('#q').attr('value')).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('stays text in question, title, change note and structured data', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const answer = {
          key: 'a',
          topic: 'cards',
          significance: 'MAJOR' as const,
          changeNote: text,
          scope: { customer: text },
          texts: { en: { question: text, html: '<p>Fine.</p>', text } },
        };
        const server = await webServer(sampleApi({ topics: { cards: text }, answers: [answer] }));
        for (const url of ['/help', '/help/a']) {
          const { body } = await server.inject({ url });
          expect(activeParts(body)).toEqual([url === '/help' ? 1 : 2, 0, 0]);
        }
        const $ = load((await server.inject({ url: '/help/a' })).body);
        expect(JSON.parse($('script[type="application/ld+json"]').text()).mainEntity[0].name).toBe(text);
        expect($('h1').text()).toContain(text);
        await server.close();
      }),
      { numRuns: 40 },
    );
  });

  it('cannot turn the address of a page into another site’s', async () => {
    const { headers, statusCode } = await plain.inject({ url: '/help//evil.example/..' });
    expect(statusCode).toBe(404);
    expect(headers.location).toBeUndefined();
  });
});
