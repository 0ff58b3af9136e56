import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { type Actor, staff } from '../../src/access/index.js';
// Not from the index: all the channels take longer to load than the rest, and this program is started dozens of times.
import { checkMarkdown } from '../../src/channels/markdown/check-markdown.js';
import {
  approveDraft,
  draftAnswer,
  draftOfAnswer,
  publishAnswer,
  publishFact,
  requestReview,
  stateFact,
} from '../../src/knowledge/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { connectDatabase } from '../../src/platform/database/database.js';
import { createLog } from '../../src/platform/log.js';

// Publishes versions of answers and values of facts without end, each by a writer of its own, and says on stdout what was acknowledged.
// Whatever state a killed one left a draft in, the next one goes on from there.
const [url = '', ...keys] = process.argv.slice(2);
const { db } = connectDatabase(url, createLog('silent'), { max: keys.length });
const editor = staff({ key: 'editor', name: 'Editor', role: 'EDITOR', team: 'cards' });
const reviewer = staff({ key: 'reviewer', name: 'Reviewer', role: 'REVIEWER', team: 'cards' });
const as = (actor: Actor) => ({
  db,
  clock: systemClock,
  actor,
  sourceLocale: 'en',
  markdownProblems: checkMarkdown,
  gateRules: [],
});

// It will be killed: what has been compiled is kept for the next ones now or never.
flushCompileCache();
writeSync(1, 'ready\n');
await once(process.stdin, 'data');
await Promise.all(keys.map(write));

async function write(key: string): Promise<never> {
  for (let round = 1; ; round += 1) {
    await publishNext(key);
    if (round % 3 === 0) await publishValue(key, round);
  }
}

async function publishNext(key: string): Promise<void> {
  for (;;) {
    const draft = await draftOfAnswer(db, key);
    const step = { key, expectedEdit: draft?.edit ?? 0 };
    if (!draft)
      await draftAnswer(as(editor), {
        ...step,
        question: `What is ${key}?`,
        title: key,
        body: `It is ${process.pid}.`,
        short: 'It is.',
      });
    else if (draft.state === 'DRAFT') await requestReview(as(editor), step);
    else if (draft.state === 'IN_REVIEW') await approveDraft(as(reviewer), step);
    else {
      const outcome = await publishAnswer(as(reviewer), step);
      if (outcome.outcome !== 'published') throw new Error(JSON.stringify(outcome));
      return acknowledge('version', key, outcome.number, outcome.snapshotSequence);
    }
  }
}

async function publishValue(key: string, round: number): Promise<void> {
  const stated = await stateFact(as(editor), { key: `${key}.count`, value: String(round), source: 'Count' });
  if (stated.outcome !== 'stated') throw new Error('overlap');
  const outcome = await publishFact(as(reviewer), stated.statementId);
  if (outcome.outcome !== 'published') throw new Error('overlap');
  acknowledge('value', key, outcome.valueId, outcome.snapshotSequence);
}

/** Written at once and in one piece: what the parent reads was acknowledged, and nothing that was is still in a buffer. */
function acknowledge(kind: 'version' | 'value', key: string, id: number, sequence: number): void {
  writeSync(1, `${kind} ${key} ${id} ${sequence}\n`);
}
