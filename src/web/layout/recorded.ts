import type { Log } from '../../platform/log.js';

/** Waits until a question is in the log. One that could not be recorded is noted, and is no reason to show a reader a failure. */
export async function recorded(recording: Promise<unknown>, log: Pick<Log, 'error'>): Promise<void> {
  try {
    await recording;
  } catch (error) {
    log.error({ reason: (error as Error).message }, 'a question could not be recorded');
  }
}
