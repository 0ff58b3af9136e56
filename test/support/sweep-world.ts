import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationsOver } from '../../schema/operations/run-operation.js';
import { createTeam, staff, system } from '../../src/access/index.js';
import { checkMarkdown, limitsOf, registerObservedChannel } from '../../src/channels/index.js';
import {
  type Finding,
  type Observation,
  observationsOf,
  pageOfFindings,
  runSweep,
  type Sweep,
  startSweep,
  sweepById,
} from '../../src/consistency/index.js';
import {
  addPhrasings,
  approveDraft,
  createAnswer,
  createFact,
  createTopic,
  draftAnswer,
  openSnapshots,
  publishAnswer,
  publishFact,
  requestReview,
  type Snapshots,
  stateFact,
} from '../../src/knowledge/index.js';
import { type ManualClock, manualClock } from '../../src/platform/clock.js';
import type { Database } from '../../src/platform/database/database.js';
import { AppError } from '../../src/platform/errors.js';
import { createLog } from '../../src/platform/log.js';
import { openSigningKey, type SigningKey } from '../../src/receipts/index.js';
import { openTestDatabase } from './test-database.js';

/** A site that a test writes, page by page, and counts the visits of. */
export interface ObservedSite {
  readonly url: string;
  /** By path; a page that is not there answers 404. */
  readonly pages: Map<string, string>;
  /** By path; goes before a page of that path. */
  readonly routes: Map<string, RequestListener>;
  /** Every path that was asked for, in order. */
  readonly visits: string[];
  close(): Promise<void>;
}

/** An organisation with one team and topic, and the channels that are looked at: a site and a phone script. */
export interface SweepWorld {
  readonly db: Database;
  /** Of its database, for a service beside it. */
  readonly url: string;
  readonly clock: ManualClock;
  readonly site: ObservedSite;
  readonly snapshots: Snapshots;
  readonly signingKey: SigningKey;
  readonly sourceLocale: string;
  addressOf(key: string): string;
  /** Publishes an answer that customers ask for by its key. */
  publish(answer: {
    readonly key: string;
    readonly question: string;
    readonly body: string;
    readonly mustSay?: readonly string[];
  }): Promise<void>;
  /** Publishes what a fact of money is from now on. */
  state(fact: string, value: string): Promise<void>;
  /** Says on which anchor of the site's page /faq.html a question is answered. */
  mapSite(anchors: Readonly<Record<string, string>>, recheckAfterHours?: number): Promise<void>;
  mapScript(path: string, sections: Readonly<Record<string, string>>): Promise<void>;
  writeScript(name: string, text: string): void;
  /** A sweep over everything, or over some channels. */
  start(channels?: readonly string[]): Promise<number>;
  run(id: number): Promise<Sweep>;
  /** Starts and runs a sweep, a day after the last. */
  sweep(): Promise<Sweep>;
  cells(sweep: Sweep): Promise<readonly Observation[]>;
  findings(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

const day = 86_400_000;
const editor = staff({ key: 'editor', name: 'Eda Editor', role: 'EDITOR', team: 'care' });
const reviewer = staff({ key: 'reviewer', name: 'Rae Reviewer', role: 'REVIEWER', team: 'care' });

/** Opens the world on a database of its own. */
export async function openSweepWorld(): Promise<SweepWorld> {
  const database = await openTestDatabase();
  const { db } = database;
  const clock = manualClock(new Date('2026-11-01T09:00:00Z'));
  const log = createLog('silent');
  const site = await openSite();
  const folder = mkdtempSync(join(tmpdir(), 'univocal-sweep-'));
  const asked = { db, clock, sourceLocale: 'en', markdownProblems: checkMarkdown, gateRules: [] };
  await createTeam({ ...asked, actor: system }, { key: 'care', name: 'Care', email: 'care@example.org' });
  await createTopic(
    { ...asked, actor: system },
    {
      key: 'service',
      name: 'Service',
      parentKey: null,
      ownerTeam: 'care',
      authorityTeam: 'care',
      demandClass: 'SELF_SERVE',
      serviceLevelHours: 8,
    },
  );
  const snapshots = await openSnapshots({ db, log, sourceLocale: 'en' });
  const context = {
    ...asked,
    log,
    snapshots,
    models: { for: () => null },
    judge: null,
    signingKey: await openSigningKey({ db, clock }),
    addressOf: (key: string) => `https://bank.example/help/${key}`,
    environment: {
      baseUrl: 'http://127.0.0.1:9',
      run: operationsOver(() => Promise.reject(new AppError('UNAVAILABLE', 'Observed channels ask no API.'))),
      readPage: () => Promise.reject(new AppError('UNAVAILABLE', 'Observed channels have no help pages.')),
      channelKeys: {},
      talk: () => () => Promise.reject(new AppError('UNAVAILABLE', 'Observed channels hold no conversation.')),
      hasOpenWebhook: true,
      renderReply: () => Promise.reject(new AppError('UNAVAILABLE', 'Observed channels send no mail.')),
      observed: { site: site.url, allowedHosts: [new URL(site.url).host], folder },
      userAgent: 'UnivocalChecker/0.1 (+https://bank.example)',
    },
  };
  const observed = { mode: 'OBSERVED', audience: 'PUBLIC', locales: ['en'] } as const;
  const world: SweepWorld = {
    db,
    url: database.url,
    clock,
    site,
    snapshots,
    signingKey: context.signingKey,
    sourceLocale: 'en',
    addressOf: context.addressOf,
    state: async (key, value) => {
      clock.advance(1_000);
      const known = await db.selectFrom('fact').select('id').where('key', '=', key).executeTakeFirst();
      if (!known) await createFact({ ...asked, actor: system }, { key, type: 'MONEY', name: key, ownerTeam: 'care' });
      const stated = await stateFact({ ...asked, actor: editor }, { key, value, source: 'Tariff' });
      if (stated.outcome !== 'stated') throw new Error(`${key} was not stated`);
      await publishFact({ ...asked, actor: reviewer }, stated.statementId);
      await snapshots.refresh();
    },
    publish: async ({ key, question, body, mustSay = [] }) => {
      clock.advance(1_000);
      const known = await db.selectFrom('answer').select('id').where('key', '=', key).executeTakeFirst();
      if (!known)
        await createAnswer(
          { ...asked, actor: system },
          { key, topic: 'service', audience: 'PUBLIC', scope: {}, mustSay, related: [] },
        );
      const drafted = await draftAnswer(
        { ...asked, actor: editor },
        { key, question, title: question, body, short: body, changeNote: 'Written.', significance: 'MAJOR' },
      );
      const edit = drafted.outcome === 'saved' ? drafted.draft.edit : 0;
      await requestReview({ ...asked, actor: editor }, { key, expectedEdit: edit });
      await approveDraft({ ...asked, actor: reviewer }, { key, expectedEdit: edit + 1 });
      const published = await publishAnswer({ ...asked, actor: reviewer }, { key, expectedEdit: edit + 2 });
      if (published.outcome !== 'published') throw new Error(`${key} was not published: ${JSON.stringify(published)}`);
      if (!known) await addPhrasings({ ...asked, actor: editor }, { key, locale: 'en', texts: [question] });
      await snapshots.refresh();
    },
    mapSite: (anchors, recheckAfterHours) => {
      const pages = Object.fromEntries(
        Object.entries(anchors).map(([key, anchor]) => [key, { page: 'faq.html', anchor }]),
      );
      return registerObservedChannel(
        { db, clock, actor: system },
        { ...observed, key: 'faq', name: 'Old FAQ', kind: 'web-page', limits: limitsOf['web-page'] },
        { kind: 'web-page', base: '', pages, recheckAfterHours },
        1,
      );
    },
    mapScript: (path, sections) =>
      registerObservedChannel(
        { db, clock, actor: system },
        { ...observed, key: 'script', name: 'Phone script', kind: 'file', limits: limitsOf.file },
        { kind: 'file', path, sections },
        2,
      ),
    writeScript: (name, text) => writeFileSync(join(folder, name), text),
    start: (channels) =>
      db
        .transaction()
        .execute((tx) =>
          startSweep(tx, clock, system, { answers: null, channels: channels ?? null, snapshotSequence: null }),
        ),
    run: async (id) => {
      await runSweep(context, id);
      return (await sweepById(db, id)) as Sweep;
    },
    sweep: async () => {
      clock.advance(day);
      return world.run(await world.start());
    },
    cells: (sweep) => observationsOf(db, sweep.id),
    findings: async () =>
      (await pageOfFindings(db, { states: null, tiers: null, channel: null }, { limit: 100, offset: 0 })).rows,
    close: async () => {
      await site.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** Serves pages that a test changes as it goes, on loopback. */
export async function openSite(): Promise<ObservedSite> {
  const pages = new Map<string, string>();
  const routes = new Map<string, RequestListener>();
  const visits: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    visits.push(path);
    const route = routes.get(path);
    if (route) return route(request, response);
    const page = pages.get(path);
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': path.endsWith('.txt') ? 'text/plain' : 'text/html; charset=utf-8',
    });
    response.end(page ?? 'not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages,
    routes,
    visits,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
