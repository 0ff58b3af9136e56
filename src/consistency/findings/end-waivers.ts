import type { DatabaseTransaction } from '../../platform/database/database.js';
import { endWaiver, moveFinding, waiversToJudge, type WaiverToJudge } from './finding-deed.store.js';
import { quotesHash, type WaiverEnd } from './waiver.js';

const notes: Readonly<Record<'EXPIRED' | 'CHANGED', string>> = {
  EXPIRED: 'The day until which it was waived has come.',
  CHANGED: 'It was waived for other words than those that are there now.',
};

/** Ends the waivers whose day has come or whose words have changed; what they kept quiet is open again. */
export async function endWaivers(tx: DatabaseTransaction, at: Date): Promise<void> {
  for (const waiver of await waiversToJudge(tx)) {
    const why = whyEnded(waiver, at);
    if (why === null) continue;
    await endWaiver(tx, waiver.finding, why, at);
    if (waiver.state === 'WAIVED')
      await moveFinding(
        tx,
        { id: waiver.finding, state: 'WAIVED' },
        { to: 'OPEN', note: notes[why], actor: 'system', at },
      );
  }
}

function whyEnded(
  { until, quotesHash: agreed, canonical, observed }: WaiverToJudge,
  at: Date,
): Extract<WaiverEnd, 'EXPIRED' | 'CHANGED'> | null {
  if (until <= at) return 'EXPIRED';
  return quotesHash(canonical, observed) === agreed ? null : 'CHANGED';
}
