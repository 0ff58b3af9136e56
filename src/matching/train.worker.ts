import { parentPort, workerData } from 'node:worker_threads';
import { encodeModel, type TrainingInput } from './model.js';
import { trainModel } from './train-model.js';

// Started by train-in-worker.ts; an error thrown here arrives there as the worker's 'error'.
const artefact = encodeModel(trainModel(workerData as TrainingInput));
parentPort?.postMessage(artefact, [artefact.buffer as ArrayBuffer]);
