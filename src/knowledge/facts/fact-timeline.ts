import type { Database } from '../../platform/database/database.js';
import { compileFacts, valueFrom } from './compile-facts.js';
import { inputKeys } from './derive-facts.js';
import { type StandingValue, valuesOf } from '../fact.store.js';
import { type FormulaRow, formulasKnown } from './formula.store.js';
import { type Scope, scopeKey } from '../scope.js';
import type { CurrentFactValue } from '../snapshot.js';
import { readFactRows } from '../snapshot.store.js';

/** A while in which a fact has no value in a scope, between values that it has. */
export interface FactGap {
  readonly scope: Scope;
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** All values of a fact as far as was recorded by `knownAt`, past, present and planned, by scope and oldest first; those of a derived fact are reckoned. */
export async function valuesOverTime(db: Database, key: string, knownAt: Date): Promise<readonly CurrentFactValue[]> {
  const formulas = await formulasKnown(db, knownAt);
  if (!formulas.some(({ factKey }) => factKey === key)) return (await valuesOf(db, [key], knownAt)).map(valueFrom);
  const { facts } = await readFactRows(db, { validAt: knownAt, knownAt });
  const values = await valuesOf(db, reached(key, formulas), knownAt);
  const stages = instantsOf(values, formulas).map((at) => ({
    at,
    values: compileFacts({ facts, values: values.filter(holdsAt(at)), formulas: formulasOn(formulas, at) }).get(key)
      ?.values,
  }));
  const runs = new Runs();
  for (const { at, values: holding = [] } of stages) runs.stage(at, holding);
  return runs.all();
}

/**
 * The whiles in which no value holds, between the first and the last value of a scope; pure. A value for a wider scope holds in a narrower one
 * too, so it leaves no gap there.
 */
export function gapsIn(
  values: readonly Pick<CurrentFactValue, 'scope' | 'validFrom' | 'validTo'>[],
): readonly FactGap[] {
  const scopes = new Map(values.map(({ scope }) => [scopeKey(scope), scope]));
  return [...scopes].flatMap(([key, scope]) => {
    const own = values.filter((value) => scopeKey(value.scope) === key);
    const holding = values.filter((value) => isWithin(scope, value.scope));
    const first = Math.min(...own.map(({ validFrom }) => validFrom.getTime()));
    const last = Math.max(...own.map(({ validFrom }) => validFrom.getTime()));
    return holes(holding, first, last).map(([from, to]) => ({ scope, from: new Date(from), to: new Date(to) }));
  });
}

function holes(
  values: readonly Pick<CurrentFactValue, 'validFrom' | 'validTo'>[],
  first: number,
  last: number,
): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let covered = first;
  for (const { validFrom, validTo } of values.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime())) {
    const from = Math.min(validFrom.getTime(), last);
    if (from > covered) found.push([covered, from]);
    covered = Math.max(covered, validTo?.getTime() ?? Number.POSITIVE_INFINITY);
  }
  return found;
}

function isWithin(narrow: Scope, wide: Scope): boolean {
  return Object.keys(wide).every((dimension) => narrow[dimension] === wide[dimension]);
}

/** Puts together what holds from one instant to the next: a value that goes on unchanged is one value. */
class Runs {
  private readonly done: CurrentFactValue[] = [];
  private readonly open = new Map<string, CurrentFactValue>();

  stage(at: Date, holding: readonly CurrentFactValue[]): void {
    const next = new Map(holding.map((value) => [scopeKey(value.scope), value]));
    for (const [key, value] of this.open) {
      if (next.get(key)?.id === value.id) continue;
      this.done.push({ ...value, validTo: at });
      this.open.delete(key);
    }
    for (const [key, value] of next)
      if (!this.open.has(key)) this.open.set(key, { ...value, validFrom: at, validTo: null });
  }

  all(): readonly CurrentFactValue[] {
    const inOrder = (a: CurrentFactValue, b: CurrentFactValue) =>
      scopeKey(a.scope).localeCompare(scopeKey(b.scope)) || a.validFrom.getTime() - b.validFrom.getTime();
    return [...this.done, ...this.open.values()].sort(inOrder);
  }
}

/** The fact and all that its formulas, past and planned, are reckoned from. */
function reached(key: string, formulas: readonly FormulaRow[]): readonly string[] {
  const found = new Set([key]);
  // A set that grows while it is walked is walked to its end.
  for (const known of found)
    for (const formula of formulas.filter(({ factKey }) => factKey === known))
      for (const input of inputKeys(formula)) found.add(input);
  return [...found];
}

function instantsOf(values: readonly StandingValue[], formulas: readonly FormulaRow[]): readonly Date[] {
  const instants = [
    ...formulas.map(({ valid_from }) => valid_from),
    ...values.flatMap(({ valid_from, valid_to }) => (valid_to ? [valid_from, valid_to] : [valid_from])),
  ].map((at) => at.getTime());
  return [...new Set(instants)].sort((a, b) => a - b).map((at) => new Date(at));
}

function holdsAt(at: Date): (value: StandingValue) => boolean {
  return ({ valid_from, valid_to }) => valid_from <= at && (valid_to === null || valid_to > at);
}

function formulasOn(formulas: readonly FormulaRow[], at: Date): readonly FormulaRow[] {
  const begun = formulas.filter(({ valid_from }) => valid_from <= at);
  return [...new Map(begun.map((row) => [row.fact_id, row])).values()];
}
