import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { homeOf, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { type Ask, newBank, signIn, startService } from './bank-service.js';
import { type BankSize, hotAnswer, hotFact, type writers } from './large-bank.js';

/**
 * How fast a change of one fact is seen: before it is published as its blast radius, after it on the API. Starts a PostgreSQL and the service of its
 * own, with nothing in them but a made-up bank, first a small one and then one ten times as large. The matcher learns only the first phrasings, because
 * a fact teaches it nothing and learning all would take longer than the rest; `--train` lets it learn all.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    sizes: { type: 'string', default: '1000,10000' },
    train: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const warmUp = 3;
/** So many phrasings the matcher learns without `--train`. */
const learned = 1_000;
const patienceMs = 30_000;
const blastRadiusQuery = `
  query ($statement: ID!) {
    blastRadius(statement: $statement) {
      answers(first: 20) { totalCount nodes { key title } }
      derivedFacts { key }
      channels { key }
      locales embeds renditions templates openCases
      told { customers deliveries }
    }
  }`;
const shownQuery = `{ fact(key: "${hotFact}") { value { written } } answer(key: "${hotAnswer}") { rendition { text } } }`;

/** Milliseconds, one for each round. */
interface Times {
  readonly viewer: number[];
  readonly blastRadius: number[];
  readonly publish: number[];
  readonly live: number[];
}

interface Measured {
  readonly size: BankSize;
  readonly times: Times;
  readonly startMs: number;
  readonly stalls: ReturnType<typeof monitorEventLoopDelay>;
  readonly memory: NodeJS.MemoryUsage;
}

const folder = mkdtempSync(join(tmpdir(), 'univocal-bench-'));
const postgres = await startEmbeddedPostgres(join(folder, 'database'));
try {
  for (const answers of values.sizes.split(',').map(Number)) report(await measure({ answers, uses: answers / 10 }));
} finally {
  await postgres.stop();
  for (const used of [homeOf(join(folder, 'database')), folder]) rmSync(used, { recursive: true, force: true });
}

async function measure(size: BankSize): Promise<Measured> {
  const url = await newBank(postgres.url, size);
  const begun = performance.now();
  const dataDir = join(folder, `service-${size.answers}`);
  const app = await startService({ url, dataDir }, values.train ? 'all' : learned);
  try {
    const startMs = performance.now() - begun;
    const desk = { editor: await signIn(app, 'editor'), reviewer: await signIn(app, 'reviewer') };
    await app.caughtUp();
    const times: Times = { viewer: [], blastRadius: [], publish: [], live: [] };
    for (let round = 0; round < warmUp; round += 1) await changeOnce(desk, size, round);
    const stalls = monitorEventLoopDelay({ resolution: 5 });
    stalls.enable();
    for (let round = warmUp; round < warmUp + rounds; round += 1) {
      const measured = await changeOnce(desk, size, round);
      for (const name of Object.keys(times) as (keyof Times)[]) times[name].push(measured[name]);
    }
    stalls.disable();
    return { size, times, startMs, stalls, memory: process.memoryUsage() };
  } finally {
    await app.close();
  }
}

/** States another value, looks at what it would touch, publishes it, and waits until fact and answer show it. */
async function changeOnce(
  desk: Record<keyof typeof writers, Ask>,
  { uses }: BankSize,
  round: number,
): Promise<Record<keyof Times, number>> {
  const amount = `${1_000 + round}.50`;
  const viewer = await timed(() => desk.editor('{ viewer { role } }'));
  const { stateFact } = await desk.editor<{ stateFact: { statement: string } }>(
    `mutation ($value: String!) { stateFact(input: { key: "${hotFact}", value: $value, source: "Tariff" }) { ... on FactStated { statement } } }`,
    { value: `GBP ${amount}` },
  );
  const blastRadius = await timed(() => blastRadiusOf(desk.editor, stateFact.statement, uses));
  const begun = performance.now();
  const { publishFact } = await desk.reviewer<{ publishFact: { __typename: string; obstacles?: readonly string[] } }>(
    'mutation ($statement: ID!) { publishFact(statement: $statement) { __typename ... on Blocked { obstacles } } }',
    { statement: stateFact.statement },
  );
  if (publishFact.__typename !== 'FactPublished') throw new Error(JSON.stringify(publishFact).slice(0, 500));
  const publish = performance.now() - begun;
  await untilShown(desk.editor, amount);
  return { viewer, blastRadius, publish, live: performance.now() - begun };
}

/** Fails unless it names every answer that shows the fact: a wrong figure is not fast. */
async function blastRadiusOf(ask: Ask, statement: string, uses: number): Promise<void> {
  const { blastRadius } = await ask<{ blastRadius: { answers: { totalCount: number } } }>(blastRadiusQuery, {
    statement,
  });
  if (blastRadius.answers.totalCount !== uses)
    throw new Error(`the blast radius names ${blastRadius.answers.totalCount} answers of ${uses}`);
}

async function untilShown(ask: Ask, amount: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const { fact, answer } = await ask<{
      fact: { value: { written: string } };
      answer: { rendition: { text: string } };
    }>(shownQuery);
    const inWords = amount.replace('1', '1,');
    if (fact.value.written.includes(amount) && answer.rendition.text.includes(inWords)) return;
  }
  throw new Error(`GBP ${amount} was not shown within ${patienceMs / 1_000} s`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function report({ size, times, startMs, stalls, memory }: Measured): void {
  const at = (all: readonly number[], quantile: number) =>
    [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(quantile * all.length))] ?? 0;
  const trivial = at(times.viewer, 0.5);
  const row = (all: readonly number[]) =>
    `${[0.5, 0.95, 0.99].map((quantile) => `${at(all, quantile).toFixed(1)} ms`).join(' / ')}   (p50 = ${(at(all, 0.5) / trivial).toFixed(1)} × a trivial request)`;
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  const lines = [
    ['answers, of which show the fact', `${size.answers}, ${size.uses}`],
    ['start of the service', `${(startMs / 1_000).toFixed(1)} s`],
    ['{ viewer { role } }   p50 / p95 / p99', row(times.viewer)],
    ['blast radius   p50 / p95 / p99', row(times.blastRadius)],
    ['publishFact   p50 / p95 / p99', row(times.publish)],
    ['edit to live   p50 / p95 / p99', row(times.live)],
    [
      'event loop held up, at most / p99',
      `${(stalls.max / 1e6).toFixed(0)} ms / ${(stalls.percentile(99) / 1e6).toFixed(0)} ms`,
    ],
    ['memory, resident / heap used', `${megabytes(memory.rss)} / ${megabytes(memory.heapUsed)}`],
  ];
  for (const [name = '', figure = ''] of lines) process.stdout.write(`${name.padEnd(42)}${figure}\n`);
  process.stdout.write('\n');
}
