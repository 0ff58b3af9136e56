import type { Clock } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import * as store from './inquiry-partition.store.js';

/** So many months after this one have a partition already: should nobody make any for weeks, nothing has to be moved. */
const monthsAhead = 2;
const msPerDay = 86_400_000;

/** Makes the partitions of this month and the next ones, and deletes what is older than `retentionDays`: whole months at once, the rest by row. */
export async function keepInquiries(
  ctx: { readonly db: Database; readonly clock: Clock },
  retentionDays: number,
): Promise<void> {
  const now = ctx.clock.now();
  const names = new Set(await store.partitionNames(ctx.db));
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = monthOf(now, ahead);
    if (!names.has(month.name)) await store.createPartition(ctx.db, month);
  }
  const oldest = new Date(now.getTime() - retentionDays * msPerDay);
  for (const name of names) if (endOf(name) <= oldest) await store.dropPartition(ctx.db, name);
  await store.deleteInquiries(ctx.db, oldest);
}

/** Months are those of UTC, so that every node means the same. */
function monthOf(now: Date, ahead: number): store.Month {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead));
  const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1));
  return { name: `inquiry_${from.toISOString().slice(0, 7).replace('-', '_')}`, from, to };
}

function endOf(name: string): Date {
  const [year = 0, month = 0] = name.split('_').slice(1).map(Number);
  return new Date(Date.UTC(year, month));
}
