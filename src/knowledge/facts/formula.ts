import { durationUnits, type FactType } from '../fact-content.js';

/** How a derived amount loses the decimals that it may not have; every formula names one. */
export const roundings = ['HALF_UP', 'HALF_EVEN', 'UP', 'DOWN'] as const;
export type Rounding = (typeof roundings)[number];

/** The operators and functions of a formula. There are no others. */
export const operators = ['+', '-', '*', '/'] as const;
export type Operator = (typeof operators)[number];
export const formulaFunctions = ['min', 'max'] as const;
export type FormulaFunction = (typeof formulaFunctions)[number];

/** What a formula says, as it is stored beside its words: reckoning walks this tree, so no text is ever run. */
export type FormulaTree =
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly of: FormulaTree }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: FormulaTree; readonly right: FormulaTree }
  | { readonly kind: 'function'; readonly name: FormulaFunction; readonly of: readonly FormulaTree[] };

/** A formula over other facts: what is reckoned, and how the result is rounded. */
export interface Formula {
  /** As an editor wrote it, such as "2 * atm_fee_minimum". */
  readonly expression: string;
  readonly tree: FormulaTree;
  /** Identifier → key of the fact that it stands for; fixed when it was stated, so that a later fact cannot change its meaning. */
  readonly inputs: Readonly<Record<string, string>>;
  /** How many decimals the result keeps; 0 for counts and durations. */
  readonly decimals: number;
  readonly rounding: Rounding;
}

/** The types of fact that can be reckoned with and derived. */
export const derivableTypes = ['MONEY', 'PERCENTAGE', 'DURATION', 'COUNT'] as const satisfies readonly FactType[];

/** The names of units in a formula, such as `month` or `working_day`: a duration of one. */
export const unitNames: ReadonlyMap<string, (typeof durationUnits)[number]> = new Map(
  durationUnits.map((unit) => [unit.replace(' ', '_'), unit]),
);

const taken = new Set<string>([
  ...unitNames.keys(),
  ...formulaFunctions,
  // Words that the expression language keeps for itself.
  'and',
  'or',
  'xor',
  'not',
  'mod',
  'to',
  'in',
  'end',
  'true',
  'false',
  'null',
  'undefined',
]);

/** The name of a fact in formulas: its key with "_" for points and hyphens, and before a digit or a word that is taken. */
export function identifierOf(factKey: string): string {
  const name = factKey.replaceAll(/[.-]/g, '_');
  return /^\d/.test(name) || taken.has(name) ? `_${name}` : name;
}
