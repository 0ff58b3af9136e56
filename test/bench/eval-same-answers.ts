import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type App, createApp } from '../../src/app.js';
import { readConfig } from '../../src/platform/config.js';
import { homeOf, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { createLog } from '../../src/platform/log.js';
import { startMeilisearchDouble } from '../support/meilisearch-double/start-double.js';

/**
 * Whether the node matters: `npm run eval:same-answers -- FILE.jsonl …` asks every { text } of the files of three nodes on one database with the demo
 * bank, over HTTP: two that search by PostgreSQL and one by (a double of) Meilisearch. Exits with 1 where a reply differs in any byte.
 */
const { positionals } = parseArgs({ allowPositionals: true });
if (positionals.length === 0 || !positionals.every((file) => existsSync(file))) {
  process.stderr.write('Usage: npm run eval:same-answers -- FILE.jsonl …   (rows of {"text"})\n');
  process.exit(2);
}
const atOnce = 8;
const query = /* GraphQL */ `
  query ($question: String!) {
    ask(question: $question, channel: "webchat", locale: "en") {
      __typename
      ... on Answered { question exact score confidence margin snapshotSequence modelId answer { key version { number hash } } }
      ... on Choices { question score confidence margin snapshotSequence modelId choices { score answer { key version { number hash } } } }
      ... on NoAnswer { question score confidence margin snapshotSequence modelId reason }
    }
  }`;

const folder = mkdtempSync(join(tmpdir(), 'univocal-eval-'));
const postgres = await startEmbeddedPostgres(join(folder, 'database'), { durable: false });
const double = await startMeilisearchDouble();
const nodes: App[] = [];
try {
  await start('first', { ROLES: 'api,worker' });
  await start('second', { ROLES: 'api' });
  await start('meilisearch', {
    ROLES: 'api,worker',
    SEARCH: 'meilisearch',
    MEILI_URL: double.url,
    MEILI_SEARCH_KEY: double.keys.search,
    MEILI_INDEX_KEY: double.keys.index,
  });
  await compareNodes(positionals.flatMap(textsOf));
} finally {
  for (const node of nodes.reverse()) await node.close();
  await double.close();
  await postgres.stop();
  for (const used of [homeOf(join(folder, 'database')), folder]) rmSync(used, { recursive: true, force: true });
}

/** Starts a node that has read all that is published; all share the service's secret, as nodes do. */
async function start(name: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const [first] = nodes;
  const app = await createApp(
    readConfig({
      DATABASE_URL: postgres.url,
      DATA_DIR: join(folder, name),
      PORT: '0',
      LOG_LEVEL: 'error',
      NODE_ENV: 'test',
      ...(first ? { SERVICE_SECRET: readFileSync(join(first.config.dataDir, 'service.secret'), 'utf8') } : {}),
      ...environment,
    }),
    { log: createLog('error') },
  );
  nodes.push(app);
  await app.caughtUp();
}

async function compareNodes(texts: readonly string[]): Promise<void> {
  const outcomes = new Map<string, number>();
  const all = createHash('sha256');
  let differing = 0;
  for (let at = 0; at < texts.length; at += atOnce) {
    const some = texts.slice(at, at + atOnce);
    const [own = [], ...others] = await Promise.all(
      nodes.map(({ doors }) => Promise.all(some.map((question) => replyOf(doors.url, question)))),
    );
    own.forEach((reply, i) => {
      all.update(reply);
      const outcome = /"__typename":"(\w+)"/.exec(reply)?.[1] ?? 'refused';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (others.every((other) => other[i] === reply)) return;
      differing += 1;
      console.log(`DIFFERS: ${some[i]}\n  ${[reply, ...others.map((other) => other[i])].join('\n  ')}`);
    });
  }
  console.log(`${texts.length} questions × ${nodes.length} nodes, of them one that searches by Meilisearch`);
  console.log(`outcomes: ${[...outcomes].map(([name, count]) => `${name} ${count}`).join(', ')}`);
  console.log(
    `the same, byte for byte: ${texts.length - differing} of ${texts.length}; all replies ${all.digest('hex')}`,
  );
  console.log(
    `requests that Meilisearch was sent while asking: ${double.calls.filter((call) => call.includes('search')).length}`,
  );
  if (differing > 0) process.exitCode = 1;
}

async function replyOf(url: string, question: string): Promise<string> {
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { question } }),
  });
  return reply.text();
}

function textsOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { readonly text: string }).text);
}
