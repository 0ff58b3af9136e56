import type { Database } from '../../platform/database/database.js';
import type { NewRow, Row } from '../../platform/database/tables.js';

/** A published formula with the key of the fact that it derives. */
export type FormulaRow = Row<'fact_formula'> & { readonly factKey: string };

/** The formula of each derived fact that is in force: the highest number that has begun, as far as was recorded. */
export function formulasAt(
  db: Database,
  { validAt, knownAt }: { readonly validAt: Date; readonly knownAt: Date },
): Promise<FormulaRow[]> {
  return allFormulas(db)
    .distinctOn('fact_formula.fact_id')
    .where('fact_formula.recorded_at', '<=', knownAt)
    .where('fact_formula.valid_from', '<=', validAt)
    .orderBy('fact_formula.fact_id')
    .orderBy('fact_formula.number', 'desc')
    .execute();
}

/** Every formula that was recorded by `knownAt`, of all facts, in number order. */
export function formulasKnown(db: Database, knownAt: Date): Promise<FormulaRow[]> {
  return allFormulas(db)
    .where('fact_formula.recorded_at', '<=', knownAt)
    .orderBy('fact_formula.fact_id')
    .orderBy('fact_formula.number')
    .execute();
}

/** Those of the keys whose facts have a formula, in force or planned. */
export async function derivedAmong(db: Database, keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('fact_formula')
    .innerJoin('fact', 'fact.id', 'fact_formula.fact_id')
    .select('fact.key')
    .distinct()
    .where('fact.key', 'in', [...keys])
    .execute();
  return rows.map(({ key }) => key);
}

/** Key and type of every fact, for reading the names in a formula. */
export function factKeys(db: Database): Promise<Pick<Row<'fact'>, 'key' | 'type'>[]> {
  return db.selectFrom('fact').select(['key', 'type']).orderBy('key').execute();
}

/** Whether a fact has a value that nobody took back. */
export async function hasStandingValue(db: Database, factId: number): Promise<boolean> {
  const row = await db
    .selectFrom('fact_value')
    .select('id')
    .where('fact_id', '=', factId)
    .where('retracted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes the formula under the next number of its fact, and gives that number. */
export async function insertFormula(db: Database, row: Omit<NewRow<'fact_formula'>, 'number'>): Promise<number> {
  const last = await db
    .selectFrom('fact_formula')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('fact_id', '=', row.fact_id)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await db
    .insertInto('fact_formula')
    .values({ ...row, number })
    .execute();
  return number;
}

function allFormulas(db: Database) {
  return db
    .selectFrom('fact_formula')
    .innerJoin('fact', 'fact.id', 'fact_formula.fact_id')
    .selectAll('fact_formula')
    .select('fact.key as factKey');
}
