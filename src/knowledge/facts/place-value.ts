import type { DatabaseTransaction } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/tables.js';
import type { StatedValue } from './fact-statement.js';
import * as store from '../fact.store.js';
import { scopeKey } from '../scope.js';

/** Who stated and who published a value, of which fact and when. */
export interface Placing {
  readonly factId: number;
  readonly statedBy: string;
  readonly approvedBy: string;
  readonly moment: Date;
}

/** The value that a stated one would run over because it begins later; undefined when there is none, or when the stated one simply ends there. */
export async function valueInTheWay(
  tx: DatabaseTransaction,
  factId: number,
  value: StatedValue,
): Promise<Row<'fact_value'> | undefined> {
  return value.validTo ? laterBeginning(await meeting(tx, factId, value), value.validFrom) : undefined;
}

/** Makes a value hold, and gives its id. Values that it replaces are cut or retracted, never rewritten; `valueInTheWay` has been asked before. */
export async function placeValue(tx: DatabaseTransaction, placing: Placing, value: StatedValue): Promise<number> {
  const others = await meeting(tx, placing.factId, value);
  const from = value.validFrom;
  const to = value.validTo ?? laterBeginning(others, from)?.valid_from ?? null;
  for (const other of others.filter((candidate) => candidate.valid_from <= from))
    await cutOut(tx, other, { from, to, at: placing.moment });
  const { id } = await store.insertValue(tx, {
    fact_id: placing.factId,
    scope: JSON.stringify(value.scope),
    scope_key: scopeKey(value.scope),
    content: JSON.stringify(value.content),
    valid_from: from,
    valid_to: to,
    source: value.source,
    stated_by: placing.statedBy,
    approved_by: placing.approvedBy,
    recorded_at: placing.moment,
  });
  return id;
}

function meeting(tx: DatabaseTransaction, factId: number, { scope, validFrom, validTo }: StatedValue) {
  return store.standingValues(tx, factId, scopeKey(scope), validFrom, validTo);
}

/** Takes [from, to) out of a value: what is left before and after goes on under the same identity. */
async function cutOut(
  tx: DatabaseTransaction,
  value: Row<'fact_value'>,
  hole: { from: Date; to: Date | null; at: Date },
): Promise<void> {
  await store.retractValue(tx, value.id, hole.at);
  const rest = {
    ...value,
    scope: JSON.stringify(value.scope),
    content: JSON.stringify(value.content),
    recorded_at: hole.at,
    retracted_at: null,
    continues: value.continues ?? value.id,
  };
  const { id: _, ...row } = rest;
  if (value.valid_from < hole.from) await store.insertValue(tx, { ...row, valid_to: hole.from });
  if (hole.to && (value.valid_to === null || value.valid_to > hole.to))
    await store.insertValue(tx, { ...row, valid_from: hole.to });
}

function laterBeginning(values: readonly Row<'fact_value'>[], from: Date): Row<'fact_value'> | undefined {
  return values.find((value) => value.valid_from > from);
}
