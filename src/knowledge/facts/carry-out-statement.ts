import type { Row } from '../../platform/database/tables.js';
import { AppError } from '../../platform/errors.js';
import { type StatementContent, type StatementKind, type StatedValue, statedValues } from './fact-statement.js';
import type { FactContent, FactType } from '../fact-content.js';
import * as store from '../fact.store.js';
import { derivedAmong, hasStandingValue, insertFormula } from './formula.store.js';
import type { Formula } from './formula.js';
import { checkFormula } from './check-formula.js';
import { placeValue, type Placing, valueInTheWay } from './place-value.js';
import type { Switching } from '../switch-published.js';

/** A statement that overlaps a value which begins later: both are named, nothing is changed. */
export interface FactOverlap {
  readonly outcome: 'overlap';
  readonly existing: Row<'fact_value'>;
}

export type PublishedFactOutcome =
  | { readonly outcome: 'published'; readonly key: string; readonly valueId: number; readonly snapshotSequence: number }
  | {
      readonly outcome: 'valuesPublished';
      readonly key: string;
      readonly valueIds: readonly number[];
      readonly snapshotSequence: number;
    }
  | { readonly outcome: 'retracted'; readonly key: string; readonly valueId: number; readonly snapshotSequence: number }
  | {
      readonly outcome: 'formulaPublished';
      readonly key: string;
      readonly number: number;
      readonly snapshotSequence: number;
    }
  | FactOverlap;

/** A statement as it was locked, with its fact. */
export type LockedStatement = NonNullable<Awaited<ReturnType<typeof store.lockStatement>>>;

/** Does what a statement asks for, within a switch; whether it may be done was asked before. On an overlap nothing is changed. */
export async function carryOutStatement(
  switching: Switching,
  statement: LockedStatement,
  approvedBy: string,
): Promise<PublishedFactOutcome> {
  const outcome = await carryOut(switching, statement, approvedBy);
  if (outcome.outcome !== 'overlap')
    await store.decideStatement(switching.tx, statement.id, {
      state: 'PUBLISHED',
      by: approvedBy,
      at: switching.moment,
    });
  return outcome;
}

function carryOut(switching: Switching, statement: LockedStatement, by: string): Promise<PublishedFactOutcome> {
  switch (statement.kind as StatementKind) {
    case 'RETRACTION':
      return retract(switching, statement);
    case 'FORMULA':
      return derive(switching, statement, by);
    case 'VALUES':
      return place(switching, statement, by, statedValues(statement.content as StatementContent['VALUES']));
    case 'VALUE':
      return place(switching, statement, by, [
        {
          content: statement.content as FactContent,
          scope: statement.scope,
          validFrom: statement.valid_from,
          validTo: statement.valid_to,
          source: statement.source,
        },
      ]);
  }
}

/** All or none: every value is asked for what stands in its way before the first is placed. */
async function place(
  { tx, moment, sequence }: Switching,
  statement: LockedStatement,
  approvedBy: string,
  values: readonly StatedValue[],
): Promise<PublishedFactOutcome> {
  if ((await derivedAmong(tx, [statement.factKey])).length > 0)
    throw new AppError('CONFLICT', `${statement.factKey} is derived by a formula by now: it has no values of its own.`);
  for (const value of values) {
    const existing = await valueInTheWay(tx, statement.fact_id, value);
    if (existing) return { outcome: 'overlap', existing };
  }
  const placing: Placing = { factId: statement.fact_id, statedBy: statement.stated_by, approvedBy, moment };
  const ids: number[] = [];
  for (const value of values) ids.push(await placeValue(tx, placing, value));
  const done = { key: statement.factKey, snapshotSequence: sequence };
  return statement.kind === 'VALUES'
    ? { ...done, outcome: 'valuesPublished', valueIds: ids }
    : { ...done, outcome: 'published', valueId: ids[0] as number };
}

/** Takes a value back in every piece of it that still stands; what was believed until now stays readable as of then. */
async function retract({ tx, moment, sequence }: Switching, statement: LockedStatement): Promise<PublishedFactOutcome> {
  const { value } = statement.content as StatementContent['RETRACTION'];
  const pieces = await store.standingPieces(tx, value);
  if (pieces.length === 0)
    throw new AppError('CONFLICT', `The value ${value} of ${statement.factKey} was replaced or taken back before.`);
  for (const piece of pieces) await store.retractValue(tx, piece.id, moment);
  return { outcome: 'retracted', key: statement.factKey, valueId: value, snapshotSequence: sequence };
}

async function derive(
  { tx, moment, sequence }: Switching,
  statement: LockedStatement,
  approvedBy: string,
): Promise<PublishedFactOutcome> {
  const formula = statement.content as Formula;
  if (await hasStandingValue(tx, statement.fact_id))
    throw new AppError('CONFLICT', `${statement.factKey} has values of its own by now: take them back first.`);
  const fact = { key: statement.factKey, type: statement.factType as FactType };
  await checkFormula(tx, { fact, formula, validFrom: statement.valid_from, now: moment });
  const number = await insertFormula(tx, {
    fact_id: statement.fact_id,
    expression: formula.expression,
    tree: JSON.stringify(formula.tree),
    inputs: JSON.stringify(formula.inputs),
    decimals: formula.decimals,
    rounding: formula.rounding,
    valid_from: statement.valid_from,
    source: statement.source,
    stated_by: statement.stated_by,
    approved_by: approvedBy,
    recorded_at: moment,
  });
  return { outcome: 'formulaPublished', key: statement.factKey, number, snapshotSequence: sequence };
}
