import { describe, expect, it } from 'vitest';
import { turnQueue } from '../bots/transports/turn-queue.js';
import { createLog } from '../src/platform/log.js';

const log = createLog('silent');
const soon = [1, 1];

/** Work that fails so many times before it succeeds, and what it notes then. */
function failing(times: number, noted: string[], note: string): () => Promise<void> {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw new Error('the database is away');
    noted.push(note);
  };
}

/** Resolves when the work added before it under the key is over. */
const over = (queue: ReturnType<typeof turnQueue>, key: string): Promise<void> =>
  new Promise((done) => queue.add(key, async () => done()));

describe('a turn', () => {
  it('that fails is taken again, before the next of its conversation', async () => {
    const [queue, noted] = [turnQueue(log, soon), [] as string[]];
    queue.add('a', failing(2, noted, 'first'));
    queue.add('a', failing(0, noted, 'second'));
    await over(queue, 'a');
    expect(noted).toEqual(['first', 'second']);
  });

  it('that goes on failing is given up, and those behind it are taken', async () => {
    const [queue, noted] = [turnQueue(log, soon), [] as string[]];
    queue.add('a', failing(3, noted, 'never'));
    queue.add('a', failing(0, noted, 'next'));
    await over(queue, 'a');
    expect(noted).toEqual(['next']);
  });

  it('that fails does not hold up other conversations', async () => {
    const [queue, noted] = [turnQueue(log, [3_600_000]), [] as string[]];
    queue.add('a', failing(1, noted, 'late'));
    queue.add('b', failing(0, noted, 'at once'));
    await over(queue, 'b');
    expect(noted).toEqual(['at once']);
    await queue.drain();
  });

  it('that waits for its next attempt has it at once when the node goes', async () => {
    const [queue, noted] = [turnQueue(log, [3_600_000]), [] as string[]];
    queue.add('a', failing(1, noted, 'done'));
    await over(queue, 'b');
    await queue.drain();
    expect(noted).toEqual(['done']);
  });
});
