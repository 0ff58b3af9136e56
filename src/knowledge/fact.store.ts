import type { Database } from '../platform/database/database.js';
import type { NewRow, Row } from '../platform/database/tables.js';

export function factByKey(db: Database, key: string): Promise<Row<'fact'> | undefined> {
  return db.selectFrom('fact').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function insertFact(db: Database, row: NewRow<'fact'>): Promise<void> {
  await db.insertInto('fact').values(row).execute();
}

export function insertStatement(db: Database, row: NewRow<'fact_statement'>): Promise<Row<'fact_statement'>> {
  return db.insertInto('fact_statement').values(row).returningAll().executeTakeFirstOrThrow();
}

/** What a statement asks for; undefined when there is no such statement. */
export async function kindOfStatement(db: Database, id: number): Promise<string | undefined> {
  const row = await db.selectFrom('fact_statement').select('kind').where('id', '=', id).executeTakeFirst();
  return row?.kind;
}

/** A statement with its fact, locked until the transaction ends. */
export function lockStatement(db: Database, id: number) {
  return db
    .selectFrom('fact_statement')
    .innerJoin('fact', 'fact.id', 'fact_statement.fact_id')
    .selectAll('fact_statement')
    .select(['fact.key as factKey', 'fact.type as factType', 'fact.owner_team_id as ownerTeamId'])
    .where('fact_statement.id', '=', id)
    .forUpdate('fact_statement')
    .executeTakeFirst();
}

export async function decideStatement(
  db: Database,
  id: number,
  decision: { state: 'PUBLISHED' | 'REFUSED'; by: string; at: Date; note?: string },
): Promise<void> {
  await db
    .updateTable('fact_statement')
    .set({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      decision_note: decision.note ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Values that still stand and whose time meets [from, to). */
export function standingValues(
  db: Database,
  factId: number,
  scopeKey: string,
  from: Date,
  to: Date | null,
): Promise<Row<'fact_value'>[]> {
  let query = db
    .selectFrom('fact_value')
    .selectAll()
    .where('fact_id', '=', factId)
    .where('scope_key', '=', scopeKey)
    .where('retracted_at', 'is', null)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', from)]));
  if (to) query = query.where('valid_from', '<', to);
  return query.orderBy('valid_from').execute();
}

/** Every value of a fact that stands, in all scopes. */
export function standingValuesOf(db: Database, factId: number): Promise<Row<'fact_value'>[]> {
  return db
    .selectFrom('fact_value')
    .selectAll()
    .where('fact_id', '=', factId)
    .where('retracted_at', 'is', null)
    .orderBy('valid_from')
    .execute();
}

/** What still stands of a value, by its identity: cutting others out of it may have left several pieces. */
export function standingPieces(db: Database, identity: number) {
  return db
    .selectFrom('fact_value')
    .innerJoin('fact', 'fact.id', 'fact_value.fact_id')
    .selectAll('fact_value')
    .select(['fact.key as factKey', 'fact.owner_team_id as ownerTeamId'])
    .where((eb) => eb.or([eb('fact_value.id', '=', identity), eb('fact_value.continues', '=', identity)]))
    .where('fact_value.retracted_at', 'is', null)
    .orderBy('fact_value.valid_from')
    .execute();
}

/** The statements about a fact that were made by `knownAt`, newest first. */
export function statementsOf(db: Database, factKey: string, knownAt: Date): Promise<Row<'fact_statement'>[]> {
  return db
    .selectFrom('fact_statement')
    .innerJoin('fact', 'fact.id', 'fact_statement.fact_id')
    .selectAll('fact_statement')
    .where('fact.key', '=', factKey)
    .where('fact_statement.stated_at', '<=', knownAt)
    .orderBy('fact_statement.id', 'desc')
    .execute();
}

export async function retractValue(db: Database, id: number, at: Date): Promise<void> {
  await db.updateTable('fact_value').set({ retracted_at: at }).where('id', '=', id).execute();
}

export function insertValue(db: Database, row: NewRow<'fact_value'>): Promise<Row<'fact_value'>> {
  return db.insertInto('fact_value').values(row).returningAll().executeTakeFirstOrThrow();
}

/** A value with the moment at which it was recorded first: cutting another one out of it records it anew, and the day of that would tell of the plan. */
export type StandingValue = Row<'fact_value'> & { readonly statedAt: Date };

/** All values of facts that stood as far as was recorded by `knownAt`, past, present and planned. */
export function valuesOf(db: Database, factKeys: readonly string[], knownAt: Date): Promise<StandingValue[]> {
  return valuesWithOrigin(db)
    .innerJoin('fact', 'fact.id', 'fact_value.fact_id')
    .where('fact.key', 'in', [...factKeys])
    .where('fact_value.recorded_at', '<=', knownAt)
    .where((eb) => eb.or([eb('fact_value.retracted_at', 'is', null), eb('fact_value.retracted_at', '>', knownAt)]))
    .orderBy('fact_value.scope_key')
    .orderBy('fact_value.valid_from')
    .execute();
}

/** Every value, each with the moment at which it was recorded first. */
export function valuesWithOrigin(db: Database) {
  return db
    .selectFrom('fact_value')
    .leftJoin('fact_value as origin', 'origin.id', 'fact_value.continues')
    .selectAll('fact_value')
    .select((eb) => eb.fn.coalesce('origin.recorded_at', 'fact_value.recorded_at').as('statedAt'));
}

/** Each of the named facts that exists, with the scope of every value that holds at `at`; one row with a null scope when none does. */
export function scopesOfValues(
  db: Database,
  keys: readonly string[],
  at: Date,
): Promise<{ key: string; scope: Record<string, string> | null }[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('fact')
    .leftJoin('fact_value', (join) =>
      join
        .onRef('fact_value.fact_id', '=', 'fact.id')
        .on('fact_value.retracted_at', 'is', null)
        .on('fact_value.valid_from', '<=', at)
        .on((eb) => eb.or([eb('fact_value.valid_to', 'is', null), eb('fact_value.valid_to', '>', at)])),
    )
    .select(['fact.key', 'fact_value.scope'])
    .where('fact.key', 'in', [...keys])
    .execute();
}
