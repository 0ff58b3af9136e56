import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../src/platform/clock.js';
import { type BotKnowledge, smallBank } from './support/bot-knowledge.js';
import { botServer } from './support/bot-server.js';
import { openBrowser } from './support/browser.js';
import { type ConversationDatabase, conversationDatabase } from './support/conversation-database.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hostile =
  'Look: \\<img src=x onerror=alert(1)> <img src=x onerror="document.title=1"> [click](javascript:alert(1)) [safe](https://help.larkhaven.example) **bold *and em* here** 5\\*5\n\n## Steps\n\n1. One\n   - inner\n2. Two  \nbroken';
let database: ConversationDatabase;
let server: FastifyInstance;
let browser: Browser;
let knowledge: BotKnowledge;
let origin: string;

beforeAll(async () => {
  [database, browser] = await Promise.all([conversationDatabase(), openBrowser()]);
  knowledge = smallBank();
  knowledge.answers.push({ key: 'hostile', question: 'What is hostile?', texts: { en: hostile } });
  server = await botServer({
    conversations: database.node(systemClock),
    clock: systemClock,
    knowledge,
    limits: { tokensAMinute: 1_000 },
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.close();
});

async function visit(
  work: (page: Page, problems: string[]) => Promise<void>,
  options: BrowserContextOptions = {},
  path = '/chat?locale=en',
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  try {
    await page.goto(`${origin}${path}`);
    await work(page, problems);
  } finally {
    await context.close();
  }
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

/** Within the element's shadow tree, whose focus the document does not tell of. */
const hasFocus = (node: Element) => (node.getRootNode() as ShadowRoot).activeElement === node;
const bubbles = (page: Page, side: 'bot' | 'own') => page.locator(`#messages > .${side}`);

describe('the chat page', () => {
  it('greets, answers with the receipt, and breaks no rule of its content policy', () =>
    visit(async (page, problems) => {
      await bubbles(page, 'bot').filter({ hasText: 'Hello.' }).waitFor();
      await ask(page, 'How long does a new card take to arrive?');
      const answer = bubbles(page, 'bot').filter({ hasText: 'Standard delivery takes' });
      await answer.waitFor();
      expect(await answer.locator('strong').textContent()).toBe('5 working days');
      expect(await answer.locator('li').count()).toBe(2);
      expect(await answer.locator('.receipt').textContent()).toMatch(/^Receipt UV-/);
      expect(await bubbles(page, 'own').locator('visible=true').last().getAttribute('class')).toBe('own');
      expect(await page.getByRole('contentinfo').textContent()).toBe(
        'Larkhaven Bank is fictional: a demonstration of Univocal.',
      );
      expect(problems).toEqual([]);
    }));

  it('offers choices as buttons that work by keyboard, and takes them away once one is picked', () =>
    visit(async (page) => {
      await bubbles(page, 'bot').first().waitFor();
      await ask(page, 'transfer cost');
      const choices = page.getByRole('group', { name: 'Suggested replies' });
      await choices.getByRole('button').nth(2).waitFor();
      expect(await choices.getByRole('button').allTextContents()).toEqual([
        'What does a transfer abroad cost? (personal)',
        'What does a transfer abroad cost? (business)',
        'None of these',
      ]);
      await choices.getByRole('button').nth(1).focus();
      await page.keyboard.press('Enter');
      await bubbles(page, 'bot').filter({ hasText: 'A transfer abroad costs £3.' }).waitFor();
      expect(await choices.isVisible()).toBe(false);
      expect(await page.getByRole('textbox').evaluate(hasFocus)).toBe(true);
    }));

  it('shows markup in a text as text, and follows no address but safe ones', () =>
    visit(async (page) => {
      await bubbles(page, 'bot').first().waitFor();
      await ask(page, 'What is hostile?');
      const answer = bubbles(page, 'bot').filter({ hasText: 'Look' });
      await answer.waitFor();
      expect(await answer.locator('img').count()).toBe(0);
      expect(await answer.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
        'https://help.larkhaven.example',
      ]);
      expect(await answer.locator('strong').innerHTML()).toBe('bold <em>and em</em> here');
      expect(await answer.textContent()).toContain('5*5');
      expect(await answer.locator('ol > li > ul > li').textContent()).toBe('inner');
      expect(await answer.getByRole('heading', { name: 'Steps' }).count()).toBe(1);
    }));

  it('shows what the customer writes as it was written', () =>
    visit(async (page) => {
      await bubbles(page, 'bot').first().waitFor();
      await ask(page, '<b>**bold**</b>');
      await bubbles(page, 'own').filter({ hasText: '<b>**bold**</b>' }).waitFor();
    }));

  it('finds the conversation again after a reload, without repeating anything', () =>
    visit(async (page) => {
      await bubbles(page, 'bot').first().waitFor();
      await ask(page, 'How much can I top up?');
      await bubbles(page, 'bot').filter({ hasText: 'Up to £2,000 a day.' }).waitFor();
      const before = await page.locator('#messages > li').allTextContents();
      await page.reload();
      await bubbles(page, 'bot').filter({ hasText: 'Up to £2,000 a day.' }).waitFor();
      expect(await page.locator('#messages > li').allTextContents()).toEqual(before);
      await page.getByRole('button', { name: 'Start again' }).click();
      await expect.poll(() => page.locator('#messages > li').count()).toBe(1);
    }));

  it('goes on by polling where sockets do not get through, and sends again what could not be sent', () =>
    visit(async (page) => {
      await page.routeWebSocket(/stream/, (socket) => socket.close());
      await page.route(
        '**/activities',
        (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()),
        { times: 1 },
      );
      await page.reload();
      await bubbles(page, 'bot').first().waitFor();
      await ask(page, 'How much can I top up?');
      await page.getByRole('button', { name: 'Try again' }).click();
      await bubbles(page, 'bot').filter({ hasText: 'Up to £2,000 a day.' }).waitFor();
      expect(await bubbles(page, 'own').count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    }));

  it('speaks the reader’s language, right to left where that is the way', async () => {
    await visit(
      async (page) => {
        await bubbles(page, 'bot').filter({ hasText: 'Guten Tag.' }).waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe('de');
      },
      { locale: 'de-AT' },
      '/chat',
    );
    await visit(
      async (page) => {
        expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
        expect(await bubbles(page, 'bot').first().getAttribute('lang')).toBe('en');
      },
      {},
      '/chat?locale=ar',
    );
  });

  it('points to the help pages where there is no JavaScript', () =>
    visit(
      async (page) => {
        expect(await page.getByRole('link', { name: 'help pages' }).getAttribute('href')).toBe('/help?locale=en');
      },
      { javaScriptEnabled: false },
    ));

  it.each([
    ['light', 1_024],
    ['dark', 1_024],
    ['light', 320],
    ['dark', 320],
  ] as const)('has no barrier that axe can find, %s at %i pixels', (colorScheme, width) =>
    visit(
      async (page) => {
        await bubbles(page, 'bot').first().waitFor();
        await ask(page, 'transfer cost');
        await page.getByRole('button', { name: 'None of these' }).waitFor();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() =>
          (
            globalThis as unknown as {
              axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
            }
          ).axe.run(),
        );
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth)).toBe(true);
      },
      { colorScheme, viewport: { width, height: 640 }, bypassCSP: true },
    ));
});
