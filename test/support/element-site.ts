import type { AddressInfo } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ConversationStore } from '../../bots/conversation/conversation-store.js';
import { systemClock } from '../../src/platform/clock.js';
import { type BotKnowledge, smallBank } from './bot-knowledge.js';
import { botServer } from './bot-server.js';
import { openBrowser } from './browser.js';
import { conversationDatabase } from './conversation-database.js';

/** Another organisation's web site that holds our elements, and the service they come from. */
export interface ElementSite {
  readonly knowledge: BotKnowledge;
  readonly service: FastifyInstance;
  readonly conversations: ConversationStore;
  /** Where the service is. */
  readonly home: string;
  /** The other site, under the name that the service allows, and under one that it does not. */
  readonly allowed: string;
  readonly refused: string;
  /** What the site's page holds from now on, and in which language it says it is. */
  write(body: string, lang?: string): void;
  /** Opens a page and hands it to `work` with all that it complained of. */
  visit(
    address: string,
    work: (page: Page, complaints: string[]) => Promise<void>,
    options?: BrowserContextOptions,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Starts both, and a browser. The other site's policy allows scripts by nonce, our address to connect to, and nothing else. */
export async function elementSite(): Promise<ElementSite> {
  const knowledge = { ...smallBank(), redirects: { 'old-limit': 'top-up-limit' }, withdrawn: ['in-doubt'] };
  const [database, browser] = await Promise.all([conversationDatabase(), openBrowser()]);
  let page = { body: '', lang: 'en', home: '' };
  const other = fastify();
  other.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy(page.home)).send(documentOf(page)),
  );
  await other.listen({ port: 0, host: '0.0.0.0' });
  const { port } = other.server.address() as AddressInfo;
  const allowed = `http://127.0.0.1:${port}`;
  const conversations = database.node(systemClock);
  const service = await botServer({
    conversations,
    clock: systemClock,
    knowledge,
    allowedOrigins: [allowed],
    limits: { tokensAMinute: 1_000 },
  });
  await service.listen({ port: 0, host: '127.0.0.1' });
  const home = `http://127.0.0.1:${(service.server.address() as AddressInfo).port}`;
  page = { ...page, home };
  return {
    knowledge,
    service,
    conversations,
    home,
    allowed,
    refused: `http://localhost:${port}`,
    write: (body, lang = 'en') => {
      page = { body, lang, home };
    },
    visit: (address, work, options = {}) => visit(browser, address, { work, options }),
    close: async () => {
      await browser.close();
      await Promise.all([service.close(), other.close()]);
      await database.close();
    },
  };
}

const nonce = 'bm9uY2Utb2YtdGhlLW90aGVy';

function policy(home: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    'img-src data:',
    `connect-src ${home} ${home.replace('http', 'ws')}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function documentOf({
  body,
  lang,
  home,
}: {
  readonly body: string;
  readonly lang: string;
  readonly home: string;
}): string {
  return `<!doctype html><html lang="${lang}"><head><title>Another site</title><link rel="icon" href="data:,">
<script type="module" nonce="${nonce}" src="${home}/univocal.js"></script></head><body><main><h1>Another site</h1>${body}</main></body></html>`;
}

async function visit(
  browser: Browser,
  address: string,
  {
    work,
    options,
  }: {
    readonly work: (page: Page, complaints: string[]) => Promise<void>;
    readonly options: BrowserContextOptions;
  },
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  try {
    await page.goto(address);
    await work(page, complaints);
  } finally {
    await context.close();
  }
}
