/**
 * Measures the matcher on the development data: `node dist/test/bench/eval-matching.js <folder>` prints one line a figure, with what it must reach.
 * The folder holds banking77, clinc150, hint3 and chitchat as JSON lines of { text, label }; label "oos" means that no answer exists.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decodeModel,
  encodeModel,
  exactTable,
  match,
  type Model,
  modelId,
  trainModel,
} from '../../src/matching/index.js';
import { areaUnderCurve, calibrationError, mean, percentile, withTypos } from './measures.js';

interface Row {
  readonly text: string;
  readonly label: string;
}

interface Asked {
  readonly answerable: boolean;
  readonly rank: number;
  readonly confidence: number;
  readonly outcome: 'answered' | 'choices' | 'none';
  readonly choices: readonly string[];
  readonly label: string;
}

interface Run {
  readonly asked: readonly Asked[];
  readonly model: Model;
  readonly artefact: Uint8Array;
  readonly trainSeconds: number;
  readonly milliseconds: readonly number[];
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the matching data is: eval-matching <folder>.');

/** Questions asked before the clock runs, as a server has been asked before. */
const warming = 500;

const shots = [1, 2, 3];
const banking = 'banking77/dev.jsonl';

full();
few(
  '10-shot',
  shots.map((shot) => `banking77/train-10shot-${shot}.jsonl`),
  { accuracy: 73.5, error: 0.07, precision: 93 },
);
few(
  '5-shot',
  shots.map((shot) => `banking77/train-5shot-${shot}.jsonl`),
  { accuracy: 63, error: null, precision: null },
);
clinc();
curekart();
chitchat();

function full(): void {
  const run = evaluate('banking77/train.jsonl', [banking]);
  report('BANKING77 full', run, { accuracy: 92, recall: 97.3, error: 0.05, precision: 97 });
  exactAndShuffled();
}

function few(
  name: string,
  files: readonly string[],
  target: { readonly accuracy: number; readonly error: number | null; readonly precision: number | null },
): void {
  const runs = files.map((file) => evaluate(file, [banking]));
  runs.forEach((run, at) => report(`BANKING77 ${name} ${at + 1}`, run, {}));
  const average = (measure: (run: Run) => number) => mean(runs.map(measure));
  print(`BANKING77 ${name} mean accuracy`, average(accuracy), target.accuracy);
  print(`BANKING77 ${name} mean recall@3`, average(recall), null);
  print(`BANKING77 ${name} mean calibration error`, average(errorOf), target.error, 'at most');
  print(`BANKING77 ${name} mean precision of Answered`, average(precision), target.precision);
  const typos = mean(runs.map(({ model }) => accuracy(ask(model, misspelt(rows(banking))))));
  print(`BANKING77 ${name} loss at 20 % typos`, average(accuracy) - typos, name === '10-shot' ? 4 : null, 'at most');
}

function clinc(): void {
  const run = evaluate('clinc150/train.jsonl', ['clinc150/val.jsonl', 'clinc150/oos-val.jsonl']);
  report('CLINC150', run, { accuracy: 93.8, area: 0.965 });
}

function curekart(): void {
  report('HINT3 curekart', evaluate('hint3/curekart-train.jsonl', ['hint3/curekart-test.jsonl']), {
    accuracy: 85,
    area: 0.88,
  });
}

function chitchat(): void {
  for (const [locale, target] of [['en', 70] as const, ['de', 62] as const, ['ja', 76] as const]) {
    report(
      `chit-chat ${locale}`,
      evaluate(`chitchat/${locale}-train-10shot.jsonl`, [`chitchat/${locale}-test.jsonl`], locale),
      { accuracy: target },
    );
  }
}

/** An exact phrasing must come first or among the choices, and the order of the input must not matter. */
function exactAndShuffled(): void {
  const phrasings = rows('banking77/train-10shot-1.jsonl').map(({ text, label }) => ({ answerKey: label, text }));
  const model = trainModel({ locale: 'en', phrasings });
  const exact = exactTable(phrasings);
  const found = phrasings.filter(({ text, answerKey }) =>
    match(model, text, { exact }).ranked.some((one) => one.answerKey === answerKey && one.score === 1),
  );
  print('exact phrasing found', (100 * found.length) / phrasings.length, 100);
  const turned = trainModel({ locale: 'en', phrasings: phrasings.toReversed() });
  print('same bytes for turned input', modelId(encodeModel(model)) === modelId(encodeModel(turned)) ? 100 : 0, 100);
}

function evaluate(trainFile: string, testFiles: readonly string[], locale = 'en'): Run {
  const phrasings = rows(trainFile).map(({ text, label }) => ({ answerKey: label, text }));
  const before = process.cpuUsage();
  const artefact = encodeModel(trainModel({ locale, phrasings }));
  const { user, system } = process.cpuUsage(before);
  const run = ask(decodeModel(artefact), testFiles.flatMap(rows));
  return { ...run, artefact, trainSeconds: (user + system) / 1e6 };
}

function ask(model: Model, questions: readonly Row[]): Run {
  for (const { text } of questions.slice(0, warming)) match(model, text);
  const milliseconds: number[] = [];
  const asked = questions.map(({ text, label }): Asked => {
    const start = performance.now();
    const found = match(model, text);
    milliseconds.push(performance.now() - start);
    const choices = found.outcome === 'choices' ? found.candidates.map(({ answerKey }) => answerKey) : [];
    const rank = found.ranked.findIndex(({ answerKey }) => answerKey === label);
    return {
      answerable: label !== 'oos',
      rank: rank < 0 ? Infinity : rank,
      confidence: found.confidence,
      outcome: found.outcome,
      choices,
      label,
    };
  });
  return { asked, model, artefact: new Uint8Array(), trainSeconds: 0, milliseconds };
}

interface Targets {
  readonly accuracy?: number;
  readonly recall?: number;
  readonly error?: number;
  readonly precision?: number;
  readonly area?: number;
}

function report(name: string, run: Run, target: Targets): void {
  const { asked, milliseconds } = run;
  const answerable = asked.filter((one) => one.answerable);
  print(`${name} accuracy`, accuracy(run), target.accuracy ?? null);
  print(`${name} recall@3`, recall(run), target.recall ?? null);
  print(`${name} calibration error`, errorOf(run), target.error ?? null, 'at most');
  print(`${name} precision of Answered`, precision(run), target.precision ?? null);
  const answered = answerable.filter(({ outcome }) => outcome === 'answered');
  const choices = answerable.filter(({ outcome }) => outcome === 'choices');
  print(
    `${name} answered right / wrong, %`,
    share(
      answered.filter(({ rank }) => rank === 0),
      answerable,
    ),
    null,
  );
  print(
    `${name} … wrong, %`,
    share(
      answered.filter(({ rank }) => rank > 0),
      answerable,
    ),
    null,
  );
  print(
    `${name} choices with the right one, %`,
    share(
      choices.filter((one) => one.choices.includes(one.label)),
      answerable,
    ),
    null,
  );
  print(
    `${name} choices without it, %`,
    share(
      choices.filter((one) => !one.choices.includes(one.label)),
      answerable,
    ),
    null,
  );
  const outside = asked.filter((one) => !one.answerable);
  if (outside.length > 0) {
    print(
      `${name} area under the curve of confidence`,
      areaUnderCurve(answerable.map(confidenceOf), outside.map(confidenceOf)),
      target.area ?? null,
    );
    print(
      `${name} answered though no answer exists, %`,
      share(
        outside.filter(({ outcome }) => outcome === 'answered'),
        outside,
      ),
      null,
    );
  }
  print(`${name} training, CPU seconds`, run.trainSeconds, null);
  print(`${name} artefact, MB`, run.artefact.length / 1e6, null);
  print(`${name} question p50, ms`, percentile(milliseconds, 50), null);
  print(`${name} question p99, ms`, percentile(milliseconds, 99), null);
}

function accuracy({ asked }: Run): number {
  const answerable = asked.filter((one) => one.answerable);
  return share(
    answerable.filter(({ rank }) => rank === 0),
    answerable,
  );
}

function recall({ asked }: Run): number {
  const answerable = asked.filter((one) => one.answerable);
  return share(
    answerable.filter(({ rank }) => rank < 3),
    answerable,
  );
}

function precision({ asked }: Run): number {
  const answered = asked.filter(({ outcome, answerable }) => answerable && outcome === 'answered');
  return share(
    answered.filter(({ rank }) => rank === 0),
    answered,
  );
}

function errorOf({ asked }: Run): number {
  return calibrationError(asked.map(({ confidence, rank }) => ({ confidence, right: rank === 0 })));
}

function confidenceOf({ confidence }: Asked): number {
  return confidence;
}

function misspelt(all: readonly Row[]): readonly Row[] {
  return all.map(({ text, label }, at) => ({ text: withTypos(text, 0.2, at), label }));
}

function share(part: readonly unknown[], whole: readonly unknown[]): number {
  return (100 * part.length) / whole.length;
}

function rows(file: string): readonly Row[] {
  return readFileSync(join(folder as string, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

function print(
  name: string,
  value: number,
  target: number | null,
  direction: 'at least' | 'at most' = 'at least',
): void {
  const reached = target === null || (direction === 'at least' ? value >= target - 0.005 : value <= target + 0.0005);
  const wanted = target === null ? '' : `${direction} ${target}${reached ? '' : '  MISSED'}`;
  console.log(`${name.padEnd(56)} ${value.toFixed(value < 2 ? 4 : 2).padStart(9)}  ${wanted}`);
}
