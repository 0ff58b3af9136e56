import type { Database } from '../../platform/database/database.js';
import { withDerived } from './derive-facts.js';
import type { StandingValue } from '../fact.store.js';
import type { FactContent, FactType } from '../fact-content.js';
import type { FormulaRow } from './formula.store.js';
import type { FormulaTree, Rounding } from './formula.js';
import type { CurrentFact, CurrentFactValue, CurrentFormula } from '../snapshot.js';
import { type FactRows, type Instants, readFactRows } from '../snapshot.store.js';

/** The facts at two instants, with the values of derived ones. */
export async function readFacts(db: Database, at: Instants): Promise<ReadonlyMap<string, CurrentFact>> {
  return compileFacts(await readFactRows(db, at));
}

/** Compiles rows into facts with the values that hold, stated and derived; pure, so that equal rows give equal values on every node. */
export function compileFacts(rows: FactRows): ReadonlyMap<string, CurrentFact> {
  const values = Map.groupBy(rows.values, (row) => row.fact_id);
  const formulas = new Map(rows.formulas.map((row) => [row.fact_id, row]));
  const facts = rows.facts.map((row): [string, CurrentFact] => {
    const formula = formulas.get(row.id);
    return [
      row.key,
      {
        key: row.key,
        type: row.type as FactType,
        name: row.name,
        ownerTeam: row.owner,
        formula: formula ? formulaFrom(formula) : null,
        values: (values.get(row.id) ?? []).map(valueFrom),
      },
    ];
  });
  return withDerived(new Map(facts));
}

/** A stored value as the API shows it: pieces of a value that was cut go on under its identity. */
export function valueFrom(row: StandingValue): CurrentFactValue {
  return {
    id: row.continues ?? row.id,
    scope: row.scope,
    content: row.content as FactContent,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    recordedAt: row.statedAt,
    source: row.source,
    statedBy: row.stated_by,
    approvedBy: row.approved_by,
  };
}

function formulaFrom(row: FormulaRow): CurrentFormula {
  return {
    id: row.id,
    number: row.number,
    expression: row.expression,
    tree: row.tree as FormulaTree,
    inputs: row.inputs,
    decimals: row.decimals,
    rounding: row.rounding as Rounding,
    validFrom: row.valid_from,
    recordedAt: row.recorded_at,
    source: row.source,
    statedBy: row.stated_by,
    approvedBy: row.approved_by,
    problem: null,
  };
}
