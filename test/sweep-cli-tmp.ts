import { join } from 'node:path';
import { createApp } from '/work/main/src/app.js';
import { readConfig } from '/work/main/src/platform/config.js';
import { createLog } from '/work/main/src/platform/log.js';
import { system } from '/work/main/src/access/index.js';
import { parseMailAddress, renderMail } from '/work/main/src/channels/index.js';
import { findCompiled } from '/work/main/src/channels/email/template.store.js';
import { composeMail, messageIdOf } from '/work/main/src/channels/email/compose-mail.js';
import { templateLocales } from '/work/main/src/channels/email/template.js';
import { runSweep, startSweep, sweepById, observationsOf, pageOfFindings } from '/work/main/src/consistency/index.js';
import { writeFileSync } from 'node:fs';

const app = await createApp(
  readConfig({ DATA_DIR: '/tmp/sweeplab/data', PORT: '4780', LOG_LEVEL: 'warn', NODE_ENV: 'test' }),
  { log: createLog('warn') },
);
await app.caughtUp();
const s = app.services;
const from = parseMailAddress('x', app.config.mailFrom);
const environment = {
  baseUrl: app.doors.url,
  run: app.run,
  channelKeys: app.keys as never,
  userAgent: 'UnivocalCheck/0.1 (+help@larkhaven.example)',
  renderReply: async ({ question, answer, locale }: any) => {
    const template = await findCompiled(s.db, 'reply-to-question', templateLocales(locale, 'en'));
    const mail = await renderMail({ runOperation: app.run, credential: app.keys.email }, template!, {
      question,
      answer,
    });
    const messageId = messageIdOf(from, null);
    return {
      messageId,
      raw: await composeMail(mail, { from, to: parseMailAddress('y', 'c@example.org'), messageId, date: new Date() }),
    };
  },
  observed: {
    site: app.doors.observedUrl,
    allowedHosts: [new URL(app.doors.observedUrl!).host],
    folder: '/work/main/seed/observed',
  },
};

import { checkCommand } from '/work/main/src/command-line/check.js';
import { Command } from 'commander';
const program = new Command('univocal');
checkCommand(program, {
  environment: { DATA_DIR: '/tmp/sweeplab/data', PORT: '4780', COLUMNS: process.env.COLUMNS, NO_COLOR: '1' },
  stdout: process.stdout,
  stderr: process.stderr,
});
await program.parseAsync(['node', 'univocal', 'check', ...process.argv.slice(2)]);
console.log('exit', process.exitCode);
await app.close();
process.exit(0);
