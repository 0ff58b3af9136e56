import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { type Actor, staff } from '../../src/access/index.js';
// Not from the index: all the channels take longer to load than the rest, and this program is started dozens of times.
import { checkMarkdown } from '../../src/channels/markdown/check-markdown.js';
import {
  addToRelease,
  approveDraft,
  approveRelease,
  cancelRelease,
  createRelease,
  draftAnswer,
  draftOfAnswer,
  type ItemWanted,
  knowledgeGateRules,
  publishRelease,
  releaseOfKey,
  releasesIn,
  requestReview,
  stateFact,
} from '../../src/knowledge/index.js';
import { systemClock } from '../../src/platform/clock.js';
import { connectDatabase } from '../../src/platform/database/database.js';
import { createLog } from '../../src/platform/log.js';

// Publishes releases without end, each of two versions, a value, a phrasing and a translation. Says on stdout when it begins to publish one, what
// was acknowledged, and how long that took. Whatever a killed one left behind, the next one takes back and goes on.
const [url = ''] = process.argv.slice(2);
const { db } = connectDatabase(url, createLog('silent'), { max: 2 });
const person = (key: string, role: 'EDITOR' | 'REVIEWER') => staff({ key, name: key, role, team: 'cards' });
const [editor, reviewer, publisher] = [
  person('editor', 'EDITOR'),
  person('reviewer', 'REVIEWER'),
  person('publisher', 'REVIEWER'),
];
const as = (actor: Actor) => ({
  db,
  clock: systemClock,
  actor,
  sourceLocale: 'en',
  markdownProblems: checkMarkdown,
  gateRules: knowledgeGateRules,
});

// It will be killed: what has been compiled is kept for the next ones now or never.
flushCompileCache();
writeSync(1, 'ready\n');
await once(process.stdin, 'data');
await takeBackLeftovers();
for (let round = 1; ; round += 1) await releaseNext(`r-${process.pid}-${round}`);

async function releaseNext(key: string): Promise<void> {
  await createRelease(as(editor), { key, name: key });
  for (const item of await newItems(key)) {
    const added = await addToRelease(as(editor), { ...(await latest(key)), item });
    if (added.outcome !== 'changed') throw new Error(JSON.stringify(added));
  }
  const approved = await approveRelease(as(reviewer), await latest(key));
  if (approved.outcome !== 'changed') throw new Error(JSON.stringify(approved));
  const input = await latest(key);
  writeSync(1, `publishing ${key}\n`);
  const begun = performance.now();
  const outcome = await publishRelease(as(publisher), input);
  if (outcome.outcome !== 'switched') throw new Error(JSON.stringify(outcome));
  writeSync(1, `published ${key} ${outcome.snapshotSequence} in ${Math.round(performance.now() - begun)} ms\n`);
}

async function latest(key: string): Promise<{ readonly key: string; readonly expectedEdit: number }> {
  return { key, expectedEdit: (await releaseOfKey(db, key))?.edit ?? 0 };
}

async function newItems(name: string): Promise<readonly ItemWanted[]> {
  for (const answer of ['left', 'right']) await approvedDraft(answer, name);
  const stated = await stateFact(as(editor), { key: 'left.count', value: String(process.pid), source: name });
  if (stated.outcome !== 'stated') throw new Error('overlap');
  const words = { question: 'Was?', title: 'Rechts', body: `Es ist ${name}.`, short: 'Es ist.', machine: false };
  return [
    { kind: 'ANSWER', answer: 'left' },
    { kind: 'ANSWER', answer: 'right' },
    { kind: 'FACT', statement: stated.statementId },
    { kind: 'PHRASINGS', answer: 'left', locale: 'en', add: [`Is it ${name}?`], remove: [] },
    { kind: 'TRANSLATION', answer: 'right', locale: 'de', ...words },
  ];
}

async function approvedDraft(key: string, name: string): Promise<void> {
  for (;;) {
    const draft = await draftOfAnswer(db, key);
    const step = { key, expectedEdit: draft?.edit ?? 0 };
    if (!draft)
      await draftAnswer(as(editor), {
        ...step,
        question: `What is ${key}?`,
        title: key,
        body: `It is ${name}.`,
        short: 'It is.',
      });
    else if (draft.state === 'DRAFT') await requestReview(as(editor), step);
    else if (draft.state === 'IN_REVIEW') await approveDraft(as(publisher), step);
    else return;
  }
}

async function takeBackLeftovers(): Promise<void> {
  for (const state of ['APPROVED', 'OPEN'] as const)
    for (const { key, edit } of await releasesIn(db, state))
      await cancelRelease(as(editor), { key, expectedEdit: edit });
}
