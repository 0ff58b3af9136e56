import type { Clock } from '../../src/platform/clock.js';

/** The day on which the demo bank is tested, whatever the day of the test: its facts have dates. */
const demoDay = Date.parse('2026-11-02T10:00:00Z');

/** A clock that runs on from the demo's day. */
export function demoClock(): Clock {
  const begun = Date.now();
  return { now: () => new Date(demoDay + Date.now() - begun) };
}
