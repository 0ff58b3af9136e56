import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/database.js';

/** A column as far as copying it needs. */
export interface Column {
  readonly name: string;
  readonly isJson: boolean;
  readonly isText: boolean;
}

/** A table as far as copying it needs. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns of its primary key, in order. */
  readonly key: readonly string[];
  /** The column that numbers rows by itself; null where none does. */
  readonly numbered: string | null;
}

/** Where a column's numbering stands; null = it was not used. */
export type Numbering = number | null;

/** The names of all tables of ours. */
export async function tableNames(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** The shape of a table that must exist. */
export async function shapeOf(db: Database, name: string): Promise<TableShape> {
  const { rows } = await sql<{ name: string; type: string; identity: string; key: number | null }>`
    select attname as name, format_type(atttypid, null) as type, attidentity::text as identity,
      array_position(index.indkey::int2[], attnum)::int as key
    from pg_attribute
    left join pg_index as index on index.indrelid = attrelid and index.indisprimary
    where attrelid = ${`public.${name}`}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    order by attname collate "C"`.execute(db);
  return {
    name,
    columns: rows.map(({ name: column, type }) => ({
      name: column,
      isJson: type === 'jsonb',
      isText: type === 'text',
    })),
    key: rows
      .filter(({ key }) => key !== null)
      .sort((a, b) => (a.key ?? 0) - (b.key ?? 0))
      .map((row) => row.name),
    numbered: rows.find(({ identity }) => identity !== '')?.name ?? null,
  };
}

/** Makes instants be written in UTC, whatever the server's time zone is. */
export async function inUtc(tx: DatabaseTransaction): Promise<void> {
  await sql`set local time zone 'UTC'`.execute(tx);
}

/** Every row as one line of JSON, in the order of the primary key. A column that is NULL is absent, so that it is not taken for a JSON null. */
export async function* rowLines(
  tx: DatabaseTransaction,
  table: TableShape,
  atOnce: number,
): AsyncGenerator<readonly string[]> {
  const absent = table.columns.map(
    ({ name }) => sql`case when ${sql.ref(`row.${name}`)} is null then ${sql.lit(name)} end`,
  );
  const order = table.key.map((column) => {
    const isText = table.columns.some(({ name, isText }) => name === column && isText);
    return isText ? sql`${sql.ref(`row.${column}`)} collate "C"` : sql.ref(`row.${column}`);
  });
  const all = sql`
    select (to_jsonb(row) - array_remove(array[${sql.join(absent)}]::text[], null))::text as line
    from ${sql.table(table.name)} as row order by ${sql.join(order)}`;
  await sql`declare exported_rows no scroll cursor for ${all}`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch forward ${sql.lit(atOnce)} from exported_rows`.execute(tx);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await sql`close exported_rows`.execute(tx);
}

/** Writes rows as `rowLines` gave them, under the numbers that they have; columns that are not among `columns` are filled by the table. */
export async function insertLines(
  tx: DatabaseTransaction,
  table: TableShape,
  columns: readonly string[],
  lines: readonly string[],
): Promise<void> {
  const written = table.columns.filter(({ name }) => columns.includes(name));
  const values = written.map(({ name, isJson }) =>
    isJson ? sql`line.value -> ${sql.lit(name)}` : sql.ref(`row.${name}`),
  );
  await sql`
    insert into ${sql.table(table.name)} (${sql.join(written.map(({ name }) => sql.ref(name)))})
    overriding system value
    select ${sql.join(values)}
    from jsonb_array_elements(${`[${lines.join(',')}]`}::jsonb) with ordinality as line (value, at),
      lateral jsonb_populate_record(null::${sql.table(table.name)}, line.value) as row
    order by line.at`.execute(tx);
}

/** Whether a table has a row. */
export async function hasRows(db: Database, table: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from ${sql.table(table)}) as found`.execute(db);
  return rows[0]?.found ?? false;
}

/** Where the numbering of a column stands: rows that are gone have used numbers too. */
export async function numberingOf(db: Database, table: string, column: string): Promise<Numbering> {
  const sequence = await sequenceOf(db, table, column);
  const { rows } = await sql<{ last: number; used: boolean }>`
    select last_value as last, is_called as used from ${sql.raw(sequence)}`.execute(db);
  return rows[0]?.used ? rows[0].last : null;
}

/** Lets the numbering of a column go on after a number. */
export async function continueNumbering(
  tx: DatabaseTransaction,
  table: string,
  column: string,
  last: Numbering,
): Promise<void> {
  const sequence = await sequenceOf(tx, table, column);
  if (last !== null) await sql`select setval(${sequence}::regclass, ${last})`.execute(tx);
}

/** Its name comes from the catalogue, quoted where it must be. */
async function sequenceOf(db: Database, table: string, column: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select pg_get_serial_sequence(${`public.${table}`}, ${column}) as name`.execute(db);
  return rows[0]?.name ?? '';
}
