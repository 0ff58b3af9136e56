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
  readonly askP50CpuMs: number;
  readonly askP99CpuMs: number;
  readonly top1: number;
  readonly answered: number;
  readonly precisionOfAnswered: number;
  readonly peerTop1: number | null;
  readonly peerIndexCpuSeconds: number | null;
  readonly peerP50CpuMs: number | null;
  /** How many times our CPU a question of the peer takes. */
  readonly peerToOursP50: number | null;
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
  const bank = phrasingBank(settings.answers, settings.phrasings);
  const snapshot = snapshotOf(bank);
  const every = Math.max(1, Math.floor(bank.length / settings.questions));
  const asked = bank.filter((_, at) => at % every === 0);
  const { artefact, ...training } = await measureTraining(snapshot);
  const questions = await measureQuestions(snapshot, artefact, asked);
  return {
    phrasings: settings.answers * settings.phrasings,
    ...training,
    ...questions,
    ...(settings.peer ? measurePeer(bank, asked, questions.askP50CpuMs) : noPeer),
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
  const { user, system } = process.cpuUsage(before);
  return {
    artefact,
    trainingCpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1e3,
    beforeTrainingMb,
    loopDelayP99Ms: delay.percentile(99) / 1e6,
    loopDelayMaxMs: delay.max / 1e6,
    artefactMb: artefact.length / 1e6,
  };
}

async function measureQuestions(snapshot: Snapshot, artefact: Uint8Array, asked: readonly AskedAnswer[]) {
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
  const [, firstQuestionMs] = timed(() => put(asked[0]?.heldOut ?? ''));
  for (const { heldOut } of asked.slice(0, warming)) put(heldOut);
  const wall: number[] = [];
  const cpu: number[] = [];
  const counts = { right: 0, answered: 0, answeredRight: 0 };
  for (const { key, heldOut } of asked) {
    const before = process.threadCpuUsage();
    const [found, milliseconds] = timed(() => put(heldOut));
    const { user, system } = process.threadCpuUsage(before);
    wall.push(milliseconds);
    cpu.push((user + system) / 1e3);
    const first =
      found?.outcome === 'answered' ? found.answer : found?.outcome === 'choices' ? found.choices[0]?.answer : null;
    counts.right += first?.key === key ? 1 : 0;
    counts.answered += found?.outcome === 'answered' ? 1 : 0;
    counts.answeredRight += found?.outcome === 'answered' && found.answer.key === key ? 1 : 0;
  }
  return {
    decodeMs,
    prepareExactMs,
    firstQuestionMs,
    askP50Ms: percentile(wall, 50),
    askP95Ms: percentile(wall, 95),
    askP99Ms: percentile(wall, 99),
    askP50CpuMs: percentile(cpu, 50),
    askP99CpuMs: percentile(cpu, 99),
    top1: (100 * counts.right) / asked.length,
    answered: (100 * counts.answered) / asked.length,
    precisionOfAnswered: (100 * counts.answeredRight) / counts.answered,
  };
}

/** Questions asked before the clock runs, as a server has been asked before. */
const warming = 500;
const peerQuestions = 100;
const noPeer = { peerTop1: null, peerIndexCpuSeconds: null, peerP50CpuMs: null, peerToOursP50: null };

function measurePeer(bank: readonly AskedAnswer[], asked: readonly AskedAnswer[], ours: number) {
  const before = process.cpuUsage();
  const engine = new MiniSearch<{ id: string; text: string; key: string }>({ fields: ['text'], storeFields: ['key'] });
  for (const { key, phrasings } of bank) phrasings.forEach((text, at) => engine.add({ id: `${key}/${at}`, text, key }));
  const { user, system } = process.cpuUsage(before);
  const cpu: number[] = [];
  let right = 0;
  const some = asked.slice(0, peerQuestions);
  for (const { key, heldOut } of some) {
    const start = process.threadCpuUsage();
    right += engine.search(heldOut)[0]?.['key'] === key ? 1 : 0;
    const used = process.threadCpuUsage(start);
    cpu.push((used.user + used.system) / 1e3);
  }
  const peerP50CpuMs = percentile(cpu, 50);
  return {
    peerTop1: (100 * right) / some.length,
    peerIndexCpuSeconds: (user + system) / 1e6,
    peerP50CpuMs,
    peerToOursP50: peerP50CpuMs / ours,
  };
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
