import { describe, expect, it } from 'vitest';
import { knownProgress } from '../src/channels/conversation-progress.js';

describe('what a node knows of how far conversations have come', () => {
  const heard = (...payloads: readonly (string | null)[]) => {
    let now = 0;
    const known = knownProgress(10, () => now);
    known.hear(null);
    now = 10;
    for (const payload of payloads) known.hear(payload);
    return {
      known,
      later: (ms: number) => {
        now += ms;
      },
    };
  };

  it('takes nothing for the latest before it has listened for as long as a copy lives', () => {
    let now = 0;
    const known = knownProgress(10, () => now);
    now = 100;
    expect(known.isLatest('c', { length: 9, revision: 9 })).toBe(false);
    known.hear(null);
    now = 109;
    expect(known.isLatest('c', { length: 9, revision: 9 })).toBe(false);
    now = 110;
    expect(known.isLatest('c', { length: 9, revision: 9 })).toBe(true);
  });

  it.each([
    ['c 3 1', { length: 3, revision: 1 }, true],
    ['c 3 1', { length: 4, revision: 1 }, true],
    ['c 3 1', { length: 2, revision: 1 }, false],
    ['c 3 1', { length: 3, revision: 0 }, false],
    ['d 3 1', { length: 0, revision: 0 }, true],
    // Ended, or announced by a node that says no more.
    ['c', { length: 1_000, revision: 1_000 }, false],
  ])('after %j takes %j for the latest: %j', (payload, progress, is) => {
    expect(heard(payload).known.isLatest('c', progress)).toBe(is);
  });

  it('goes by the furthest of all it has heard, written and read, until no copy can be from before', () => {
    const { known, later } = heard('c 3 1', 'c 2 2');
    known.raise('c', { length: 1 });
    expect(known.isLatest('c', { length: 3, revision: 1 })).toBe(false);
    expect(known.isLatest('c', { length: 2, revision: 2 })).toBe(false);
    expect(known.isLatest('c', { length: 3, revision: 2 })).toBe(true);
    later(60);
    known.raise('d', { length: 1 });
    expect(known.isLatest('c', { length: 0, revision: 0 })).toBe(true);
  });
});
