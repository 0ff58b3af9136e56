// Lighthouse over the help pages of a service with the demo bank, started for it and stopped afterwards, or of UNIVOCAL_URL. Prints the median of
// five runs of each page and exits with 1 where one is below its bar. Needs no network: Chromium comes inside an npm package.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lighthouse, { desktopConfig } from 'lighthouse';
import { openBrowser } from '../../support/browser.ts';

const bars = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 };
const runs = 5;
const startMs = 300_000;

/** A search page asks not to be found by search engines, which is right and costs a point of what is measured: there alone it is left out. */
const pages = [
  { name: 'home', path: '/help' },
  { name: 'answer', path: '/help/card-delivery-estimate' },
  { name: 'search', path: '/help/search?q=card', skipAudits: ['is-crawlable'] },
];

const service = process.env.UNIVOCAL_URL ? null : await startService();
const port = await freePort();
const browser = await openBrowser([`--remote-debugging-port=${port}`]);
try {
  process.exitCode = await measurePages(service?.url ?? process.env.UNIVOCAL_URL);
} finally {
  await browser.close();
  await service?.stop();
}

async function measurePages(url) {
  let below = 0;
  for (const form of ['mobile', 'desktop'])
    for (const page of pages) {
      const medians = await mediansOf(url, page, form);
      for (const [category, bar] of Object.entries(bars)) {
        const isBelow = medians[category] < bar;
        below += isBelow ? 1 : 0;
        print(
          `${page.name.padEnd(7)} ${form.padEnd(8)} ${category.padEnd(15)} ${medians[category].toFixed(2)} (at least ${bar})${isBelow ? '  BELOW' : ''}`,
        );
      }
    }
  return below === 0 ? 0 : 1;
}

async function mediansOf(url, { path, skipAudits = [] }, form) {
  const scores = Object.fromEntries(Object.keys(bars).map((category) => [category, []]));
  for (let run = 0; run < runs; run++) {
    const { lhr } = await lighthouse(
      url + path,
      { port, output: 'json', logLevel: 'error', skipAudits, onlyCategories: Object.keys(bars) },
      form === 'desktop' ? desktopConfig : undefined,
    );
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    for (const [category, all] of Object.entries(scores)) all.push(lhr.categories[category].score);
    if (run === 0) tellFaults(lhr);
  }
  return Object.fromEntries(Object.entries(scores).map(([category, all]) => [category, median(all)]));
}

/** What costs points, so that a page below its bar can be mended. */
function tellFaults({ categories, audits, finalDisplayedUrl }) {
  for (const { id, auditRefs } of Object.values(categories))
    for (const { id: audit, weight } of auditRefs) {
      const { score, title, displayValue = '' } = audits[audit];
      if (weight > 0 && score !== null && score < 0.9) print(`  ${finalDisplayedUrl} ${id}: ${title} ${displayValue}`);
    }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function startService() {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: new URL(url).port,
    DATA_DIR: join(root, 'data', 'bench-pages'),
    OBSERVED_SITE: 'off',
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const isUp = await Promise.race([untilUp(url), ended.then(() => false)]);
  if (isUp) return { url, stop };
  await stop();
  throw new Error('The service did not start.');
}

async function untilUp(url) {
  for (const end = Date.now() + startMs; Date.now() < end; await pause(250)) {
    const response = await fetch(`${url}/health`).catch(() => null);
    if (response?.ok) return true;
  }
  return false;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address();
      probe.close(() => done(found));
    });
  });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
