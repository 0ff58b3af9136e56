import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';

/** A month's partition, by the first day of its month. */
export interface Month {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** The months that have a partition, oldest first. */
export async function partitionNames(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'partitions' and relkind = 'r' and relname ~ '^inquiry_[0-9]{4}_[0-9]{2}$' order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

/** Makes a month's partition, and moves into it what the partition for the rest has of it. Does nothing when another node was first. */
export async function createPartition(db: Database, { name, from, to }: Month): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table inquiry in share row exclusive mode`.execute(tx);
    const table = sql.table(`partitions.${name}`);
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass(${`partitions.${name}`}) is not null as there`.execute(tx);
    if (rows[0]?.there) return;
    await sql`create table ${table} (like inquiry including all)`.execute(tx);
    await sql`
      with moved as (delete from partitions.inquiry_rest where at >= ${from} and at < ${to} returning *)
      insert into ${table} select * from moved`.execute(tx);
    await sql`alter table inquiry attach partition ${table}
      for values from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`.execute(tx);
  });
}

/** Takes a month away with everything in it. */
export async function dropPartition(db: Database, name: string): Promise<void> {
  await sql`drop table if exists ${sql.table(`partitions.${name}`)}`.execute(db);
}

/** Deletes what was asked before an instant; gives how many questions that were. */
export async function deleteInquiries(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('inquiry').where('at', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
