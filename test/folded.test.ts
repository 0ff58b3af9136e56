import { describe, expect, it } from 'vitest';
import { folded } from '../src/platform/folded.js';

describe('work that is folded', () => {
  it('runs once more after a run that calls came into, however many, and never beside itself', async () => {
    const runs: string[] = [];
    let open = 0;
    const run = folded(async () => {
      open += 1;
      runs.push(`begun ${open}`);
      await new Promise((wake) => setTimeout(wake, 5));
      open -= 1;
    });
    const first = run();
    await Promise.all([first, run(), run(), run()]);
    expect(runs).toEqual(['begun 1', 'begun 1']);
  });

  it('loses no call, whichever moment it comes in', async () => {
    let wanted = 0;
    let seen = 0;
    const run = folded(async () => {
      const now = wanted;
      await Promise.resolve();
      seen = now;
    });
    for (let wait = 0; wait < 12; wait += 1) {
      wanted += 1;
      const before = run();
      for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
      wanted += 1;
      await Promise.all([before, run()]);
      expect(seen, `after ${wait} turns`).toBe(wanted);
    }
  });

  it('tells those who wait of its failure, and runs anew when called again', async () => {
    let fails = true;
    const run = folded(async () => {
      if (fails) throw new Error('lost');
    });
    await expect(run()).rejects.toThrow('lost');
    fails = false;
    await expect(run()).resolves.toBeUndefined();
  });
});
