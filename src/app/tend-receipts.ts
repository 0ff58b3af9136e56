import type { Services } from '../../schema/context.js';
import { follow } from '../platform/follow.js';
import { rotateWhenDue, sealDeliveries } from '../receipts/index.js';
import type { Closers } from './resources.js';

const minuteMs = 60_000;

/**
 * Every minute: takes up the key that signs now, which another node may have changed. A worker also changes the key when it is old, and seals what
 * was delivered.
 */
export function tendReceipts(
  services: Pick<Services, 'db' | 'clock' | 'log' | 'signingKey'>,
  { work, keyDays }: { readonly work: boolean; readonly keyDays: number },
  closers: Closers,
): void {
  const tending = follow('receipts', services.log, async () => {
    if (work && keyDays > 0) await rotateWhenDue(services, keyDays);
    await services.signingKey.refresh();
    if (work) await sealDeliveries(services);
  });
  const timer = setInterval(() => tending.nudge(), minuteMs);
  tending.nudge();
  closers.push(async () => {
    clearInterval(timer);
    await tending.close();
  });
}
