import { system } from '../access/index.js';
import { type CurrentSynonyms, mineSynonyms, searchDocuments, type SearchEngine } from '../search/index.js';
import { type GateRule, judgeReleases, publishDueReleases, strikeDate, type Snapshots } from '../knowledge/index.js';
import { type Models, prepareExactPhrasings, type Train, trainModels } from '../matching/index.js';
import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import { keepMonths } from '../platform/database/month-partitions.js';
import { follow } from '../platform/follow.js';
import type { Log } from '../platform/log.js';
import type { News } from '../platform/news.js';
import { listen } from '../platform/notifications.js';

/** How this node keeps up with what is published. */
export interface PublishedFollower {
  /** Resolves when models and index stand for the current snapshot, as far as this process makes them. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

interface FollowContext {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly snapshots: Snapshots;
  readonly models: Models;
  readonly search: SearchEngine;
  readonly synonyms: CurrentSynonyms;
  readonly train: Train;
  readonly news: News;
  readonly sourceLocale: string;
  readonly gateRules: readonly GateRule[];
  readonly releaseRules: readonly GateRule[];
  readonly markdownProblems: (body: string) => readonly string[];
  /** Whether this process also trains, indexes and strikes dates, or only follows those that do. */
  readonly work: boolean;
}

const slowPollMs = 2_000;
const dateCheckMs = 500;
const miningMs = 3_600_000;
/** Searches are kept for 13 months: a year, and the same month of it again. */
const searchesKeptDays = 395;

/** Follows the switches: told by NOTIFY, and by a slow poll in case a notification was lost. */
export function followPublished(ctx: FollowContext): PublishedFollower {
  const state = follow('published state', ctx.log, async () => {
    await ctx.snapshots.refresh();
    await prepareExactPhrasings(ctx.snapshots.current());
    await ctx.models.refresh();
    await ctx.synonyms.refresh(ctx.snapshots.current().knownAt);
    indexed.nudge();
    derived.nudge();
    waiting.nudge();
  });
  // Two followers: a search engine that is slow or lost must not keep questions from the models of what is published.
  const indexed = follow('search index', ctx.log, () => (ctx.work ? index(ctx) : Promise.resolve()));
  const derived = follow('models', ctx.log, () => (ctx.work ? train(ctx) : Promise.resolve()));
  const waiting = follow('releases that wait', ctx.log, () => (ctx.work ? judgeReleases(ctx) : Promise.resolve()));
  const mining = follow('synonyms in searches', ctx.log, () => learnFromSearches(ctx));
  const due = follow('releases that are due', ctx.log, () => publishDueReleases(ctx));
  const heard = () => {
    ctx.news.tell();
    state.nudge();
  };
  const ear = listen(ctx.databaseUrl, 'univocal', ctx.log, heard);
  const timers = [setInterval(heard, slowPollMs)];
  if (ctx.work)
    timers.push(
      setInterval(() => void strike(ctx), dateCheckMs),
      setInterval(() => due.nudge(), dateCheckMs),
      setInterval(() => mining.nudge(), miningMs),
    );
  return {
    caughtUp: async () => {
      state.nudge();
      await state.idle();
      await indexed.idle();
      await derived.idle();
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await ear.close();
      await state.close();
      await indexed.close();
      await derived.close();
      await waiting.close();
      await mining.close();
      await due.close();
    },
  };
}

async function index(ctx: FollowContext): Promise<void> {
  const snapshot = ctx.snapshots.current();
  if (snapshot.sequence === 0) return;
  const synonyms = await ctx.synonyms.refresh(snapshot.knownAt);
  await ctx.search.index({ sequence: snapshot.sequence, documents: searchDocuments(snapshot), synonyms });
}

async function train(ctx: FollowContext): Promise<void> {
  const snapshot = ctx.snapshots.current();
  if (snapshot.sequence > 0 && (await trainModels(ctx, snapshot)) > 0) await ctx.models.refresh();
}

async function learnFromSearches(ctx: FollowContext): Promise<void> {
  await keepMonths(ctx, 'search_event', searchesKeptDays);
  await mineSynonyms({ ...ctx, actor: system });
}

async function strike(ctx: FollowContext): Promise<void> {
  try {
    await strikeDate(ctx, ctx.snapshots.current());
  } catch (error) {
    ctx.log.warn({ reason: (error as Error).message }, 'an effective date could not be struck and is tried again');
  }
}
