// Runs the foreign clients against UNIVOCAL_URL, or against a service of their own that is started for them with the demo bank and stopped afterwards.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
/** Always the same, so that runs leave one database behind and not one each. */
const dataFolder = join(root, 'data', 'test-clients');
const startMs = 180_000;
const stopMs = 15_000;

const service = process.env.UNIVOCAL_URL ? null : await startService();
try {
  process.exitCode = await run(service?.url ?? process.env.UNIVOCAL_URL);
} finally {
  await service?.stop();
}

function run(url) {
  const tests = spawn(process.execPath, ['--test', '--test-reporter=spec', ...testFiles()], {
    cwd: here,
    env: { ...process.env, UNIVOCAL_URL: url },
    stdio: 'inherit',
  });
  return new Promise((done) => tests.once('exit', (code) => done(code ?? 1)));
}

function testFiles() {
  return readdirSync(here, { recursive: true }).filter(
    (file) => file.endsWith('.test.js') && !file.includes('node_modules'),
  );
}

async function startService() {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: new URL(url).port,
    DATA_DIR: dataFolder,
    OBSERVED_SITE: 'off',
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, pause(stopMs).then(() => child.kill('SIGKILL'))]);
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
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}
