import { createHash } from 'node:crypto';
import type { FactContent } from '../fact-content.js';
import { reckonFormula } from './reckon-formula.js';
import { compatible, mostSpecific, type Scope, scopeKey } from '../scope.js';
import type { CurrentFact, CurrentFactValue, CurrentFormula } from '../snapshot.js';

/** More than that many combinations of scopes are refused: the formula's inputs are then cut far too finely. */
const mostScopes = 500;

/**
 * The facts with the values of the derived ones reckoned from the others. Pure. In every situation a derived fact has the value that its formula
 * gives for the inputs' values there; where an input has none, or they cannot be reckoned together, it has none either, and `problem` says why.
 */
export function withDerived(facts: ReadonlyMap<string, CurrentFact>): ReadonlyMap<string, CurrentFact> {
  if (![...facts.values()].some((fact) => fact.formula)) return facts;
  const done = new Map<string, CurrentFact>();
  const visit = (key: string, path: readonly string[]): CurrentFact | undefined => {
    const fact = facts.get(key);
    if (!fact?.formula) return fact;
    const known = done.get(key);
    if (known) return known;
    // Stating refuses a cycle; were there one all the same, its facts would have no value rather than a stack without end.
    if (path.includes(key)) return { ...fact, values: [] };
    const inputs = inputKeys(fact.formula).map((input) => visit(input, [...path, key]));
    const derived = derive(
      fact,
      fact.formula,
      inputs.filter((input) => input !== undefined),
    );
    done.set(key, derived);
    return derived;
  };
  return new Map([...facts].map(([key, fact]) => [key, visit(key, []) ?? fact]));
}

/** The keys of the facts in a formula, each once, in the order of their names. */
export function inputKeys(formula: Pick<CurrentFormula, 'inputs'>): readonly string[] {
  const names = Object.keys(formula.inputs).sort();
  return [...new Set(names.flatMap((name) => formula.inputs[name] ?? []))];
}

/**
 * Names a derived value: the same formula over the same values is the same on every node and at every reading. It lies between 2^52 and 2^53, so
 * that it is an exact number in JSON and never the number of a stored value.
 */
export function derivedId(formulaId: number, inputIds: readonly number[]): number {
  const hash = createHash('sha256')
    .update(JSON.stringify([formulaId, ...inputIds]))
    .digest();
  return 2 ** 52 + Number(hash.readBigUInt64BE() >> 12n);
}

function derive(fact: CurrentFact, formula: CurrentFormula, inputs: readonly CurrentFact[]): CurrentFact {
  const scopes = scopesOf(inputs);
  if (!scopes) return without(fact, formula, `Its inputs have more than ${mostScopes} combinations of scopes.`);
  const outcomes = scopes.map((scope) => valueIn(fact, formula, inputs, scope));
  const problem = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [outcome] : []))[0] ?? null;
  const values = outcomes.flatMap((outcome) => (outcome === null || typeof outcome === 'string' ? [] : [outcome]));
  if (values.length > 0 || problem) return { ...fact, formula: { ...formula, problem }, values };
  const missing = inputKeys(formula).find((key) => !inputs.find((input) => input.key === key)?.values.length);
  return without(fact, formula, missing ? `${missing} has no value.` : 'Its inputs have no value in one scope.');
}

function without(fact: CurrentFact, formula: CurrentFormula, problem: string): CurrentFact {
  return { ...fact, formula: { ...formula, problem }, values: [] };
}

/** The value in a scope; null where an input has none, a sentence where they cannot be reckoned together. */
function valueIn(
  fact: CurrentFact,
  formula: CurrentFormula,
  inputs: readonly CurrentFact[],
  scope: Scope,
): CurrentFactValue | string | null {
  const contents = new Map<string, FactContent>();
  const used: CurrentFactValue[] = [];
  for (const input of inputs) {
    const value = mostSpecific(input.values, scope);
    if (!value) return null;
    contents.set(input.key, value.content);
    used.push(value);
  }
  const result = reckonFormula(formula, fact.type, contents);
  if (!result.ok) return result.problem;
  const from = [formula.validFrom, ...used.map((value) => value.validFrom)];
  const to = used.flatMap((value) => (value.validTo ? [value.validTo] : []));
  return {
    id: derivedId(
      formula.id,
      used.map((value) => value.id),
    ),
    scope,
    content: result.content,
    validFrom: latest(from),
    validTo: to.length > 0 ? earliest(to) : null,
    recordedAt: latest([formula.recordedAt, ...used.map((value) => value.recordedAt)]),
    source: formula.source,
    statedBy: formula.statedBy,
    approvedBy: formula.approvedBy,
  };
}

/**
 * Every scope in which the formula may have a value of its own: what the inputs' values are scoped by, and each union of those that can hold
 * together. The largest of these that holds in a situation then holds all that holds there, so that reckoning in it is reckoning in the situation.
 */
function scopesOf(inputs: readonly CurrentFact[]): readonly Scope[] | null {
  const found = new Map<string, Scope>([['', {}]]);
  for (const { scope } of inputs.flatMap((input) => input.values)) {
    for (const other of [...found.values()].filter((candidate) => compatible(candidate, scope))) {
      const union = { ...other, ...scope };
      found.set(scopeKey(union), union);
    }
    if (found.size > mostScopes) return null;
  }
  return [...found.values()];
}

function latest(dates: readonly Date[]): Date {
  return new Date(Math.max(...dates.map((date) => date.getTime())));
}

function earliest(dates: readonly Date[]): Date {
  return new Date(Math.min(...dates.map((date) => date.getTime())));
}
