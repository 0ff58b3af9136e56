import { parentPort } from 'node:worker_threads';
import { encodeModel, type Phrasing, type TrainingInput } from './model.js';
import type { ToTrainer } from './train-in-worker.js';
import { trainModel } from './train-model.js';

// Started by train-in-worker.ts; an error thrown here arrives there as the worker's 'error'.
const phrasings: Phrasing[] = [];
const told: { input: Omit<TrainingInput, 'phrasings'> } = { input: { locale: '' } };

parentPort?.on('message', (message: ToTrainer) => {
  if ('input' in message) told.input = message.input;
  else if ('phrasings' in message) phrasings.push(...message.phrasings);
  else {
    const artefact = encodeModel(trainModel({ ...told.input, phrasings }));
    parentPort?.postMessage(artefact, [artefact.buffer as ArrayBuffer]);
    parentPort?.close();
  }
});
