import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { fastify } from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.js';
import { demoOrganisation } from '../src/platform/organisation.js';
import { type CaughtMail, mailRoutes, observedSiteRoutes, sessionOf } from '../src/web/index.js';
import { webServer } from './support/web-server.js';

const log = createLog('silent');
const server = await webServer();
afterAll(() => server.close());
const agent = { 'x-test-user': 'jamal' };

describe('the agents’ desk', () => {
  it('is closed without a sign-in, at every address', async () => {
    for (const url of ['/agent', '/agent?q=card', '/agent/card-arrival', '/account']) {
      const reply = await server.inject({ url });
      expect(reply.statusCode).toBe(303);
      expect(reply.headers.location).toBe('/sign-in');
      expect(reply.body).not.toContain('card');
    }
  });

  it('shows the answer to a question, and all that its words find', async () => {
    const q = 'How long does a new card take to arrive?';
    const { body, headers } = await server.inject({ url: `/agent?${new URLSearchParams({ q })}`, headers: agent });
    const $ = load(body);
    expect($('.best a').text()).toBe(q);
    expect($('.results a')).toHaveLength(1);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('says so when no answer fits, and still searches', async () => {
    const $ = load((await server.inject({ url: '/agent?q=card', headers: agent })).body);
    expect($('.notice').text()).toContain('No answer fits');
    expect($('.results > li').length).toBeGreaterThan(1);
  });

  it('marks what is for staff only', async () => {
    const $ = load((await server.inject({ url: '/agent?q=goodwill', headers: agent })).body);
    expect($('.results .tag').text()).toBe('Staff only');
  });

  it('gives an answer in the form of each channel, with its version and receipt', async () => {
    const $ = load((await server.inject({ url: '/agent/card-delivery-estimate', headers: agent })).body);
    const channels = $('.rendition').map((_, panel) => panel.attribs['data-channel']);
    expect(channels.get()).toEqual(['agents', 'webchat', 'email', 'social', 'social-reply']);
    const panels = $('.rendition').toArray();
    expect(panels.every(({ attribs }) => attribs['data-version'] === '3' && attribs['data-receipt'])).toBe(true);
    expect($('textarea[readonly]')).toHaveLength(5);
  });

  it('gives an answer for staff in no form that a customer could be sent', async () => {
    const $ = load((await server.inject({ url: '/agent/staff-goodwill-refund', headers: agent })).body);
    expect(
      $('.rendition')
        .map((_, panel) => panel.attribs['data-channel'])
        .get(),
    ).toEqual(['agents']);
    expect($('.notice').text()).toContain('do not read it out');
  });
});

describe('signing in', () => {
  it('is not done by looking at the link, only by pressing the button', async () => {
    const fresh = await webServer();
    for (let look = 0; look < 3; look += 1) {
      const { body } = await fresh.inject({ url: '/sign-in/good-link' });
      expect(load(body)('form[method=post] button').text()).toBe('Sign in as Jamal Whitcombe');
    }
    const pressed = await fresh.inject({ method: 'POST', url: '/sign-in/good-link', headers: form });
    expect(pressed.headers.location).toBe('/agent');
    expect(pressed.headers['set-cookie']).toContain('univocal-session=session-secret');
    expect(pressed.headers['set-cookie']).toContain('HttpOnly; SameSite=Lax');
  });

  it('works once', async () => {
    const fresh = await webServer();
    await fresh.inject({ method: 'POST', url: '/sign-in/good-link' });
    const again = await fresh.inject({ method: 'POST', url: '/sign-in/good-link' });
    expect(again.statusCode).toBe(410);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('gives a program a token instead of a cookie', async () => {
    const fresh = await webServer();
    const headers = { accept: 'application/json' };
    const reply = await fresh.inject({ method: 'POST', url: '/sign-in/good-link', headers });
    expect(reply.json()).toEqual({
      token: 'session-secret',
      name: 'Jamal Whitcombe',
      expiresAt: '2026-11-02T00:00:00.000Z',
    });
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect((await fresh.inject({ method: 'POST', url: '/sign-in/good-link', headers })).statusCode).toBe(410);
  });

  it('is refused when another site posts the form', async () => {
    const fresh = await webServer();
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await fresh.inject({ method: 'POST', url: '/sign-in/good-link', headers })).statusCode).toBe(403);
    expect((await fresh.inject({ url: '/sign-in/good-link' })).statusCode).toBe(200);
  });

  it('ends with signing out', async () => {
    const reply = await server.inject({ method: 'POST', url: '/sign-out', headers: form });
    expect(reply.statusCode).toBe(303);
    expect(reply.headers['set-cookie']).toContain('Thu, 01 Jan 1970');
  });

  it('counts a cookie under the plain name only where cookies cannot be bound to the host', () => {
    const request = { headers: { cookie: 'a=1; univocal-session=planted; __Host-univocal-session=ours' } };
    expect(sessionOf(request, true)).toBe('ours');
    expect(sessionOf(request, false)).toBe('planted');
    expect(sessionOf({ headers: { cookie: 'univocal-session=planted' } }, true)).toBeNull();
    expect(sessionOf({ headers: { cookie: 'univocal-session=%E0%A4' } }, false)).toBeNull();
    expect(sessionOf({ headers: {} }, false)).toBeNull();
  });
});

const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

describe('the stylesheet', () => {
  it('may be kept for a year under the address that pages use, and only there', async () => {
    const path = load((await server.inject({ url: '/help' })).body)('link[rel=stylesheet]').attr('href') ?? '';
    const kept = await server.inject({ url: path });
    expect(kept.headers['cache-control']).toContain('immutable');
    expect((await server.inject({ url: '/assets/univocal.css?v=old' })).headers['cache-control']).toBe('no-cache');
    const again = await server.inject({ url: path, headers: { 'if-none-match': String(kept.headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it('is all that can be reached below its folder', async () => {
    for (const url of ['/assets/', '/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets/none.css']) {
      expect((await server.inject({ url })).statusCode).toBe(404);
    }
  });
});

describe('every page', () => {
  it('forbids inline scripts and styles, and frames from elsewhere', async () => {
    for (const url of ['/help', '/help/card-arrival', '/help/none', '/sign-in', '/agent?q=card']) {
      const policy = String((await server.inject({ url, headers: agent })).headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('says that the bank is fictional', async () => {
    for (const url of ['/help', '/help/none', '/sign-in', '/agent']) {
      const { body } = await server.inject({ url, headers: agent });
      expect(body).toContain('Larkhaven Bank is fictional: a demonstration of Univocal.');
    }
  });
});

describe('caught mail', () => {
  const mail: CaughtMail = {
    id: 'm1',
    from: 'help@larkhaven.example',
    to: ['ana@example.org'],
    subject: '<b>Your card</b>',
    receivedAt: new Date('2026-11-01T10:00:00Z'),
    text: '5 working days',
    html: '<p>5 working days</p><script>alert(1)</script>',
    raw: 'Subject: x\r\n\r\n<script>',
  };

  async function mailServer() {
    const one = fastify();
    one.decorate('organisation', demoOrganisation);
    await one.register(mailRoutes({ caught: () => [mail, { ...mail, id: 'm2', html: null }], timeZone: 'UTC', log }));
    return one;
  }

  it('is listed, and shown with its text part', async () => {
    const one = await mailServer();
    expect(
      load((await one.inject({ url: '/mail' })).body)('.mails a')
        .first()
        .text(),
    ).toBe('<b>Your card</b>');
    const $ = load((await one.inject({ url: '/mail/m1' })).body);
    expect($('.mail-text').text()).toBe('5 working days');
    expect($('iframe').attr('sandbox')).not.toContain('allow-scripts');
    expect($('script')).toHaveLength(0);
  });

  it('shows the HTML part where it can run nothing and load nothing', async () => {
    const reply = await (await mailServer()).inject({ url: '/mail/m1/html' });
    expect(reply.body).toBe(mail.html);
    const policy = String(reply.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox');
    expect(policy).not.toMatch(/allow-scripts|script-src/);
  });

  it('has no page for a mail or a part that is not there', async () => {
    const one = await mailServer();
    expect((await one.inject({ url: '/mail/m3' })).statusCode).toBe(404);
    expect((await one.inject({ url: '/mail/m2/html' })).statusCode).toBe(404);
  });
});

describe('the observed site', () => {
  const parent = mkdtempSync(join(tmpdir(), 'univocal-observed-'));
  const folder = join(parent, 'observed');
  mkdirSync(join(folder, 'faq'), { recursive: true });
  writeFileSync(join(parent, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'faq', 'index.html'), '<h1>FAQ</h1>');
  writeFileSync(join(folder, 'faq', 'card-fees.html'), '<p>£10</p>');
  writeFileSync(join(folder, 'phone-script.md'), '# Greeting');
  writeFileSync(join(folder, 'notes.md'), 'secret');
  afterAll(() => rmSync(parent, { recursive: true }));

  async function site() {
    const one = fastify();
    await one.register(observedSiteRoutes({ folder }));
    return one;
  }

  it('serves the files as they stand', async () => {
    const one = await site();
    expect((await one.inject({ url: '/faq/' })).body).toBe('<h1>FAQ</h1>');
    expect((await one.inject({ url: '/faq/card-fees.html' })).body).toBe('<p>£10</p>');
    const script = await one.inject({ url: '/phone-script.md' });
    expect(script.headers['content-type']).toContain('text/markdown');
    expect((await one.inject({ url: '/faq' })).headers.location).toBe('/faq/');
    expect((await one.inject({ url: '/robots.txt' })).body).toContain('Allow: /');
  });

  it('serves nothing else, by no spelling', async () => {
    const one = await site();
    const others = [
      '/notes.md',
      '/faq/none.html',
      '/faq/../../secret.html',
      '/faq/..%2f..%2fsecret.html',
      '/leaflet.html',
    ];
    for (const url of [...others, '/faq/%2e%2e/notes.md', '/faq/.html', '/faq/a%00.html', '/secret.html']) {
      const reply = await one.inject({ url });
      expect(reply.statusCode).toBe(404);
      expect(reply.body).not.toBe('secret');
    }
  });
});
