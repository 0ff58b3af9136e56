import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { Instants } from './snapshot.store.js';

/** Columns of a table that say when its rows begin or end to count. */
interface Dated {
  readonly table: string;
  /** The column that names the answer. */
  readonly answer?: string;
  readonly columns: readonly string[];
}

/** What counts from the moment it is recorded, in known time and in valid time. */
const upkeep: readonly Dated[] = [
  { table: 'verification', answer: 'answer_id', columns: ['at'] },
  { table: 'verification_plan', answer: 'answer_id', columns: ['recorded_at'] },
];

/** Known time: when something was recorded or ended. A table that says something about published answers has its line here. */
const answersRecorded: readonly Dated[] = [
  ...upkeep,
  { table: 'answer', answer: 'id', columns: ['recorded_at', 'retired_at'] },
  { table: 'answer_version', answer: 'answer_id', columns: ['recorded_at', 'redacted_at'] },
  { table: 'translation', answer: 'answer_id', columns: ['recorded_at', 'redacted_at'] },
  { table: 'translation_removal', answer: 'answer_id', columns: ['removed_at'] },
  { table: 'phrasing', answer: 'answer_id', columns: ['added_at', 'removed_at'] },
  { table: 'negative_phrasing', answer: 'answer_id', columns: ['added_at', 'removed_at'] },
  { table: 'withdrawal', answer: 'answer_id', columns: ['begun_at', 'ended_at'] },
];

/** Valid time: when something takes or loses effect. A translation comes with the day of its version. */
const answersInEffect: readonly Dated[] = [
  ...upkeep,
  { table: 'answer_version', answer: 'answer_id', columns: ['effective_from', 'effective_to', 'redacted_at'] },
  { table: 'translation', answer: 'answer_id', columns: ['redacted_at'] },
  { table: 'withdrawal', answer: 'answer_id', columns: ['given_from'] },
];

const factsRecorded: readonly Dated[] = [
  { table: 'fact', columns: ['recorded_at'] },
  { table: 'fact_value', columns: ['recorded_at', 'retracted_at'] },
  { table: 'fact_formula', columns: ['recorded_at'] },
];

const factsInEffect: readonly Dated[] = [
  { table: 'fact_value', columns: ['valid_from', 'valid_to'] },
  { table: 'fact_formula', columns: ['valid_from'] },
];

/**
 * The answers of which anything was recorded, ended, took or lost effect between two readings, and those of `also`; which reading is the earlier
 * does not matter.
 */
export async function touchedAnswers(
  db: Database,
  one: Instants,
  other: Instants,
  also: readonly string[],
): Promise<readonly { readonly id: number; readonly key: string }[]> {
  const ids = [
    ...rowsBetween(answersRecorded, one.knownAt, other.knownAt),
    ...rowsBetween(answersInEffect, one.validAt, other.validAt),
  ];
  const { rows } = await sql<{ id: number; key: string }>`
    select id, key from answer where id in (${sql.join(ids, sql` union all `)}) or key = any(${[...also]}::text[]) order by id`.execute(
    db,
  );
  return rows;
}

/** Whether anything of any fact was recorded, ended, took or lost effect between two readings. */
export async function factsTouched(db: Database, one: Instants, other: Instants): Promise<boolean> {
  const rows = [
    ...rowsBetween(factsRecorded, one.knownAt, other.knownAt),
    ...rowsBetween(factsInEffect, one.validAt, other.validAt),
  ];
  const found = await sql<{ touched: boolean }>`select exists (${sql.join(rows, sql` union all `)}) as touched`.execute(
    db,
  );
  return found.rows[0]?.touched ?? false;
}

/** How many facts are known. Facts are opened outside a switch, so that one may become visible with an instant before the last switch. */
export async function countFacts(db: Database, { knownAt }: Instants): Promise<number> {
  const { count } = await db
    .selectFrom('fact')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('recorded_at', '<=', knownAt)
    .executeTakeFirstOrThrow();
  return count;
}

/** One query for each column, so that each is answered by that column's index. */
function rowsBetween(tables: readonly Dated[], one: Date, other: Date): RawBuilder<unknown>[] {
  const [after, until] = one < other ? [one, other] : [other, one];
  return tables.flatMap(({ table, answer, columns }) =>
    columns.map(
      (column) =>
        sql`(select ${answer ? sql.ref(answer) : sql.lit(1)} from ${sql.table(table)} where ${sql.ref(column)} > ${after} and ${sql.ref(column)} <= ${until})`,
    ),
  );
}
