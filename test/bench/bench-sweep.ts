import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadTemplates } from '../../seed/load-templates.js';
import { system } from '../../src/access/index.js';
import type { App } from '../../src/app.js';
import { saveTemplate } from '../../src/channels/index.js';
import { homeOf, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { type Ask, newBank, signIn, startService } from './bank-service.js';
import { hotFact } from './large-bank.js';
import { percentile } from './measures.js';

/**
 * How long a sweep over a large bank and the six governed channels takes: the first time, when every cell is asked, and again with nothing changed.
 * Starts a PostgreSQL and a service of its own. What the process holds is read after a collection, at the quarters of the first sweep, to see whether
 * it grows with the cells. Then how long after a publication the channels have been asked about what it changed.
 */
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '1000,10000' }, publications: { type: 'string', default: '20' } },
});
const publications = Number(values.publications);
/** So many answers show the fact that is published. */
const uses = 20;
const learned = 1_000;
const channels = 6;
const folder = mkdtempSync(join(tmpdir(), 'univocal-bench-'));
const postgres = await startEmbeddedPostgres(join(folder, 'database'));
try {
  for (const answers of values.sizes.split(',').map(Number)) await measure(answers);
} finally {
  await postgres.stop();
  for (const used of [homeOf(join(folder, 'database')), folder]) rmSync(used, { recursive: true, force: true });
}

async function measure(answers: number): Promise<void> {
  const url = await newBank(postgres.url, { answers, uses });
  const app = await startService({ url, dataDir: join(folder, `service-${answers}`) }, learned);
  try {
    await saveReplyTemplate(app);
    const reviewer = await signIn(app, 'reviewer');
    await app.caughtUp();
    report(answers, 'first time', await sweep(reviewer));
    report(answers, 'unchanged', await sweep(reviewer));
    await measureRechecks(app, reviewer);
  } finally {
    await app.close();
  }
}

/** Without it the e-mail channel can say nothing. */
async function saveReplyTemplate({ services }: App): Promise<void> {
  const template = loadTemplates().find(({ key, locale }) => key === 'reply-to-question' && locale === 'en');
  if (template) await saveTemplate({ ...services, actor: system }, template);
}

interface Swept {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly cells: number;
  /** Used heap and resident memory in MB, at each quarter of the cells. */
  readonly heldMb: readonly (readonly [number, number])[];
  readonly states: string;
}

interface Progress {
  readonly sweep: {
    readonly state: string;
    readonly cellsDone: number;
    readonly cellsTotal: number;
    readonly failure: string | null;
  };
}

async function sweep(reviewer: Ask): Promise<Swept> {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const { runSweep } = await reviewer<{ runSweep: { id: string } }>('mutation { runSweep { id } }');
  const heldMb: (readonly [number, number])[] = [];
  for (;;) {
    const { sweep: seen } = await reviewer<Progress>(
      'query ($id: ID!) { sweep(id: $id) { state cellsDone cellsTotal failure } }',
      { id: runSweep.id },
    );
    if (seen.state === 'FAILED') throw new Error(seen.failure ?? 'the sweep failed');
    if (seen.cellsTotal > 0 && seen.cellsDone >= (seen.cellsTotal * (heldMb.length + 1)) / 4) heldMb.push(held());
    if (seen.state === 'DONE') {
      const { user, system } = process.cpuUsage(cpu);
      return {
        seconds: (performance.now() - begun) / 1_000,
        cpuSeconds: (user + system) / 1e6,
        cells: seen.cellsDone,
        heldMb,
        states: await statesOf(reviewer, runSweep.id),
      };
    }
    await pause(250);
  }
}

/** How many cells are in which state: a sweep of errors would be a quick one. */
async function statesOf(reviewer: Ask, id: string): Promise<string> {
  const names = ['SAME', 'CONTRADICTS', 'INCOMPLETE', 'EXTRA', 'UNRELATED', 'NO_ANSWER', 'ERROR', 'NOT_APPLICABLE'];
  const counts: string[] = [];
  for (const state of names) {
    const { observations } = await reviewer<{ observations: { totalCount: number } }>(
      'query ($sweep: ID!, $states: [CellState!]) { observations(sweep: $sweep, state: $states, first: 1) { totalCount } }',
      { sweep: id, states: [state] },
    );
    if (observations.totalCount > 0) counts.push(`${observations.totalCount} ${state}`);
  }
  return counts.join(', ');
}

/** From the publication of a fact until the sweep that it starts has ended, findings and all. */
async function measureRechecks(app: App, reviewer: Ask): Promise<void> {
  const editor = await signIn(app, 'editor');
  const seconds: number[] = [];
  for (let round = 0; round < publications; round += 1) {
    const { stateFact } = await editor<{ stateFact: { statement: string } }>(
      `mutation ($value: String!) { stateFact(input: { key: "${hotFact}", value: $value, source: "Tariff" }) { ... on FactStated { statement } } }`,
      { value: `GBP ${1_000 + round}.50` },
    );
    const begun = performance.now();
    const { publishFact } = await reviewer<{ publishFact: { snapshotSequence: number } }>(
      'mutation ($statement: ID!) { publishFact(statement: $statement) { ... on FactPublished { snapshotSequence } } }',
      { statement: stateFact.statement },
    );
    await recheckDone(app, publishFact.snapshotSequence);
    seconds.push((performance.now() - begun) / 1_000);
  }
  const figures = [50, 95, 99].map((share) => `${percentile(seconds, share).toFixed(2)} s`).join(' / ');
  process.stdout.write(
    `published to asked anew, ${uses} answers × ${channels} channels, p50 / p95 / p99: ${figures}\n`,
  );
}

async function recheckDone({ db }: App, snapshotSequence: number): Promise<void> {
  for (;;) {
    const sweeps = await db
      .selectFrom('sweep')
      .select('state')
      .where('snapshot_sequence', '=', snapshotSequence)
      .execute();
    if (sweeps.some(({ state }) => state === 'FAILED')) throw new Error('the sweep failed');
    if (sweeps.length > 0 && sweeps.every(({ state }) => state === 'DONE')) return;
    await pause(20);
  }
}

function held(): readonly [number, number] {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return [heapUsed / 2 ** 20, rss / 2 ** 20];
}

function report(answers: number, name: string, { seconds, cpuSeconds, cells, heldMb, states }: Swept): void {
  const held = heldMb.map(([heap, rss]) => `${heap.toFixed(0)}/${rss.toFixed(0)}`).join(' ');
  process.stdout.write(
    `${answers} questions × ${channels} channels, ${name}: ${seconds.toFixed(1)} s, ${((1_000 * seconds) / cells).toFixed(2)} ms a cell ` +
      `(${cpuSeconds.toFixed(1)} s CPU of this process); heap/resident at the quarters ${held} MB; ${states}\n`,
  );
}
