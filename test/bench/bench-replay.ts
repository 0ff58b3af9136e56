import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { system } from '../../src/access/index.js';
import { type App, createApp } from '../../src/app.js';
import { recordInquiry, type Replay, replayWindow } from '../../src/demand/index.js';
import { addToRelease, createRelease } from '../../src/knowledge/index.js';
import { readConfig } from '../../src/platform/config.js';
import { homeOf, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { createLog } from '../../src/platform/log.js';
import { percentile } from './measures.js';

/**
 * How long a release takes to be replayed: records the questions of files in the log of a service of its own with the demo bank, then asks all of them
 * again of a release that gives phrasings to other answers. Training its model is measured apart.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { questions: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '5' } },
});
if (positionals.length === 0 || !positionals.every((file) => existsSync(file))) {
  process.stderr.write('Usage: npm run bench:replay -- FILE.jsonl …   (rows of {"text"})\n');
  process.exit(2);
}
const recordersAtOnce = 8;
const release = 'bench-replay';
/** What the release adds: enough to change what the model makes of many questions. */
const changes = [
  { answer: 'change-pin', add: ['pin stuff', 'the number for my card', 'get a new number', 'number of my card'] },
  { answer: 'card-arrival', add: ['where is it', 'is it on its way', 'still waiting', 'nothing came'] },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'univocal-bench-'));
const postgres = await startEmbeddedPostgres(join(folder, 'database'));
try {
  await bench();
} finally {
  await postgres.stop();
  for (const used of [homeOf(join(folder, 'database')), folder]) rmSync(used, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  const environment = {
    DATABASE_URL: postgres.url,
    DATA_DIR: join(folder, 'service'),
    PORT: '0',
    ROLES: 'api,worker',
    LOG_LEVEL: 'error',
    NODE_ENV: 'test',
  };
  const app = await createApp(readConfig(environment), { log: createLog('error') });
  try {
    await app.caughtUp();
    const texts = questionsOf(positionals).slice(0, Number(values.questions));
    print('recorded', `${texts.length} questions in ${await seconds(() => recordAll(app, texts))} s`);
    await gather(app);
    const after = await app.services.releasePreviews.state(release);
    const asker = { locale: 'en', audience: 'PUBLIC' } as const;
    print('training of the release’s model', `${await seconds(() => app.services.modelsOfThen(after, asker))} s`);
    await rounds(app, after);
  } finally {
    await app.close();
  }
}

async function rounds(app: App, after: Parameters<typeof replayWindow>[1]['after']): Promise<void> {
  const ctx = { ...app.services, actor: system };
  const states = { before: app.services.snapshots.current(), after };
  const window = { locale: 'en', from: new Date(0), to: new Date(Date.now() + 1_000), sample: 20_000, examples: 5 };
  const stalls = monitorEventLoopDelay({ resolution: 2 });
  const times: number[] = [];
  const cpu: number[] = [];
  let replay: Replay | null = null;
  for (let round = 0; round < Number(values.rounds); round += 1) {
    stalls.enable();
    const begin = performance.now();
    const used = process.cpuUsage();
    replay = await replayWindow(ctx, states, window);
    times.push((performance.now() - begin) / 1_000);
    const { user, system: kernel } = process.cpuUsage(used);
    cpu.push((user + kernel) / 1e6);
    stalls.disable();
  }
  const at = (share: number) => `${percentile(times, share).toFixed(2)} s`;
  print('replay, first / median / slowest', `${(times[0] ?? 0).toFixed(2)} s / ${at(50)} / ${at(100)}`);
  print('CPU of it, median', `${percentile(cpu, 50).toFixed(2)} s`);
  print('load of the machine (1 min)', (loadavg()[0] ?? 0).toFixed(1));
  print('event loop held up, p99 / longest', `${stalls.percentile(99) / 1e6} ms / ${stalls.max / 1e6} ms`);
  print('questions / different ones', `${replay?.questions} / ${replay?.distinct}`);
  for (const { class: name, count } of replay?.classes ?? []) print(`  ${name}`, String(count));
}

function questionsOf(files: readonly string[]): readonly string[] {
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

async function recordAll(app: App, texts: readonly string[]): Promise<void> {
  const { services } = app;
  const ctx = { ...services, snapshot: services.snapshots.current(), actor: system };
  const asked = { channel: 'webchat', locale: 'en', audience: 'PUBLIC', scope: {} } as const;
  const queue = [...texts];
  const recorder = async () => {
    for (let question = queue.pop(); question; question = queue.pop())
      await recordInquiry(ctx, { ...asked, question, previousAnswers: [], conversation: null, turn: null });
  };
  await Promise.all(Array.from({ length: recordersAtOnce }, recorder));
}

async function gather(app: App): Promise<void> {
  const ctx = { ...app.services, actor: system };
  let { edit } = await createRelease(ctx, { key: release, name: 'Replayed' });
  for (const { answer, add } of changes) {
    const item = { kind: 'PHRASINGS', answer, locale: 'en', add, remove: [] } as const;
    const outcome = await addToRelease(ctx, { key: release, expectedEdit: edit, item });
    if (outcome.outcome === 'changed') edit = outcome.release.edit;
  }
}

async function seconds(work: () => Promise<unknown>): Promise<string> {
  const begin = performance.now();
  await work();
  return ((performance.now() - begin) / 1_000).toFixed(2);
}

function print(name: string, figure: string): void {
  process.stdout.write(`${name.padEnd(40)}${figure}\n`);
}
