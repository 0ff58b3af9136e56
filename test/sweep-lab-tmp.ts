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

const app = await createApp(readConfig({ DATA_DIR: '/tmp/sweeplab/data', PORT: '4780', LOG_LEVEL: 'warn', NODE_ENV: 'test' }), { log: createLog('warn') });
await app.caughtUp();
const s = app.services;
const from = parseMailAddress('x', app.config.mailFrom);
const environment = {
  baseUrl: app.doors.url, run: app.run, channelKeys: app.keys as never, userAgent: 'UnivocalCheck/0.1 (+help@larkhaven.example)',
  renderReply: async ({ question, answer, locale }: any) => {
    const template = await findCompiled(s.db, 'reply-to-question', templateLocales(locale, 'en'));
    const mail = await renderMail({ runOperation: app.run, credential: app.keys.email }, template!, { question, answer });
    const messageId = messageIdOf(from, null);
    return { messageId, raw: await composeMail(mail, { from, to: parseMailAddress('y', 'c@example.org'), messageId, date: new Date() }) };
  },
  observed: { site: app.doors.observedUrl, allowedHosts: [new URL(app.doors.observedUrl!).host], folder: '/work/main/seed/observed' },
};
for (let i = 0; i < Number(process.argv[2] ?? 1); i++) {
const t = Date.now();
const id = await startSweep(s.db, s.clock, system);
await runSweep({ ...s, environment }, id);
const sweep = await sweepById(s.db, id);
console.log('ms', Date.now() - t, JSON.stringify({ ...sweep, rates: undefined }));
const r = sweep!.rates!;
if (!r) continue;
const f = (x: any) => `${x.agreeing}/${x.compared} ${x.share === null ? '-' : (100 * x.share).toFixed(1)} (${((x.low ?? 0) * 100).toFixed(1)}–${((x.high ?? 0) * 100).toFixed(1)})`;
for (const k of r.sameAnswerRates) console.log(k.channels, f(k.rate), 'strict', f(k.strict), 'free', f(k.contradictionFree));
console.log('constr', f(r.byConstruction), 'obs', f(r.byObservation), 'all', f(r.answeredByAll));
for (const c of r.byChannel) console.log(c.channel, f(c.rate), 'silent', c.silent, 'failed', c.failed);
const cells = await observationsOf(s.db, id);
writeFileSync('/tmp/sweeplab/cells.json', JSON.stringify(cells, null, 1));
const { rows } = await pageOfFindings(s.db, { states: null, tiers: null, channel: null }, { limit: 1000, offset: 0 });
writeFileSync('/tmp/sweeplab/findings.json', JSON.stringify(rows, null, 1));
const st: any = {};
for (const c of cells) { const k = c.channel + ' ' + c.state; st[k] = (st[k] ?? 0) + 1; }
console.log(st, 'findings', rows.length);
}
await app.close();
