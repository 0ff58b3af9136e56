import { sql } from 'kysely';
import type { Clock } from '../clock.js';
import type { Database } from './database.js';

/** Tables that grow with use: a partition a month, and one for whatever no month was made for, so that nothing is refused. */
export type MonthlyTable = 'inquiry' | 'search_event';

/** So many months after this one have a partition already: should nobody make any for weeks, nothing has to be moved. */
const monthsAhead = 2;
const msPerDay = 86_400_000;

/** Makes the partitions of this month and the next ones, and deletes what is older than `retentionDays`: whole months at once, the rest by row. */
export async function keepMonths(
  ctx: { readonly db: Database; readonly clock: Clock },
  table: MonthlyTable,
  retentionDays: number,
): Promise<void> {
  const now = ctx.clock.now();
  const names = new Set(await partitionNames(ctx.db, table));
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = monthOf(table, now, ahead);
    if (!names.has(month.name)) await createPartition(ctx.db, table, month);
  }
  const oldest = new Date(now.getTime() - retentionDays * msPerDay);
  for (const name of names)
    if (endOf(name) <= oldest) await sql`drop table if exists ${sql.table(`partitions.${name}`)}`.execute(ctx.db);
  await ctx.db.deleteFrom(table).where('at', '<', oldest).execute();
}

/** By the first day of its month. */
interface Month {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** Months are those of UTC, so that every node means the same. */
function monthOf(table: MonthlyTable, now: Date, ahead: number): Month {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead));
  const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1));
  return { name: `${table}_${from.toISOString().slice(0, 7).replace('-', '_')}`, from, to };
}

function endOf(name: string): Date {
  const [month = 0, year = 0] = name.split('_').map(Number).reverse();
  return new Date(Date.UTC(year, month));
}

async function partitionNames(db: Database, table: MonthlyTable): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'partitions' and relkind = 'r' and relname ~ ${`^${table}_[0-9]{4}_[0-9]{2}$`} order by 1`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** Makes a month's partition, and moves into it what the partition for the rest has of it. Does nothing when another node was first. */
async function createPartition(db: Database, table: MonthlyTable, { name, from, to }: Month): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const [parent, rest, month] = [table, `partitions.${table}_rest`, `partitions.${name}`].map((one) =>
      sql.table(one),
    );
    await sql`lock table ${parent} in share row exclusive mode`.execute(tx);
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass(${`partitions.${name}`}) is not null as there`.execute(tx);
    if (rows[0]?.there) return;
    await sql`create table ${month} (like ${parent} including all)`.execute(tx);
    await sql`
      with moved as (delete from ${rest} where at >= ${from} and at < ${to} returning *)
      insert into ${month} select * from moved`.execute(tx);
    await sql`alter table ${parent} attach partition ${month}
      for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(tx);
  });
}
