import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeFaults } from './support/axe-faults.js';
import { type ElementSite, elementSite } from './support/element-site.js';

let site: ElementSite;
beforeAll(async () => {
  site = await elementSite();
});
afterAll(() => site.close());
beforeEach(() => site.write('<univocal-chat><a href="https://chat.example">Write to us elsewhere</a></univocal-chat>'));

const bubbles = (page: Page, side: 'bot' | 'own') => page.locator(`univocal-chat #messages > .${side}`);
const field = (page: Page) => page.getByRole('textbox', { name: 'Your message' });
const patience = { timeout: 15_000 };
const hasFocus = (node: Element) => (node.getRootNode() as ShadowRoot).activeElement === node;

async function ask(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.keyboard.press('Enter');
}

async function greeted(page: Page): Promise<void> {
  await bubbles(page, 'bot').filter({ hasText: 'Hello.' }).waitFor();
}

describe('<univocal-chat> on another site', () => {
  it('greets and answers with the receipt from one script tag, under a policy of nonces and Trusted Types', () =>
    site.visit(site.allowed, async (page, complaints) => {
      await greeted(page);
      await ask(page, 'How long does a new card take to arrive?');
      const answer = bubbles(page, 'bot').filter({ hasText: 'Standard delivery takes' });
      await answer.waitFor();
      expect(await answer.locator('strong').textContent()).toBe('5 working days');
      expect(await answer.locator('.receipt').textContent()).toMatch(/^Receipt UV-/);
      expect(await page.getByText('Write to us elsewhere').isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    }));

  it('says nothing to a site that is not on the list, and shows what the site’s author put into it instead', () =>
    site.visit(site.refused, async (page) => {
      await page.getByText('No connection.').waitFor();
      expect(await page.getByRole('link', { name: 'Write to us elsewhere' }).isVisible()).toBe(true);
      expect(await bubbles(page, 'bot').count()).toBe(0);
    }));

  it('begins no conversation for readers who never come to see it', async () => {
    site.write('<pre>{"far": "above"}</pre>'.repeat(200) + '<univocal-chat></univocal-chat>');
    await site.visit(site.allowed, async (page) => {
      const begun: string[] = [];
      page.on('request', (request) => begun.push(request.url()));
      await page.waitForFunction(() => customElements.get('univocal-chat') !== undefined);
      await page.waitForTimeout(300);
      expect(begun.filter((url) => url.includes('directline'))).toEqual([]);
      await page.locator('univocal-chat').scrollIntoViewIfNeeded();
      await greeted(page);
    });
  });
});

describe('a reader with a keyboard', () => {
  it('writes, picks a choice and votes without a pointer, and is back in the field after a choice', () =>
    site.visit(site.allowed, async (page) => {
      await greeted(page);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await field(page).evaluate(hasFocus)).toBe(true);
      await page.keyboard.type('transfer cost');
      await page.keyboard.press('Enter');
      await page.getByRole('group', { name: 'Suggested replies' }).getByRole('button').nth(2).waitFor();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await bubbles(page, 'bot').filter({ hasText: 'A transfer abroad costs £3.' }).waitFor();
      expect(await field(page).evaluate(hasFocus)).toBe(true);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Space');
      await page.getByRole('status').getByText('Thank you for telling us.').waitFor();
      expect(await page.getByRole('button', { name: 'No' }).getAttribute('aria-pressed')).toBe('true');
    }));

  it('breaks a line with Shift, and sends nothing that is empty', () =>
    site.visit(site.allowed, async (page) => {
      await greeted(page);
      await ask(page, '   ');
      await field(page).fill('one');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('two');
      await page.keyboard.press('Enter');
      await bubbles(page, 'own').first().waitFor();
      expect(await bubbles(page, 'own').allTextContents()).toEqual(['You: one\ntwo']);
    }));
});

describe('a socket that drops', () => {
  it('again and again while replies are on their way loses nothing and repeats nothing', () =>
    site.visit('about:blank', async (page) => {
      let sockets = 0;
      const cuts: (() => void)[] = [];
      await page.routeWebSocket(/stream/, (socket) => {
        sockets += 1;
        socket.connectToServer();
        cuts.push(() => void socket.close({ code: 1001 }));
      });
      await page.goto(site.allowed);
      await greeted(page);
      const questions = [
        'How much can I top up?',
        'What does express delivery cost?',
        'How long does a new card take to arrive?',
      ];
      for (const question of questions) {
        await field(page).fill(question);
        cuts.splice(0).forEach((cut) => cut());
        await page.keyboard.press('Enter');
        const all = questions.indexOf(question) + 1;
        await expect.poll(() => bubbles(page, 'bot').count(), patience).toBe(all + 1);
      }
      await page.waitForTimeout(500);
      expect(sockets).toBeGreaterThan(questions.length);
      expect(await bubbles(page, 'own').allTextContents()).toEqual(questions.map((question) => `You: ${question}`));
      const said = await bubbles(page, 'bot').allTextContents();
      expect(said.map((text) => text.slice(0, 24))).toEqual([
        'Assistant: Hello. Type a',
        'Assistant: Up to £2,000 ',
        'Assistant: Express deliv',
        'Assistant: Standard deli',
      ]);
    }));

  it('is replaced by polling where none gets through', () =>
    site.visit('about:blank', async (page) => {
      await page.routeWebSocket(/stream/, (socket) => socket.close());
      await page.goto(site.allowed);
      await bubbles(page, 'bot').first().waitFor({ timeout: 15_000 });
      await ask(page, 'How much can I top up?');
      await bubbles(page, 'bot').filter({ hasText: 'Up to £2,000 a day.' }).waitFor();
      expect(await bubbles(page, 'bot').count()).toBe(2);
    }));

  it('is opened anew at once when the network is back', () =>
    site.visit(site.allowed, async (page) => {
      await greeted(page);
      let opened = 0;
      page.on('websocket', () => (opened += 1));
      await page.context().setOffline(true);
      await ask(page, 'How much can I top up?');
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await page.context().setOffline(false);
      await expect.poll(() => opened, patience).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Try again' }).click();
      await bubbles(page, 'bot').filter({ hasText: 'Up to £2,000 a day.' }).waitFor();
      expect(await bubbles(page, 'own').count()).toBe(1);
    }));
});

describe('a chat behind a button', () => {
  beforeEach(() => site.write('<p>Read on.</p><univocal-chat launcher></univocal-chat>'));
  const launcher = (page: Page) => page.getByRole('button', { name: 'Chat', exact: true });

  it('begins when it is opened, closes by Escape, and is where it was when it is opened again', () =>
    site.visit(site.allowed, async (page) => {
      const begun: string[] = [];
      page.on('request', (request) => begun.push(request.url()));
      await launcher(page).waitFor();
      expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
      expect(await field(page).isVisible()).toBe(false);
      expect(begun.filter((url) => url.includes('directline'))).toEqual([]);
      await launcher(page).focus();
      await page.keyboard.press('Enter');
      await greeted(page);
      expect(await field(page).evaluate(hasFocus)).toBe(true);
      expect(await launcher(page).getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('Escape');
      expect(await field(page).isVisible()).toBe(false);
      expect(await launcher(page).evaluate(hasFocus)).toBe(true);
      await launcher(page).click();
      expect(await bubbles(page, 'bot').count()).toBe(1);
    }));

  it('closes by Escape from its button, too, which shows that it closes', () =>
    site.visit(site.allowed, async (page) => {
      const cue = () => launcher(page).evaluate((button) => getComputedStyle(button, '::after').content);
      await launcher(page).click();
      await greeted(page);
      expect(await cue()).toContain('×');
      await launcher(page).focus();
      await page.keyboard.press('Escape');
      expect(await field(page).isVisible()).toBe(false);
      expect(await cue()).toBe('none');
      expect(await launcher(page).evaluate(hasFocus)).toBe(true);
    }));

  it.each([
    ['light', 1_024],
    ['dark', 320],
  ] as const)('has no barrier that axe can find, closed or open, and stays within the window, %s at %i pixels', (colorScheme, width) =>
    site.visit(
      site.allowed,
      async (page) => {
        await launcher(page).waitFor();
        expect(await axeFaults(page)).toEqual([]);
        await launcher(page).click();
        await greeted(page);
        expect(await axeFaults(page)).toEqual([]);
        const box = await page.locator('univocal-chat .chat').boundingBox();
        expect(Math.min(box?.x ?? -1, box?.y ?? -1)).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      },
      { colorScheme, viewport: { width, height: 480 }, bypassCSP: true },
    ));
});

describe('a vote', () => {
  it('is bound by its receipt to the answer and version, thanked for, can be changed, and is found again after a reload', () =>
    site.visit(site.allowed, async (page) => {
      await greeted(page);
      await ask(page, 'How long does a new card take to arrive?');
      await page.getByRole('button', { name: 'Yes' }).click();
      await page.getByRole('status').getByText('Thank you').waitFor();
      await page.getByRole('button', { name: 'No', exact: true }).click();
      const id = await page.evaluate(
        () => (JSON.parse(Object.values(sessionStorage)[0] ?? '') as { conversationId: string }).conversationId,
      );
      const votes = async () =>
        (await site.conversations.activitiesSince(id, 0))
          .map(({ activity }) => activity as { name?: string; entities?: readonly unknown[] })
          .filter(({ name }) => name === 'webchat:activity-status/feedback');
      await expect.poll(async () => (await votes()).length, patience).toBe(2);
      const target = {
        '@type': 'Answer',
        identifier: expect.stringMatching(/^UV-/) as string,
        name: 'card-delivery-estimate',
        version: '3',
      };
      expect((await votes()).flatMap(({ entities }) => entities)).toMatchObject([
        { '@type': 'VoteAction', actionOption: 'upvote', target },
        { '@type': 'VoteAction', actionOption: 'downvote', target },
      ]);
      await page.reload();
      await page.getByRole('button', { name: 'No', exact: true }).waitFor();
      await expect
        .poll(() => page.getByRole('button', { name: 'No', exact: true }).getAttribute('aria-pressed'), patience)
        .toBe('true');
    }));
});

describe('how it looks', () => {
  it.each([
    ['light', 1_024],
    ['dark', 1_024],
    ['light', 320],
    ['dark', 320],
  ] as const)('has no barrier that axe can find, %s at %i pixels', (colorScheme, width) =>
    site.visit(
      `${site.home}/elements?answer=card-delivery-estimate`,
      async (page) => {
        await greeted(page);
        await ask(page, 'How much can I top up?');
        await page.getByRole('button', { name: 'Yes' }).click();
        await ask(page, 'transfer cost');
        await page.getByRole('button', { name: 'None of these' }).waitFor();
        expect(await axeFaults(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth)).toBe(true);
      },
      { colorScheme, viewport: { width, height: 640 }, bypassCSP: true },
    ));

  it('has a field of one line while nothing is written, with words in it that say what it is for', () =>
    site.visit(site.allowed, async (page) => {
      await greeted(page);
      const { height } = (await field(page).boundingBox()) ?? { height: 0 };
      expect(height).toBeGreaterThan(0);
      expect(height).toBeLessThan(50);
      expect(await field(page).getAttribute('placeholder')).toBe('Your message');
    }));

  it('runs from right to left in Arabic, and speaks the language of the page around it', async () => {
    site.write('<univocal-chat></univocal-chat>', 'de-AT');
    await site.visit(site.allowed, async (page) => {
      await page.getByRole('button', { name: 'Senden' }).waitFor();
      expect(await page.locator('univocal-chat .chat').getAttribute('lang')).toBe('de');
      await page.locator('univocal-chat').evaluate((chat) => chat.setAttribute('lang', 'ar'));
      await page.getByRole('button', { name: 'إرسال' }).waitFor();
      const direction = await page.locator('univocal-chat .log').evaluate((log) => getComputedStyle(log).direction);
      expect(direction).toBe('rtl');
    });
  });

  it('stands still for readers who want no motion', () =>
    site.visit(
      site.allowed,
      async (page) => {
        await greeted(page);
        const motion = await bubbles(page, 'bot')
          .first()
          .evaluate((item) => [
            getComputedStyle(item).animationName,
            getComputedStyle(item.closest('.log') as Element).scrollBehavior,
          ]);
        expect(motion).toEqual(['none', 'auto']);
      },
      { reducedMotion: 'reduce' },
    ));

  it('takes the site’s colours by custom properties, and its styles by parts', () =>
    site.visit(
      site.allowed,
      async (page) => {
        await greeted(page);
        await page.addStyleTag({
          content: 'univocal-chat { --univocal-accent: #aa0066 } univocal-chat::part(send) { border-radius: 0px }',
        });
        const send = await page.getByRole('button', { name: 'Send' }).evaluate((node) => {
          const { backgroundColor, borderRadius } = getComputedStyle(node);
          return { backgroundColor, borderRadius };
        });
        expect(send).toEqual({ backgroundColor: 'rgb(170, 0, 102)', borderRadius: '0px' });
      },
      { bypassCSP: true },
    ));
});
