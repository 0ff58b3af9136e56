import { createRequire } from 'node:module';
import { setImmediate as giveWay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TrainingInput } from './phrasings.js';

/**
 * Trains on a thread of its own, so that nobody's question waits; resolves with the artefact, and rejects with the training's own error. One at a time:
 * a training may need gigabytes.
 */
export function trainInWorker(input: TrainingInput): Promise<Uint8Array> {
  return trainAsInstalled(input);
}

/** The program of the thread, and the arguments with which Node can load it. */
export interface TrainingProgram {
  readonly file: URL;
  readonly execArgv: readonly string[];
}

/** As `trainInWorker`, by another copy of the program: one that is compiled already starts several times as fast. */
export function trainBy(program: TrainingProgram): (input: TrainingInput) => Promise<Uint8Array> {
  let before: Promise<unknown> = Promise.resolve();
  return (input) => {
    const trained = before.then(() => train(program, input));
    before = trained.catch(() => undefined);
    return trained;
  };
}

/** What the thread is told: the input without its phrasings, then these some at a time, then that it may begin. */
export type ToTrainer =
  | { readonly input: Omit<TrainingInput, 'phrasings'> }
  | { readonly phrasings: TrainingInput['phrasings'] }
  | { readonly begin: true };

async function train({ file, execArgv }: TrainingProgram, { phrasings, ...input }: TrainingInput): Promise<Uint8Array> {
  const worker = new Worker(file, { execArgv: [...execArgv], resourceLimits: { maxOldGenerationSizeMb } });
  const done = new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`training ended with code ${code} before it had a model`)));
  });
  const tell = (message: ToTrainer) => worker.postMessage(message);
  tell({ input });
  // Copying half a million phrasings at once would hold up everybody for a second.
  for (let start = 0; start < phrasings.length; start += phrasingsAtOnce) {
    tell({ phrasings: phrasings.slice(start, start + phrasingsAtOnce) });
    await giveWay();
  }
  tell({ begin: true });
  return done;
}

const phrasingsAtOnce = 500;

/** For texts and what is made of them; numbers lie outside it. Half a million phrasings take about a quarter. */
const maxOldGenerationSizeMb = 3_072;

/** Run from its source (in development) the thread needs the loader that its parent has; built, it needs nothing. */
const fromSource = import.meta.url.endsWith('.ts');
const trainAsInstalled = trainBy({
  file: new URL(fromSource ? './train.worker.ts' : './train.worker.js', import.meta.url),
  execArgv: fromSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [],
});
