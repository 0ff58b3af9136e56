import { record } from '../../platform/audit/index.js';
import type { NewRow } from '../../platform/database/tables.js';
import * as store from '../fact.store.js';
import type { FactContext, StatementKind } from './fact-statement.js';

/** A statement before it is anybody's: who made it, and when, is filled in. */
export type NewStatement = Pick<
  NewRow<'fact_statement'>,
  'fact_id' | 'scope' | 'content' | 'valid_from' | 'valid_to' | 'source'
> & { readonly kind: StatementKind };

const actions: Readonly<Record<StatementKind, string>> = {
  VALUE: 'fact.stated',
  VALUES: 'fact.values.stated',
  RETRACTION: 'fact.retraction.requested',
  FORMULA: 'fact.formula.stated',
};

/** Writes a statement that waits for a second person, with its trace in the audit trail; gives its number. */
export function proposeStatement(
  ctx: FactContext,
  factKey: string,
  statement: NewStatement,
  details: Readonly<Record<string, unknown>>,
): Promise<number> {
  const at = ctx.clock.now();
  return ctx.db.transaction().execute(async (tx) => {
    const { id } = await store.insertStatement(tx, {
      ...statement,
      stated_by: ctx.actor.name,
      stated_at: at,
      state: 'PROPOSED',
    });
    await record(tx, {
      actor: ctx.actor,
      at,
      action: actions[statement.kind],
      subject: `fact/${factKey}`,
      details: { statement: id, ...details },
    });
    return id;
  });
}
