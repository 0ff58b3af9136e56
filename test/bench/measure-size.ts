import { monitorEventLoopDelay } from 'node:perf_hooks';
import MiniSearch from 'minisearch';
import type { PublishedAnswer, Snapshot } from '../../src/knowledge/index.js';
import { emptySnapshot } from '../../src/knowledge/snapshot.js';
import { ask, decodeModel, modelId, prepareExactPhrasings, trainInWorker } from '../../src/matching/index.js';
import { modelIdInTurns } from '../../src/matching/model-id.js';
import { trainingInputInTurns } from '../../src/matching/training-input.js';
import { percentile } from './measures.js';
import { type AskedAnswer, phrasingBank } from './phrasing-bank.js';

/** What one size costs; null where it was not measured. CPU figures do not depend on what else the machine does. */
export interface SizeFigures {
  readonly phrasings: number;
  readonly trainingCpuSeconds: number;
  /** Of the whole process with bank, snapshot and training. */
  readonly peakMb: number;
  readonly beforeTrainingMb: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  readonly artefactMb: number;
  readonly decodeMs: number;
  readonly prepareExactMs: number;
  readonly firstQuestionMs: number;
  readonly askP50Ms: number;
  readonly askP95Ms: number;
  readonly askP99Ms: number;
  /** Of all questions together: a thread's own clock may tick in milliseconds. */
  readonly askMeanCpuMs: number;
  readonly top1: number;
  readonly answered: number;
  readonly precisionOfAnswered: number;
  readonly peerTop1: number | null;
  readonly peerIndexCpuSeconds: number | null;
  readonly peerMeanCpuMs: number | null;
  /** How many times our CPU a question of the peer takes. */
  readonly peerToOurs: number | null;
}

/** How large, how many questions, and whether MiniSearch is measured on the same. */
export interface SizeSettings {
  readonly answers: number;
  readonly phrasings: number;
  readonly questions: number;
  readonly peer: boolean;
}

/** Measures one size in this process. */
export async function measureSize(settings: SizeSettings): Promise<SizeFigures> {
  const { bank, asked, earlier } = bankOf(settings);
  const snapshot = snapshotOf(bank);
  const { artefact, ...training } = await measureTraining(snapshot);
  const questions = await measureQuestions(snapshot, artefact, { asked, earlier });
  return {
    phrasings: settings.answers * settings.phrasings,
    ...training,
    ...questions,
    ...(settings.peer ? measurePeer(bank, asked, questions.askMeanCpuMs) : noPeer),
  };
}

/** A question of the bank that nothing has learned from, and the answer it asks for. */
interface Unheard {
  readonly key: string;
  readonly question: string;
}

/**
 * The bank, what is asked when the clock runs, all over the bank, and what is asked before. Where answers are fewer than questions each is asked in
 * further ways: so every question is new to the server, and one in a hundred is twenty of them, not the one slowest.
 */
function bankOf({ answers, phrasings, questions }: SizeSettings) {
  const further = Math.ceil((questions + warming) / answers) - 1;
  const longer = phrasingBank(answers, phrasings + Math.max(0, further));
  const unheard = longer.flatMap((answer): Unheard[] =>
    [answer.heldOut, ...answer.phrasings.slice(phrasings)].map((question) => ({ key: answer.key, question })),
  );
  const share = questions / unheard.length;
  const isAsked = (_: Unheard, at: number) => Math.floor((at + 1) * share) > Math.floor(at * share);
  return {
    bank: longer.map((answer) => ({ ...answer, phrasings: answer.phrasings.slice(0, phrasings) })),
    asked: unheard.filter(isAsked),
    earlier: unheard.filter((one, at) => !isAsked(one, at)).slice(0, warming),
  };
}

async function measureTraining(snapshot: Snapshot) {
  const beforeTrainingMb = process.memoryUsage.rss() / 1e6;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.cpuUsage();
  delay.enable();
  const artefact = await trainInWorker(await trainingInputInTurns(snapshot, 'en', 'PUBLIC'));
  await modelIdInTurns(artefact);
  delay.disable();
  return {
    artefact,
    trainingCpuSeconds: millisecondsSince(before) / 1e3,
    peakMb: process.resourceUsage().maxRSS / 1e3,
    beforeTrainingMb,
    loopDelayP99Ms: delay.percentile(99) / 1e6,
    loopDelayMaxMs: delay.max / 1e6,
    artefactMb: artefact.length / 1e6,
  };
}

async function measureQuestions(
  snapshot: Snapshot,
  artefact: Uint8Array,
  { asked, earlier }: Readonly<Record<'asked' | 'earlier', readonly Unheard[]>>,
) {
  const [model, decodeMs] = timed(() => decodeModel(artefact));
  const served = { model, modelId: modelId(artefact) };
  const begun = performance.now();
  await prepareExactPhrasings(snapshot);
  const prepareExactMs = performance.now() - begun;
  const put = (question: string) =>
    ask(
      { snapshot, models: { for: () => served } },
      { question, locale: 'en', audience: 'PUBLIC', scope: {}, previousAnswers: [] },
    )[0];
  const [, firstQuestionMs] = timed(() => put(earlier[0]?.question ?? ''));
  for (const { question } of earlier) put(question);
  const wall: number[] = [];
  const counts = { right: 0, answered: 0, answeredRight: 0 };
  const before = process.cpuUsage();
  for (const { key, question } of asked) {
    const [found, milliseconds] = timed(() => put(question));
    wall.push(milliseconds);
    const first =
      found?.outcome === 'answered' ? found.answer : found?.outcome === 'choices' ? found.choices[0]?.answer : null;
    counts.right += first?.key === key ? 1 : 0;
    counts.answered += found?.outcome === 'answered' ? 1 : 0;
    counts.answeredRight += found?.outcome === 'answered' && found.answer.key === key ? 1 : 0;
  }
  const askMeanCpuMs = millisecondsSince(before) / asked.length;
  return {
    decodeMs,
    prepareExactMs,
    firstQuestionMs,
    askP50Ms: percentile(wall, 50),
    askP95Ms: percentile(wall, 95),
    askP99Ms: percentile(wall, 99),
    askMeanCpuMs,
    top1: (100 * counts.right) / asked.length,
    answered: (100 * counts.answered) / asked.length,
    precisionOfAnswered: (100 * counts.answeredRight) / counts.answered,
  };
}

/** Questions asked before the clock runs, as a server has been asked before. */
const warming = 500;
const peerQuestions = 100;
const noPeer = { peerTop1: null, peerIndexCpuSeconds: null, peerMeanCpuMs: null, peerToOurs: null };

function measurePeer(bank: readonly AskedAnswer[], asked: readonly Unheard[], ours: number) {
  const before = process.cpuUsage();
  const engine = new MiniSearch<{ id: string; text: string; key: string }>({ fields: ['text'], storeFields: ['key'] });
  for (const { key, phrasings } of bank) phrasings.forEach((text, at) => engine.add({ id: `${key}/${at}`, text, key }));
  const peerIndexCpuSeconds = millisecondsSince(before) / 1e3;
  let right = 0;
  const some = asked.slice(0, peerQuestions);
  const start = process.cpuUsage();
  for (const { key, question } of some) right += engine.search(question)[0]?.['key'] === key ? 1 : 0;
  const peerMeanCpuMs = millisecondsSince(start) / some.length;
  return {
    peerTop1: (100 * right) / some.length,
    peerIndexCpuSeconds,
    peerMeanCpuMs,
    peerToOurs: peerMeanCpuMs / ours,
  };
}

/** CPU time of the whole process. */
function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

function timed<Result>(work: () => Result): [Result, number] {
  const begun = performance.now();
  const result = work();
  return [result, performance.now() - begun];
}

function snapshotOf(bank: readonly AskedAnswer[]): Snapshot {
  return {
    ...emptySnapshot('en'),
    sequence: 1,
    answers: new Map(
      bank.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((answer) => [answer.key, published(answer)]),
    ),
  };
}

function published({ key, phrasings }: AskedAnswer): PublishedAnswer {
  const day = new Date(0);
  const [question = ''] = phrasings;
  const text = {
    question,
    title: question,
    body: question,
    short: question,
    locale: 'en',
    hash: key,
    sourceVersion: 1,
  };
  return {
    key,
    topicKey: 'topic',
    ownerTeam: 'team',
    audience: 'PUBLIC',
    scope: {},
    mustSay: [],
    personPolicy: 'AS_TOPIC',
    related: [],
    reviewEveryDays: 180,
    verifiedAt: day,
    isHedged: false,
    upkeep: {
      verifiedBy: 'Editor',
      dueAt: day,
      plan: { number: 0, everyDays: 180, verifierPerson: null, verifierTeam: null, overduePolicy: 'HEDGE' },
    },
    version: {
      id: 1,
      number: 1,
      hash: key,
      significance: 'MAJOR',
      changeNote: '',
      author: 'Editor',
      reviewer: null,
      effectiveFrom: day,
      effectiveTo: null,
      recordedAt: day,
    },
    texts: new Map([['en', { ...text, outdated: false, machine: false, redacted: false, reviewer: null }]]),
    phrasings: new Map([['en', phrasings]]),
    negatives: new Map(),
  };
}
