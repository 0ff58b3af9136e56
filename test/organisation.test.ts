import { load } from 'cheerio';
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { chatPageRoutes } from '../bots/chat-page/chat-page-routes.js';
import { readConfig } from '../src/platform/config.js';
import { larkhaven } from './support/larkhaven-sample.js';
import { sampleApi } from './support/sample-api.js';
import { webServer } from './support/web-server.js';

const pages = [
  '/help',
  '/help?locale=ar',
  '/help/card-arrival',
  '/help/search?q=card',
  '/help/none',
  '/agent',
  '/sign-in',
];

describe('whose service it is', () => {
  it.each([
    ['the demo bank’s', {}, 'Larkhaven Bank', true],
    ['whose name is set', { ORGANISATION_NAME: ' Sand & Söhne ' }, 'Sand & Söhne', false],
    ['whose name is set, without the demo', { ORGANISATION_NAME: 'Sand', SEED: 'none' }, 'Sand', false],
    ['nobody’s, rather than a wrong one', { SEED: 'none' }, null, false],
  ])('is %s', (_, environment, name, isDemo) => {
    expect(readConfig(environment).organisation).toEqual({ name, isDemo });
  });

  it.each(['A "B"', 'A <b>', 'A\nB', 'A'.repeat(81)])('is no name that could be read as more: %j', (name) => {
    expect(() => readConfig({ ORGANISATION_NAME: name })).toThrow('ORGANISATION_NAME');
  });

  it('is the sender of mails, unless that has a name of its own', () => {
    const sender = (environment: Record<string, string>) => readConfig(environment).mailFrom;
    expect(sender({})).toBe('Larkhaven Bank <help@larkhaven.example>');
    expect(sender({ ORGANISATION_NAME: 'Sand', MAIL_FROM: 'help@sand.example' })).toBe('Sand <help@sand.example>');
    expect(sender({ ORGANISATION_NAME: 'Sand', MAIL_FROM: 'Help <help@sand.example>' })).toBe(
      'Help <help@sand.example>',
    );
    expect(sender({ SEED: 'none', MAIL_FROM: 'help@sand.example' })).toBe('help@sand.example');
  });
});

describe('the organisation’s name', () => {
  it('stands on every page, in the feed and in the structured data, and the demo’s nowhere', async () => {
    const server = await webServer(
      sampleApi(larkhaven),
      readConfig({ ORGANISATION_NAME: 'Sand & Söhne' }).organisation,
    );
    const get = async (url: string) => (await server.inject({ url, headers: { 'x-test-user': 'jamal' } })).body;
    for (const page of pages) {
      const body = await get(page);
      const $ = load(body);
      expect($('title').text(), page).toMatch(/ · Sand & Söhne$/);
      expect($('.brand bdi').text().trim(), page).toBe('Sand & Söhne');
      expect(body, page).not.toContain('Larkhaven Bank');
    }
    const feed = load(await get('/help/changes.rss'), { xml: true });
    expect(feed('channel > title').text()).toBe('What has changed · Sand & Söhne');
    const data = JSON.parse(load(await get('/help/card-arrival'))('script[type="application/ld+json"]').text());
    expect(data.publisher).toEqual({ '@type': 'Organization', name: 'Sand & Söhne' });
    await server.close();
  });

  it('is left out where it is not known', async () => {
    const nobody = readConfig({ SEED: 'none' }).organisation;
    const server = await webServer(sampleApi(larkhaven), nobody);
    const $ = load((await server.inject({ url: '/help/card-arrival' })).body);
    expect($('title').text()).toBe('Where is my new card');
    expect($('.brand-name').text().trim()).toBe('Help centre');
    expect(JSON.parse($('script[type="application/ld+json"]').text())).not.toHaveProperty('publisher');
    await server.close();
  });

  it.each([
    ['Sand', 'Chat with us · Sand', 0],
    [undefined, 'Chat with us · Larkhaven Bank', 1],
  ])('stands on the page of the chat: %s', async (name, title, footers) => {
    const server = fastify();
    await server.register(chatPageRoutes(readConfig(name ? { ORGANISATION_NAME: name } : {}).organisation));
    const $ = load((await server.inject({ url: '/chat?locale=en' })).body);
    expect([$('title').text(), $('footer').length]).toEqual([title, footers]);
    await server.close();
  });
});
