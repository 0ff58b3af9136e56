import { createHash } from 'node:crypto';
import axe from 'axe-core';
import { load } from 'cheerio';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContentReceipt, receiptBytes, receiptCode } from '../src/receipts/index.js';
import { openBrowser } from './support/browser.js';
import { startTestService, type TestService } from './support/test-service.js';

let service: TestService;
let browser: Browser;
let code: string;
let file: string;

beforeAll(async () => {
  service = await startTestService();
  browser = await openBrowser();
  const { data } = await service.graphql<{
    answer: { rendition: { receipt: { code: string; document: string } } };
  }>('{ answer(key: "change-pin", channel: "webchat") { rendition { receipt { code document } } } }');
  ({ code, document: file } = data.answer.rendition.receipt);
});
afterAll(async () => {
  await browser?.close();
  await service.close();
});

const get = async (path: string) => load(await (await fetch(`${service.url}${path}`)).text());
const post = (document: string, locale = 'en') =>
  fetch(`${service.url}/receipts?locale=${locale}`, { method: 'POST', body: new URLSearchParams({ document }) });

async function inBrowser<T>(path: string, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  try {
    const page = await context.newPage();
    await page.goto(service.url + path);
    return await use(page);
  } finally {
    await context.close();
  }
}

/** The code that a receipt had while it still followed from the key. */
function formerCode(document: string): string {
  const receipt = JSON.parse(document) as ContentReceipt;
  return receiptCode(createHash('sha256').update(receiptBytes(receipt, receipt.keyId)).digest());
}

describe('the page of receipts, without a script', () => {
  it('looks a code up, and offers the file to keep', async () => {
    const $ = await get(`/receipts?${new URLSearchParams({ code: code.toLowerCase() })}`);
    expect($('.notice h2').text()).toBe('We gave this receipt');
    expect($('.notice a').attr('href')).toBe('/help/change-pin');
    expect($('.notice strong').text()).toBe('We give the same words today.');
    expect($('textarea').text()).toBe(file);
  });

  it.each([
    ['webchat', 'en', 'Chat on our pages'],
    ['directline', 'de', 'Chat auf unseren Seiten'],
    ['msteams', 'ar', 'Microsoft Teams'],
  ])('names the channel as people do: %s in %s', async (channel, locale, name) => {
    const { data } = await service.graphql<{ answer: { rendition: { receipt: { code: string } } } }>(
      `{ answer(key: "change-pin", channel: "${channel}") { rendition { receipt { code } } } }`,
    );
    const $ = await get(`/receipts?${new URLSearchParams({ code: data.answer.rendition.receipt.code, locale })}`);
    expect($('.notice dd').eq(3).text()).toBe(name);
  });

  it('tells a slip as a slip, in the reader’s language', async () => {
    const $ = await get('/receipts?code=UV-1111&locale=de');
    expect($('.notice h2').text()).toBe('Das kann keine Belegnummer sein');
    expect($('.notice [lang=en]').text()).toContain('1 is in no receipt code');
    expect((await get('/receipts?code=UV-AAAA-AAAA-AAAA'))('.notice h2').text()).toContain('no receipt with this code');
  });

  it('verifies a file that is posted', async () => {
    const heading = async (document: string) => load(await (await post(document)).text())('.notice h2').text();
    expect(await heading(file)).toBe('It is genuine');
    expect(await heading(file.replace('"change-pin"', '"lost-card"'))).toBe('It is not genuine');
    expect(await heading('<script>alert(1)</script>')).toBe('This is not a receipt');
    expect(await heading('')).toBe('This is not a receipt');
  });

  it('writes what was posted as text, whatever it is', async () => {
    const text = await (await post('</textarea><script>alert(1)</script>')).text();
    expect(text).not.toContain('<script>alert(1)');
    expect(load(text)('textarea').text()).toContain('</textarea><script>alert(1)</script>');
  });

  it('refuses a form that is larger than any receipt', async () => {
    expect((await post('x'.repeat(200_000))).status).toBe(413);
  });

  it('is linked from the receipt under each answer', async () => {
    const $ = await get('/help/change-pin?locale=es');
    const href = $('.slip a').attr('href') ?? '';
    expect(href).toMatch(/^\/receipts\?code=UV-[\w-]+&locale=es$/);
    expect((await get(href))('.notice h2').text()).toBe('Nosotros dimos este recibo');
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
    for (const path of ['/receipts', `/receipts?code=${code}`, '/receipts?code=none&locale=ar']) {
      const report = await validator.validateString(await (await fetch(`${service.url}${path}`)).text());
      expect(
        report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
      ).toEqual([]);
    }
  });
});

describe('the page of receipts, in a browser', () => {
  it('verifies without sending anything, and goes on without a network', async () => {
    const verdicts = await inBrowser(`/receipts?code=${code}`, async (page) => {
      await page.waitForSelector('#verify-here:not([hidden])');
      await page.context().setOffline(true);
      const verdict = async (text: string) => {
        await page.fill('#document', text);
        await page.evaluate(() => {
          (document.getElementById('verdict-here') as HTMLElement).textContent = '';
        });
        await page.click('#verify-here');
        return page
          .waitForFunction(() => document.getElementById('verdict-here')?.textContent)
          .then((it) => it.jsonValue());
      };
      return [
        await verdict(file),
        await verdict(file.replace(/"code": "[^"]*"/, `"code": "${formerCode(file)}"`)),
        await verdict(file.replace('"webchat"', '"email"')),
        await verdict(file.replace(/"code": "[^"]*"/, '"code": "UV-AAAA-AAAA-AAAA"')),
        await verdict(file.replace(/"keyId": "[^"]*"/, '"keyId": "other"')),
        await verdict('{}'),
      ];
    });
    expect(verdicts.map((said) => String(said).split('.')[0])).toEqual([
      'It is genuine',
      'It is genuine',
      'It is not genuine',
      'It is not genuine',
      'We do not know its key',
      'This is not a receipt',
    ]);
  });

  it.each(['en', 'ar'])('has no barrier that axe can find, and fits 320 pixels, in %s', async (locale) => {
    for (const path of [`/receipts?locale=${locale}`, `/receipts?code=${code}&locale=${locale}`]) {
      const { faults, width } = await inBrowser(path, async (page) => {
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
        return {
          faults: violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
          width: await page.evaluate(() => document.documentElement.scrollWidth),
        };
      });
      expect(faults).toEqual([]);
      expect(width).toBe(320);
    }
  });

  it('loads nothing that its own policy forbids', async () => {
    const complaints = await inBrowser('/receipts', async (page) => {
      const heard: string[] = [];
      page.on('console', (message) => heard.push(message.text()));
      await page.reload();
      await page.waitForSelector('#verify-here:not([hidden])');
      return heard;
    });
    expect(complaints).toEqual([]);
  });
});
