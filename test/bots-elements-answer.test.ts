import { gunzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElementSite, elementSite } from './support/element-site.js';

const hostile =
  '<p>Look: &lt;img src=x onerror=alert(1)&gt; <img src=x onerror="document.title=1"><script>document.title=2</script> <a href="javascript:alert(1)">click</a> <a href="/help/top-up-limit">safe</a></p>\n<h2>Steps</h2>\n<ol start="3">\n<li>One<br /><strong>bold</strong></li>\n</ol>\n<table>\n<thead><tr><th scope="col">Fee</th></tr></thead>\n<tbody>\n<tr><td>£5</td></tr>\n</tbody>\n</table>';

let site: ElementSite;
beforeAll(async () => {
  site = await elementSite();
  site.knowledge.answers.push({
    key: 'hostile',
    question: 'What is <b>hostile</b>?',
    texts: { en: 'Look' },
    html: hostile,
  });
});
afterAll(() => site.close());

const article = (page: Page) => page.locator('univocal-answer article');
const inState = (page: Page, state: string) => page.locator(`univocal-answer[data-state="${state}"]`).waitFor();

async function shown(
  body: string,
  work: (page: Page, complaints: string[]) => Promise<void>,
  lang = 'en',
): Promise<void> {
  site.write(body, lang);
  await site.visit(site.allowed, work);
}

describe('<univocal-answer> on another site', () => {
  it('shows the answer of the help pages with version and receipt, under a policy of nonces and Trusted Types', () =>
    shown('<univocal-answer key="card-delivery-estimate">…</univocal-answer>', async (page, complaints) => {
      await inState(page, 'shown');
      expect(await page.getByRole('heading', { level: 3 }).textContent()).toBe(
        'How long does a new card take to arrive?',
      );
      expect(await article(page).locator('strong').textContent()).toBe('5 working days');
      expect(await article(page).getAttribute('data-version')).toBe('3');
      const code = await article(page).getAttribute('data-receipt');
      expect(await article(page).textContent()).toContain(`Receipt ${code}`);
      const receipt = await page
        .locator('univocal-answer')
        .evaluate((node) => (node as unknown as { receipt: unknown }).receipt);
      expect(receipt).toMatchObject({
        code,
        answer: 'card-delivery-estimate',
        version: 3,
        signature: expect.any(String),
      });
      expect(complaints).toEqual([]);
    }));

  it('makes nothing of markup that no answer may hold', () =>
    shown('<univocal-answer key="hostile" level="2"></univocal-answer>', async (page) => {
      await inState(page, 'shown');
      expect(await page.title()).toBe('Another site');
      expect(await article(page).locator('img, script').count()).toBe(0);
      expect(await article(page).locator('.text').textContent()).toContain('Look: <img src=x onerror=alert(1)>');
      const links = await article(page)
        .locator('.text a')
        .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
      expect(links).toEqual([`${site.home}/help/top-up-limit`]);
      expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe('What is <b>hostile</b>?');
      expect(await page.getByRole('heading', { level: 3 }).textContent()).toBe('Steps');
      expect(await article(page).locator('ol').getAttribute('start')).toBe('3');
      expect(await article(page).getByRole('columnheader').textContent()).toBe('Fee');
    }));

  it('speaks the page’s language or its own, and says so where the answer is not known in it', async () => {
    const two =
      '<univocal-answer key="card-delivery-estimate"></univocal-answer><univocal-answer key="top-up-limit" lang="ar"></univocal-answer>';
    await shown(
      two,
      async (page) => {
        await page.locator('univocal-answer[data-state="shown"]').nth(1).waitFor();
        expect(await article(page).first().getAttribute('lang')).toBe('de');
        expect(await article(page).first().textContent()).toContain('5 Werktage');
        const note = article(page).nth(1).getByRole('status');
        expect(await note.getAttribute('dir')).toBe('rtl');
        expect(await note.textContent()).toContain('الإنجليزية');
        expect(await article(page).nth(1).getAttribute('lang')).toBe('en');
      },
      'de',
    );
  });

  it('follows a retired answer to the one in its place, and its key when that changes', () =>
    shown('<univocal-answer key="old-limit"></univocal-answer>', async (page) => {
      await inState(page, 'shown');
      expect(await article(page).getAttribute('data-answer')).toBe('top-up-limit');
      await page.locator('univocal-answer').evaluate((node) => node.setAttribute('key', 'express-delivery-fee'));
      await page.getByText('Express delivery costs £12.').waitFor();
    }));

  it.each([
    ['none-such', 'missing', 'This answer does not exist'],
    ['Not a key!', 'missing', 'This answer does not exist'],
    ['in-doubt', 'withdrawn', 'We are checking this answer'],
  ])('says of %s that it is %s, above what the page’s author put into it', (key, state, sentence) =>
    shown(`<univocal-answer key="${key}"><a href="https://help.example">Help</a></univocal-answer>`, async (page) => {
      await inState(page, state);
      expect(await page.getByRole('status').textContent()).toContain(sentence);
      expect(await page.getByRole('link', { name: 'Help' }).isVisible()).toBe(true);
    }));

  it('keeps an answer with a warning while there is no connection, and has the current one when there is', () =>
    shown('<univocal-answer key="top-up-limit"></univocal-answer>', async (page) => {
      await inState(page, 'shown');
      await page.context().setOffline(true);
      await page.clock.install();
      await page.clock.fastForward(61_000);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await inState(page, 'offline');
      expect(await article(page).textContent()).toContain('Up to £2,000 a day.');
      expect(await page.getByRole('status').textContent()).toContain('no longer be the current answer');
      const limit = site.knowledge.answers.findIndex(({ key }) => key === 'top-up-limit');
      const [before] = site.knowledge.answers.splice(limit, 1);
      try {
        site.knowledge.answers.push({
          key: 'top-up-limit',
          question: 'How much can I top up?',
          texts: { en: 'Up to £900.' },
          version: 2,
        });
        await page.context().setOffline(false);
        await page.getByText('Up to £900.').waitFor();
        expect(await article(page).getAttribute('data-version')).toBe('2');
      } finally {
        site.knowledge.answers.pop();
        if (before) site.knowledge.answers.push(before);
      }
    }));

  it('says nothing to a site that is not on the list', async () => {
    site.write('<univocal-answer key="top-up-limit"><a href="https://help.example">Help</a></univocal-answer>');
    await site.visit(site.refused, async (page) => {
      await inState(page, 'offline');
      expect(await page.getByRole('link', { name: 'Help' }).isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
      expect(await article(page).count()).toBe(0);
    });
    const { statusCode } = await site.service.inject({
      url: '/elements/answer/top-up-limit',
      headers: { origin: 'https://evil.example' },
    });
    expect(statusCode).toBe(403);
  });
});

describe('what is served', () => {
  const get = (url: string, headers: Record<string, string> = {}) => site.service.inject({ url, headers });

  it('is a script that may be kept for minutes under the short address, and for good under the one that names its content', async () => {
    const short = await get('/univocal.js');
    expect(short.headers['cache-control']).toBe('public, max-age=300');
    const paths = [...short.body.matchAll(/'\.(\/elements\/[^']+)'/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const { headers, statusCode } = await get(path);
      expect([path, statusCode, headers['cache-control']]).toEqual([path, 200, 'public, max-age=31536000, immutable']);
      expect(headers['access-control-allow-origin']).toBe('*');
    }
    const old = await get((paths[0] ?? '').replace(/[0-9a-f]{16}/, '0'.repeat(16)));
    expect([old.statusCode, old.headers['cache-control']]).toEqual([200, 'public, max-age=300']);
    expect((await get('/elements/0/..%2f..%2fpackage.json')).statusCode).toBe(404);
  });

  it('weighs a few kilobytes, all scripts together', async () => {
    const entry = await get('/univocal.js');
    const folder = /'\.(\/elements\/[0-9a-f]+)\//.exec(entry.body)?.[1] ?? '';
    const names = [...entry.body.matchAll(/([\w.-]+\.js)'/g)].map(([, name]) => name ?? '');
    let bytes = 0;
    for (const name of new Set([...names, 'shared.css.js', 'chat.css.js', 'answer.css.js', 'words.js'])) {
      const { rawPayload, headers, statusCode } = await get(`${folder}/${name}`, { 'accept-encoding': 'gzip, br' });
      expect([name, statusCode, headers['content-encoding']]).toEqual([name, 200, 'gzip']);
      expect(gunzipSync(rawPayload).length).toBeGreaterThan(rawPayload.length / 2);
      bytes += rawPayload.length;
    }
    process.stdout.write(`both elements, compressed: ${bytes} bytes\n`);
    expect(bytes).toBeLessThan(16_384);
  });

  it('is the same answer for every reader, which is not sent twice to one who has it', async () => {
    const first = await get('/elements/answer/top-up-limit?locale=en');
    const second = await get('/elements/answer/top-up-limit?locale=en', { authorization: 'Bearer somebody' });
    expect(second.body).toBe(first.body);
    expect(first.headers['cache-control']).toBe('no-cache');
    const etag = String(first.headers.etag);
    expect((await get('/elements/answer/top-up-limit?locale=en', { 'if-none-match': etag })).statusCode).toBe(304);
  });

  it('is a demo page that is valid HTML and shows an answer of the organisation’s own when none is named', async () => {
    const { body, headers } = await get('/elements?locale=de');
    const { results } = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(body);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
    expect(body).toContain('<univocal-answer key="card-delivery-estimate" lang="de">');
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });
});
