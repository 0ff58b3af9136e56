import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TrainingInput } from './phrasings.js';

/** Trains on a thread of its own, so that nobody's question waits; resolves with the artefact, and rejects with the training's own error. */
export function trainInWorker(input: TrainingInput): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: input, execArgv: loader });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`training ended with code ${code} before it had a model`)));
  });
}

/** Run from its source (in tests and while developing) the thread needs the loader that its parent has; built, it needs nothing. */
const fromSource = import.meta.url.endsWith('.ts');
const file = new URL(fromSource ? './train.worker.ts' : './train.worker.js', import.meta.url);
const loader = fromSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
