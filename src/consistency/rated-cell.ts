import type { Observation } from './observation.js';
import type { RatedCell } from './rates.js';

/** An observation as the rates see it. */
export function ratedCell({ probe, channel, state, omits, receiptCode, answerKey, version }: Observation): RatedCell {
  const receiptOf = receiptCode === null ? null : `${answerKey}@${version}`;
  return { probe: probe.key, channel, state, omits: omits.length > 0, receiptOf };
}
