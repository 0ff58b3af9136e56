import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../platform/errors.js';
import type { ProbeEnvironment } from './probes/channel-probe.js';

const patienceMs = 10_000;
const pauseMs = 50;
const health = z.object({ snapshot: z.number() });

/** Waits until the service serves a published state, so that no channel is blamed for a node that is a moment behind; throws UNAVAILABLE after ten seconds. */
export async function untilServed({ readPage }: ProbeEnvironment, snapshotSequence: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const { status, text } = await readPage('/health');
    if (status === 200 && health.parse(JSON.parse(text)).snapshot >= snapshotSequence) return;
    await pause(pauseMs);
  }
  throw new AppError('UNAVAILABLE', `The service does not serve the published state ${snapshotSequence} yet.`);
}
