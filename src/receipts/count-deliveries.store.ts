import type { Database } from '../platform/database/database.js';

/** How often each answer was delivered from an instant up to another, by its key; one that was not is absent. */
export async function countDeliveries(db: Database, since: Date, until: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['answer_key', (eb) => eb.fn.countAll<number>().as('count')])
    .where('at', '>=', since)
    .where('at', '<=', until)
    .groupBy('answer_key')
    .execute();
  return new Map(rows.map(({ answer_key, count }) => [answer_key, Number(count)]));
}
