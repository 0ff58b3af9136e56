import type { Row } from '../../platform/database/tables.js';
import { insertValue, retractValue } from '../fact.store.js';
import { insertFormula } from '../facts/formula.store.js';
import * as store from './put-back.store.js';
import type { RollingBack } from './rolling-back.js';

/** Makes the values and formulas hold again that held before the release, under their old identities. */
export async function putBackFacts(rolling: RollingBack): Promise<readonly string[]> {
  const facts = new Map(
    rolling.items.flatMap(({ kind, factId, factKey }) =>
      kind === 'FACT' && factId !== null ? [[factId, factKey ?? '']] : [],
    ),
  );
  const found: string[] = [];
  for (const [id, key] of facts)
    found.push(...(await putBackValues(rolling, id, key)), ...(await putBackFormulas(rolling, id, key)));
  return found;
}

async function putBackValues(rolling: RollingBack, factId: number, key: string): Promise<readonly string[]> {
  const { tx, moment, liveSince } = rolling;
  const rows = await store.valuesChangedSince(tx, factId, liveSince);
  const isThen = (at: Date | null) => at?.getTime() === liveSince.getTime();
  // A value that one item of the release brought and another replaced in the same switch was never read.
  const made = rows.filter((row) => isThen(row.recorded_at) && !isThen(row.retracted_at));
  const taken = rows.filter((row) => isThen(row.retracted_at) && row.recorded_at < liveSince);
  const scopes = new Set([...made, ...taken].map((row) => row.scope_key));
  const later = (row: Row<'fact_value'>) =>
    row.recorded_at > liveSince || (row.retracted_at !== null && row.retracted_at > liveSince);
  if (rows.some((row) => scopes.has(row.scope_key) && later(row)))
    return [`${key}: Its value was changed after the release: state the right one.`];
  for (const { id } of made) await retractValue(tx, id, moment);
  for (const { id, ...row } of taken)
    await insertValue(tx, {
      ...row,
      scope: JSON.stringify(row.scope),
      content: JSON.stringify(row.content),
      recorded_at: moment,
      retracted_at: null,
      continues: row.continues ?? id,
    });
  return [];
}

/** The formulas before stand again from the day on which the release's began; each is a row of its own, for formulas never change. */
async function putBackFormulas(rolling: RollingBack, factId: number, key: string): Promise<readonly string[]> {
  const { tx, moment, liveSince } = rolling;
  const formulas = await store.formulasOf(tx, factId);
  const made = formulas.filter(({ recorded_at }) => recorded_at.getTime() === liveSince.getTime());
  const begin = made.reduce<Date | null>((first, { valid_from: at }) => (first && first < at ? first : at), null);
  if (!begin) return [];
  if (formulas.some(({ recorded_at }) => recorded_at > liveSince))
    return [`${key}: Its formula was changed after the release: state the right one.`];
  const before = formulas.filter(({ recorded_at }) => recorded_at < liveSince);
  const base = before.findIndex(({ valid_from }) => valid_from <= begin);
  if (base < 0) return [`${key}: It had no formula before, and a derived fact cannot be without one: state another.`];
  for (const { id: _, number: __, ...row } of before.slice(0, base + 1).reverse())
    await insertFormula(tx, {
      ...row,
      tree: JSON.stringify(row.tree),
      inputs: JSON.stringify(row.inputs),
      valid_from: row.valid_from > begin ? row.valid_from : begin,
      recorded_at: moment,
    });
  return [];
}
