import { areaUnderCurve, percentile } from '../measures.js';
import { print, type Target } from './print.js';
import { errorOf, found, precision, type Run, share } from './run.js';

/** The targets of one set of questions. */
export interface Targets {
  readonly accuracy?: number;
  readonly recall?: number;
  readonly error?: number;
  readonly precision?: number;
  readonly area?: number;
}

/** Prints all figures of one run. */
export function report(name: string, run: Run, targets: Targets = {}): void {
  print(`${name}: accuracy`, found(run, 1), least(targets.accuracy));
  print(`${name}: recall@3`, found(run, 3), least(targets.recall));
  print(`${name}: calibration error`, errorOf(run), targets.error === undefined ? {} : { atMost: targets.error });
  print(`${name}: precision of Answered`, precision(run), least(targets.precision));
  outcomes(name, run);
  outside(name, run, targets);
  print(`${name}: training, CPU seconds`, run.trainSeconds);
  print(`${name}: artefact, MB`, run.megabytes);
  print(`${name}: question p50, ms`, percentile(run.milliseconds, 50));
  print(`${name}: question p99, ms`, percentile(run.milliseconds, 99));
}

function outcomes(name: string, { asked }: Run): void {
  const answerable = asked.filter((one) => one.answerable);
  const answered = answerable.filter(({ outcome }) => outcome === 'answered');
  const choices = answerable.filter(({ outcome }) => outcome === 'choices');
  const right = answered.filter(({ rank }) => rank === 0);
  const holding = choices.filter((one) => one.choices.includes(one.label));
  print(`${name}: answered rightly, %`, share(right, answerable));
  print(`${name}: answered wrongly, %`, share(answered, answerable) - share(right, answerable));
  print(`${name}: choices with the right one, %`, share(holding, answerable));
  print(`${name}: choices without it, %`, share(choices, answerable) - share(holding, answerable));
}

function outside(name: string, { asked }: Run, targets: Targets): void {
  const without = asked.filter((one) => !one.answerable);
  if (without.length === 0) return;
  const inside = asked.filter((one) => one.answerable);
  const area = areaUnderCurve(
    inside.map((one) => one.confidence),
    without.map((one) => one.confidence),
  );
  const answered = without.filter(({ outcome }) => outcome === 'answered');
  print(`${name}: area under the curve of confidence`, area, least(targets.area));
  print(`${name}: answered though no answer exists, %`, share(answered, without));
}

function least(target: number | undefined): Target {
  return target === undefined ? {} : { atLeast: target };
}
