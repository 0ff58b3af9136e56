import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './support/axe-faults.js';
import { openBrowser } from './support/browser.js';
import { larkhaven } from './support/larkhaven-sample.js';
import { type SampleAnswer, sampleApi } from './support/sample-api.js';
import { webServer } from './support/web-server.js';

const hostile = 'What is a <b>new</b> card & <img src=x onerror="document.title=1">?';

let server: FastifyInstance;
let browser: Browser;
let site: string;
beforeAll(async () => {
  server = await webServer(sampleApi({ ...larkhaven, answers: [...larkhaven.answers, ...moreAnswers()] }));
  await server.listen({ port: 0, host: '127.0.0.1' });
  site = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server.close();
});

describe('what is suggested', () => {
  it('is questions with their pages, for whom they hold, and how many they are in words', async () => {
    const reply = await suggested('q=transfer');
    expect(reply.json()).toEqual({
      said: '1 suggestion',
      suggestions: [
        {
          address: '/help/transfer-fee-business',
          title: [
            { text: 'What does a ', hit: false },
            { text: 'transfer', hit: true },
            { text: ' abroad cost?', hit: false },
          ],
          scope: ['Business'],
        },
      ],
    });
  });

  it('is in the page’s language, and names that of a question which is not', async () => {
    expect((await suggested('q=Karte&locale=de')).json()).toMatchObject({
      said: '1 Vorschlag',
      suggestions: [{ address: '/help/card-delivery-estimate?locale=de' }],
    });
    const [fallback] = (await suggested('q=where&locale=ar')).json().suggestions;
    expect(fallback).toMatchObject({ address: '/help/card-arrival?locale=ar', lang: 'en', dir: 'ltr' });
    expect((await suggested('q=zebra&locale=ar')).json().said).toBe('لا اقتراحات');
  });

  it('is nothing that the pages do not show: no text for staff, nothing that the bot says of itself', async () => {
    expect((await suggested('q=goodwill')).json().suggestions).toEqual([]);
    expect((await suggested('q=chat')).json().suggestions).toEqual([]);
  });

  it('may be kept for seconds, and is not sent again to who has it', async () => {
    const { headers } = await suggested('q=card');
    expect(headers['cache-control']).toBe('public, max-age=5');
    const again = await server.inject({
      url: '/help/search/suggestions?q=card',
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect({ status: again.statusCode, body: again.body }).toEqual({ status: 304, body: '' });
  });

  it('is one sentence for bad input, and one when it is asked too often', async () => {
    const long = await suggested(`q=${'x'.repeat(201)}`);
    expect({ status: long.statusCode, body: long.json() }).toEqual({
      status: 400,
      body: { error: 'q is longer than 200 characters.' },
    });
    const busy = await webServer();
    const ask = () => busy.inject({ url: '/help/search/suggestions?q=card' });
    const statuses = new Set<number>();
    for (let asked = 0; asked < 601; asked += 1) statuses.add((await ask()).statusCode);
    expect([...statuses]).toEqual([200, 429]);
    expect((await ask()).json().error).toMatch(/^Too many suggestions: ask again in \d+ s\.$/);
    expect((await ask()).headers['cache-control']).toBe('no-store');
    await busy.close();
  });
});

describe('the search box', () => {
  it('suggests while one types, with the focus in the box and the count said', async () => {
    await visit('/help', async (page) => {
      const box = page.getByRole('combobox');
      expect(await box.getAttribute('aria-expanded')).toBe('false');
      await box.pressSequentially('new card');
      await count(page, 3);
      expect(await box.getAttribute('aria-expanded')).toBe('true');
      expect(await page.getByRole('listbox', { name: 'Suggested questions' }).count()).toBe(1);
      expect(await page.getByRole('status').innerText()).toBe('3 suggestions');
      expect(await focused(page)).toBe('q');
      expect(await box.getAttribute('aria-activedescendant')).toBeNull();
    });
  });

  it('goes round by the arrows, and Home goes back to what was typed', async () => {
    await visit('/help/search', async (page) => {
      await type(page, 'new card', 3);
      const walk = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown', 'Home'];
      const places: (number | null)[] = [];
      for (const key of walk) {
        await page.keyboard.press(key);
        places.push(await chosen(page));
      }
      expect(places).toEqual([0, 1, 0, null, 2, null, 0, null]);
      expect(await focused(page)).toBe('q');
      expect(await page.getByRole('combobox').inputValue()).toBe('new card');
    });
  });

  it('opens the chosen answer’s page on Enter', async () => {
    await visit('/help?locale=ar', async (page) => {
      await type(page, 'where', 1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${site}/help/card-arrival?locale=ar`);
    });
  });

  it('searches on Enter when nothing is chosen', async () => {
    await visit('/help/card-arrival', async (page) => {
      await type(page, 'new card', 3);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${site}/help/search?q=new+card`);
    });
  });

  it('opens an answer by a click', async () => {
    await visit('/help/search?q=zebra', async (page) => {
      await type(page, 'stolen', 1);
      await page.getByRole('option').click();
      await page.waitForURL(`${site}/help/lost-or-stolen-card`);
    });
  });

  it('closes on Escape and keeps what was typed; Alt and the arrow open it again; leaving closes it', async () => {
    await visit('/help', async (page) => {
      const box = page.getByRole('combobox');
      await type(page, 'new card', 3);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('option').count()).toBe(0);
      expect([await box.inputValue(), await box.getAttribute('aria-expanded')]).toEqual(['new card', 'false']);
      await page.keyboard.press('Alt+ArrowDown');
      await count(page, 3);
      expect(await chosen(page)).toBeNull();
      await page.keyboard.press('Tab');
      await count(page, 0);
    });
  });

  it('asks nothing for one letter, and takes the suggestions back', async () => {
    await visit('/help', async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await type(page, 'ab', 2);
      await page.keyboard.press('Backspace');
      await count(page, 0);
      expect(asked.filter((address) => address.includes('suggestions'))).toEqual([
        `${site}/help/search/suggestions?q=ab`,
      ]);
    });
  });

  it('shows markup in a question as the text it is, and marks only what was hit', async () => {
    await visit('/help', async (page) => {
      await type(page, 'what is a', 1);
      const option = page.getByRole('option');
      expect(await option.innerText()).toBe(hostile);
      expect(await option.locator('mark').allInnerTexts()).toEqual(['What is a']);
      expect(await option.locator('b, img').count()).toBe(0);
    });
  });

  it('takes back a question that is overtaken: what comes late changes nothing', async () => {
    await visit('/help', async (page) => {
      const { promise: hold, resolve: release } = Promise.withResolvers<void>();
      await page.route('**/suggestions?q=abroad', async (route) => {
        await hold;
        await route.continue().catch(() => undefined);
      });
      const box = page.getByRole('combobox');
      const first = page.waitForRequest('**/suggestions?q=abroad');
      const takenBack = page.waitForEvent('requestfailed', (request) => request.url().endsWith('q=abroad'));
      await box.fill('abroad');
      await first;
      await box.fill('stolen');
      await page.getByRole('option', { name: 'lost or stolen' }).waitFor();
      release();
      expect((await takenBack).failure()?.errorText).toBe('net::ERR_ABORTED');
      expect(await page.getByRole('option').allInnerTexts()).toEqual(['My card is lost or stolen. What do I do?']);
    });
  });

  it('lets nothing take the place of the list that somebody walks through', async () => {
    await visit('/help', async (page) => {
      await type(page, 'stolen', 1);
      const { promise: hold, resolve: release } = Promise.withResolvers<void>();
      await page.route('**/suggestions?q=stolen+c', async (route) => {
        await hold;
        await route.continue().catch(() => undefined);
      });
      const asked = page.waitForRequest('**/suggestions?q=stolen+c');
      const takenBack = page.waitForEvent('requestfailed', (request) => request.url().endsWith('q=stolen+c'));
      await page.keyboard.type(' c');
      await asked;
      await page.keyboard.press('ArrowDown');
      release();
      await takenBack;
      expect(await page.locator('[aria-selected="true"]').innerText()).toContain('lost or stolen');
      await page.keyboard.press('Alt+ArrowUp');
      expect(await page.getByRole('combobox').getAttribute('aria-expanded')).toBe('false');
    });
  });

  it('is the form it was when suggestions fail', async () => {
    await visit('/help', async (page) => {
      await page.route('**/suggestions?*', (route) => route.fulfill({ status: 503, body: 'no' }));
      const failed = page.waitForResponse('**/suggestions?q=card');
      await page.getByRole('combobox').fill('card');
      await failed;
      await page.keyboard.press('Enter');
      await page.waitForURL(`${site}/help/search?q=card`);
    });
  });

  it('works without JavaScript as a plain search', async () => {
    await visit(
      '/help',
      async (page) => {
        expect(await page.getByRole('combobox').count()).toBe(0);
        await page.getByRole('searchbox').fill('stolen');
        await page.keyboard.press('Enter');
        await page.getByRole('link', { name: 'lost or stolen' }).waitFor();
      },
      { javaScriptEnabled: false },
    );
  });
});

describe('the open list', () => {
  it.each<[string, string, string, BrowserContextOptions]>([
    ['light', '/help', 'card', { viewport: { width: 1280, height: 800 } }],
    ['dark', '/help/search', 'card', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
    ['narrow', '/help/card-arrival', 'card', { viewport: { width: 320, height: 640 } }],
    [
      'narrow, dark, right to left',
      '/help?locale=ar',
      'card',
      { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
    ],
  ])(
    'has nothing that axe finds fault with, fits, and is large enough for a finger: %s',
    async (_, path, text, options) => {
      await visit(
        path,
        async (page) => {
          await page.getByRole('combobox').fill(text);
          await page.getByRole('option').first().waitFor();
          await page.keyboard.press('ArrowDown');
          expect(await axeFaults(page)).toEqual([]);
          const boxes = await Promise.all((await page.getByRole('option').all()).map((option) => option.boundingBox()));
          for (const box of boxes) expect(box?.height).toBeGreaterThanOrEqual(44);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width).toBe(options.viewport?.width);
        },
        options,
      );
    },
    60_000,
  );

  it('shows in forced colours, too, which option is chosen', async () => {
    await visit(
      '/help',
      async (page) => {
        await type(page, 'new card', 3);
        await page.keyboard.press('ArrowDown');
        const outlines = await page
          .getByRole('option')
          .evaluateAll((options) => options.map((option) => getComputedStyle(option).outlineStyle));
        expect(outlines).toEqual(['solid', 'none', 'none']);
      },
      { forcedColors: 'active' },
    );
  });
});

const suggested = (query: string) => server.inject({ url: `/help/search/suggestions?${query}` });

async function visit(path: string, work: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.text().includes('Security Policy')) problems.push(message.text());
  });
  try {
    await page.goto(site + path);
    await work(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

async function type(page: Page, text: string, options: number): Promise<void> {
  await page.getByRole('combobox').fill(text);
  await count(page, options);
}

const count = (page: Page, options: number) =>
  page.waitForFunction(
    (wanted) => document.querySelectorAll('[role=listbox]:not([hidden]) [role=option]').length === wanted,
    options,
  );

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

/** Which option is chosen: as the box says, and as the option does. */
const chosen = (page: Page) =>
  page.evaluate(() => {
    const options = [...document.querySelectorAll('[role=option]')];
    const said = document.activeElement?.getAttribute('aria-activedescendant');
    const place = options.findIndex((option) => option.id === said);
    const marked = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    if (place !== marked) throw new Error(`the box says ${place}, the options ${marked}`);
    return place < 0 ? null : place;
  });

function moreAnswers(): readonly SampleAnswer[] {
  return [
    { key: 'hostile', topic: 'cards', texts: { en: { question: hostile, html: '<p>A card.</p>' } } },
    {
      key: 'another-card',
      topic: 'cards',
      texts: { en: { question: 'Can I get a new card abroad?', html: '<p>Yes.</p>' } },
    },
  ];
}
