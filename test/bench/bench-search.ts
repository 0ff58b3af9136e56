import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import MiniSearch from 'minisearch';
import { seeded } from '../../src/matching/random.js';
import { connectDatabase, type Database } from '../../src/platform/database/database.js';
import { homeOf, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createLog } from '../../src/platform/log.js';
import { postgresEngine, type SearchDocument, type SearchEngine } from '../../src/search/index.js';
import { percentile, withTypos } from './measures.js';

/**
 * How fast the postgres engine finds: by one or two words, by misspelt ones, by whole questions, and while typing. Starts a PostgreSQL of its own
 * with made-up answers (words drawn as in languages, few often and many rarely). Beside it `select 1` on the same connection and MiniSearch in the
 * process, so that figures of a busy machine can be read as ratios.
 */
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '1000,10000' }, rounds: { type: 'string', default: '300' } },
});
const rounds = Number(values.rounds);
const warmUp = 20;
const wordsKnown = 6_000;
const syllables = 'ba ce di fo gu la me ni po ru sa te vi xo ya ra li mo nu se ta ke'.split(' ');

const folder = mkdtempSync(join(tmpdir(), 'univocal-bench-'));
const postgres = await startEmbeddedPostgres(join(folder, 'database'), { durable: false });
try {
  for (const size of values.sizes.split(',').map(Number)) await measure(size);
} finally {
  await postgres.stop();
  for (const used of [homeOf(join(folder, 'database')), folder]) rmSync(used, { recursive: true, force: true });
}

async function measure(size: number): Promise<void> {
  const documents = madeUp(size);
  await onDatabase(`bench_${size}`, async (db) => {
    const engine = postgresEngine(db, { budgetMs: 10_000 });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const cpu = process.cpuUsage();
    delay.enable();
    const indexing = await timed(() => engine.index({ sequence: 1, documents, synonyms: [] }));
    delay.disable();
    const own = process.cpuUsage(cpu);
    await sql`vacuum analyze`.execute(db);
    const changed = documents.map((one, i) => (i === 7 ? { ...one, version: 2, title: 'changed' } : one));
    const changing = await timed(() => engine.index({ sequence: 2, documents: changed, synonyms: [] }));
    const mini = miniSearch(documents);
    console.log(
      `\n${size} answers: indexed in ${(indexing / 1_000).toFixed(1)} s (${((own.user + own.system) / 1e6).toFixed(1)} s CPU of our own, event loop held up for ${(delay.max / 1e6).toFixed(0)} ms at most), one changed answer in ${changing.toFixed(0)} ms`,
    );
    console.log('                     p50     p95     p99 ms   × select 1   MiniSearch p50 / p95 ms');
    const bare = await times(
      Array.from({ length: rounds }, () => 'select 1'),
      () => sql`select 1`.execute(db),
    );
    print('select 1', bare, bare, null);
    for (const [name, texts] of Object.entries(queries(documents)))
      print(
        name,
        await times(texts, (text) => ask(engine, name, text)),
        bare,
        await times(texts, async (text) => mini.search(text, { prefix: true, fuzzy: 0.2 })),
      );
  });
}

function ask(engine: SearchEngine, name: string, text: string): Promise<unknown> {
  if (name === 'typing') return engine.suggest({ text, locale: 'en', audiences: ['PUBLIC'], first: 8 });
  return engine.search({
    text,
    locale: 'en',
    audiences: ['PUBLIC'],
    filters: { topics: [], owners: [], scope: {} },
    match: 'most',
    facets: ['topic'],
    first: 20,
    after: null,
  });
}

function queries(documents: readonly SearchDocument[]): Readonly<Record<string, readonly string[]>> {
  const random = seeded(11);
  const some = Array.from(
    { length: rounds + warmUp },
    () => documents[Math.floor(random() * documents.length)]?.question ?? '',
  );
  const keywords = some.map((question, i) =>
    question
      .split(' ')
      .slice(3, i % 2 === 0 ? 4 : 5)
      .join(' '),
  );
  return {
    keyword: keywords,
    typo: keywords.map((text, i) => withTypos(text, 1, i)),
    question: some.map((question) => `${question} please tell me`),
    typing: some.map((question, i) => question.slice(0, 6 + (i % 14))),
  };
}

function madeUp(size: number): readonly SearchDocument[] {
  const random = seeded(7);
  const words = Array.from({ length: wordsKnown }, (_, i) =>
    Array.from({ length: 2 + (i % 3) }, () => syllables[Math.floor(random() * syllables.length)]).join(''),
  );
  const word = () => words[Math.floor(wordsKnown ** random()) - 1] ?? 'card';
  const text = (length: number) => Array.from({ length }, word).join(' ');
  return Array.from({ length: size }, (_, i) => ({
    answerKey: `answer-${i}`,
    version: 1,
    locale: 'en',
    audience: i % 10 === 0 ? 'STAFF' : 'PUBLIC',
    topics: ['bank', `bank.t${i % 50}`],
    owner: `team-${i % 6}`,
    scope: {},
    question: `how do I ${text(5)}`,
    title: text(4),
    phrasings: Array.from({ length: 8 }, () => text(6)),
    body: text(80),
  }));
}

function miniSearch(documents: readonly SearchDocument[]): MiniSearch {
  const mini = new MiniSearch({ idField: 'answerKey', fields: ['question', 'title', 'said', 'body'] });
  mini.addAll(documents.map((one) => ({ ...one, said: one.phrasings.join('\n') })));
  return mini;
}

async function times(texts: readonly string[], run: (text: string) => Promise<unknown>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (const text of texts) taken.push(await timed(() => run(text)));
  return taken.slice(warmUp);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function print(name: string, taken: readonly number[], bare: readonly number[], mini: readonly number[] | null): void {
  const at = (share: number) => percentile(taken, share).toFixed(2).padStart(8);
  const ratio = (percentile(taken, 50) / percentile(bare, 50)).toFixed(0).padStart(12);
  const other = mini ? `   ${percentile(mini, 50).toFixed(2)} / ${percentile(mini, 95).toFixed(2)}` : '';
  console.log(`${name.padEnd(16)}${at(50)}${at(95)}${at(99)}${ratio}${other}`);
}

async function onDatabase(name: string, use: (db: Database) => Promise<void>): Promise<void> {
  const log = createLog('silent');
  const admin = connectDatabase(postgres.url, log, { max: 1 });
  await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();
  const { db, close } = connectDatabase(Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href, log);
  await migrate(db);
  await use(db);
  await close();
}
