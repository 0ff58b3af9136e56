import { mean } from '../measures.js';
import { print, type Target } from './print.js';
import { report, type Targets } from './report.js';
import { misspelt, phrasingsOf, type Read } from './rows.js';
import { asking, errorOf, evaluate, found, precision, type Run } from './run.js';

/** BANKING77 with few phrasings an answer, three draws and their mean; with the unlabelled texts of its training split as a log, or without. */
export function fewPhrasings(
  read: Read,
  shots: '10shot' | '5shot',
  { log = false, typos, ...targets }: Targets & { readonly log?: boolean; readonly typos?: number },
): void {
  const name = `BANKING77 ${shots}${log ? ' with a log' : ''}`;
  const dev = read('banking77/dev.jsonl');
  const unlabelled = log ? read('banking77/train.jsonl').map(({ text }) => text) : [];
  const runs = [1, 2, 3].map((draw) => {
    const phrasings = phrasingsOf(read(`banking77/train-${shots}-${draw}.jsonl`));
    const run = evaluate({ locale: 'en', phrasings, log: unlabelled }, dev);
    report(`${name} ${draw}`, run);
    return run;
  });
  const average = (measure: (run: Run) => number) => mean(runs.map(measure));
  const least = (target: number | undefined) => (target === undefined ? {} : { atLeast: target });
  const accuracy = average((run) => found(run, 1));
  print(`${name} mean: accuracy`, accuracy, least(targets.accuracy));
  print(
    `${name} mean: recall@3`,
    average((run) => found(run, 3)),
  );
  print(
    `${name} mean: calibration error`,
    average(errorOf),
    targets.error === undefined ? {} : { atMost: targets.error },
  );
  print(`${name} mean: precision of Answered`, average(precision), precisionTarget(targets.precision, log));
  const wrong = misspelt(dev);
  const loss = accuracy - average(({ model }) => found(asking(model, wrong), 1));
  print(`${name} mean: loss at 20 % typos`, loss, typos === undefined ? {} : { atMost: typos });
}

/** What is right of what is answered is promised where all phrasings are a person's; what a log teaches beside them is nobody's word. */
function precisionTarget(target: number | undefined, log: boolean): Target {
  if (target === undefined) return {};
  return log ? { aim: target } : { atLeast: target };
}
