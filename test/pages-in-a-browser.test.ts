import type { AddressInfo } from 'node:net';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.js';
import { landingRoutes, mailRoutes, sendGraphiql } from '../src/web/index.js';
import { axeFaults } from './support/axe-faults.js';
import { openBrowser } from './support/browser.js';
import { webServer } from './support/web-server.js';

const log = createLog('silent');
const server = await webServer();
await server.register(landingRoutes({ mail: true, log }));
await server.register(mailRoutes({ caught: () => [mail()], timeZone: 'UTC', log }));
server.get('/graphql', async (_request, reply) => sendGraphiql(reply));
server.post('/graphql', async () => ({ data: null }));

let browser: Browser;
let site: string;
beforeAll(async () => {
  await server.listen({ port: 0, host: '127.0.0.1' });
  site = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server.close();
});

const pages = [
  '/',
  '/help',
  '/help?locale=ar',
  '/help/card-delivery-estimate',
  '/help/card-delivery-estimate?locale=de',
  '/help/card-delivery-estimate?voted=no',
  '/help/card-delivery-estimate/versions/2?locale=de',
  '/help/card-arrival?locale=ar',
  '/help/search?q=card',
  '/help/search?q=zebra',
  '/help/search',
  '/help/none',
  '/agent?q=card',
  '/agent/card-delivery-estimate?q=card',
  '/agent/staff-goodwill-refund',
  '/account',
  '/sign-in',
  '/sign-in/good-link',
  '/mail',
  '/mail/m1',
];

describe('every page', () => {
  // Colours do not depend on the width: two runs see both schemes and both widths.
  it.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)(
    'has nothing that axe finds fault with in the %s, %i pixels wide',
    async (colorScheme, width) => {
      const page = await newPage({ colorScheme, viewport: { width, height: 800 } });
      for (const path of pages) {
        await page.goto(site + path);
        expect({ path, faults: await axeFaults(page) }).toEqual({ path, faults: [] });
      }
      await page.context().close();
    },
    240_000,
  );

  it('fits a screen of 320 pixels without scrolling sideways', async () => {
    const page = await newPage({ viewport: { width: 320, height: 640 } });
    for (const path of pages) {
      await page.goto(site + path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ path, width }).toEqual({ path, width: 320 });
    }
    await page.context().close();
  });

  it('loads nothing that its own policy forbids', async () => {
    const page = await newPage({});
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    for (const path of pages.filter((one) => !one.includes('none'))) await page.goto(site + path);
    expect(complaints.filter((one) => one.includes('Security Policy'))).toEqual([]);
    await page.context().close();
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
    for (const path of pages) {
      const { body } = await server.inject({ url: path, headers: { 'x-test-user': 'jamal' } });
      const { results } = await validator.validateString(body);
      const faults = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
      expect({ path, faults }).toEqual({ path, faults: [] });
    }
  });
});

describe('the help pages', () => {
  it('lead from a question to its answer without JavaScript', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(`${site}/help?locale=de`);
    await page.getByRole('searchbox').fill('Karte');
    await page.getByRole('button', { name: 'Suchen' }).click();
    await page.getByRole('link', { name: 'Wie lange dauert es' }).click();
    expect(await page.locator('article .answer-text').innerText()).toContain('5 Werktage');
    expect(await page.locator('article').getAttribute('data-version')).toBe('3');
    await page.context().close();
  });

  it('let a reader with a keyboard skip to the content first', async () => {
    const page = await newPage({});
    await page.goto(`${site}/help/card-arrival`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to the content');
    await page.context().close();
  });
});

describe('a printed help page', () => {
  it('is the answer with what proves it, dark on white, without what only a screen can use', async () => {
    const page = await newPage({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${site}/help/card-delivery-estimate`);
    for (const needed of ['h1', '.answer-text', '.slip', '.slip code'])
      expect(await page.isVisible(needed), needed).toBe(true);
    for (const useless of ['.search', '.locales', '.vote', '.beside', '.crumbs', '.foot ul'])
      expect(await page.locator(useless).first().isVisible(), useless).toBe(false);
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, backgroundColor };
    });
    expect(colours).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
    await page.context().close();
  });
});

describe('the agents’ desk', () => {
  it('copies an answer as the channel shows it', async () => {
    const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${site}/agent/card-delivery-estimate`);
    await page.getByRole('button', { name: 'the text for Web chat' }).click();
    await page.getByText('Web chat copied.').waitFor({ state: 'attached' });
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('#rendition-webchat').inputValue());
    await page.context().close();
  });

  it('keeps what is copied for a case as told there, and remembers the case', async () => {
    const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${site}/agent/card-delivery-estimate`);
    await page.getByLabel('Customer’s case').fill('Case 4711');
    await page.getByRole('button', { name: 'the text for Web chat' }).click();
    await page.getByText('Web chat copied. Kept as told in “Case 4711”.').waitFor();
    await page.reload();
    expect(await page.getByLabel('Customer’s case').inputValue()).toBe('Case 4711');
    await page.getByRole('button', { name: 'Told in this case as E-mail' }).click();
    await page.getByText('Kept: the customer of this case was told this.').waitFor();
    await page.context().close();
  });

  it('leaves the texts to be selected by hand without JavaScript', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(`${site}/agent/card-delivery-estimate`);
    expect(await page.locator('button[data-copies]:visible').count()).toBe(0);
    expect(await page.locator('textarea:visible').count()).toBe(5);
    await page.context().close();
  });
});

describe('the query page', () => {
  it('opens with the first query, and loads nothing from elsewhere', async () => {
    const page = await newPage({});
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(`${site}/graphql`);
    await page.locator('.graphiql-query-editor').getByText('FirstQuestion').waitFor();
    expect(complaints).toEqual([]);
    expect(new Set(asked.filter((origin) => origin !== 'null'))).toEqual(new Set([site]));
    await page.context().close();
  });
});

async function newPage(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, extraHTTPHeaders: { 'x-test-user': 'jamal' } });
  return context.newPage();
}

function mail() {
  return {
    id: 'm1',
    from: 'help@larkhaven.example',
    to: ['ana@example.org'],
    subject: 'Your new card',
    receivedAt: new Date('2026-11-01T10:00:00Z'),
    text: 'Standard delivery takes 5 working days.',
    html: '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main><h1>Hello</h1></main></body></html>',
    raw: 'Subject: Your new card',
  };
}
