// Foreign clients, unmodified, against a service of ours: `npm run test:clients` at the root, also in .ci/run.
//
//   direct-line/  botframework-directlinejs by websocket and by polling
//   web-chat/     botframework-webchat in headless Chromium: answers, votes, German, a nonce policy, cut sockets
//   apollo/       @apollo/client with graphql-ws: a subscription brings its cache up to date
//   mail/         swaks in; mailauth, postal-mime and mailparser on what comes back to an smtp-server
//   structured-data/  Adobe's validator with the vocabulary of schema.org on the help pages' JSON-LD
//   promise/      one answer changed by the API, the same claims read back on every channel
//
// The service is started for the run with the demo bank, on loopback, and stopped afterwards; its database stays in data/test-clients.
// With UNIVOCAL_URL the clients talk to a service that runs already, and what needs more than its address is skipped and says so.
// `node test/clients/run.mjs web-chat` runs the files whose path has these words. Chromium is the one of the root's tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMailbox } from './mailbox.mjs';
import { startService } from './service.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const words = process.argv.slice(2);

process.exitCode = process.env.UNIVOCAL_URL ? await run({}) : await runWithService();

async function runWithService() {
  const folder = mkdtempSync(join(tmpdir(), 'univocal-clients-'));
  const mailbox = await openMailbox(folder);
  try {
    const service = await startService(mailbox.url);
    try {
      return await run({ ...service.env, UNIVOCAL_MAILBOX: folder });
    } finally {
      await service.stop();
    }
  } finally {
    await mailbox.close();
    rmSync(folder, { recursive: true });
  }
}

/** One file after the other: what they publish is seen by all. */
function run(env) {
  const options = ['--test', '--test-reporter=spec', '--test-concurrency=1'];
  const tests = spawn(process.execPath, [...options, ...testFiles()], {
    cwd: here,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return new Promise((done) => tests.once('exit', (code) => done(code ?? 1)));
}

function testFiles() {
  return readdirSync(here, { recursive: true })
    .filter((file) => file.endsWith('.test.js') && !file.includes('node_modules'))
    .filter((file) => words.every((word) => file.includes(word)))
    .sort();
}
