import { AppError } from '../../platform/errors.js';
import type { FactContent, FactType } from '../fact-content.js';
import { type Formula, type FormulaTree, unitNames } from './formula.js';
import { fractionOf, toDecimal } from './fraction.js';
import { parseFactContent } from '../parse-fact-content.js';
import {
  aType,
  describeQuantity,
  negative,
  operate,
  pick,
  type Quantity,
  quantityOf,
  type Reckoned,
} from './quantity.js';

/** What a formula comes to, or the sentence that says why it comes to nothing. */
export type DerivedContent =
  | { readonly ok: true; readonly content: FactContent }
  | { readonly ok: false; readonly problem: string };

const kindOf: Partial<Record<FactType, Quantity['kind']>> = {
  MONEY: 'money',
  PERCENTAGE: 'percentage',
  DURATION: 'duration',
  COUNT: 'number',
};

/** Reckons a formula exactly and rounds once; `contents` holds the value of each input by its key. Pure: equal inputs give equal values on every node. */
export function reckonFormula(
  formula: Formula,
  type: FactType,
  contents: ReadonlyMap<string, FactContent>,
): DerivedContent {
  const result = reckon(formula.tree, (name) => {
    const key = new Map(Object.entries(formula.inputs)).get(name);
    const content = key === undefined ? undefined : contents.get(key);
    if (key !== undefined && content) return quantityOf(key, content);
    return { ok: false, problem: `${key ?? name} has no value.` };
  });
  if (!result.ok) return result;
  if (result.quantity.kind !== kindOf[type])
    return {
      ok: false,
      problem: `The formula gives ${describeQuantity(result.quantity)}, but the fact is ${aType(type)}.`,
    };
  return contentOf(formula, type, result.quantity);
}

function reckon(tree: FormulaTree, quantity: (name: string) => Reckoned): Reckoned {
  switch (tree.kind) {
    case 'number':
      return { ok: true, quantity: { kind: 'number', amount: fractionOf(tree.value) } };
    case 'name': {
      const unit = unitNames.get(tree.name);
      return unit ? { ok: true, quantity: { kind: 'duration', amount: fractionOf('1'), unit } } : quantity(tree.name);
    }
    case 'negative': {
      const of = reckon(tree.of, quantity);
      return of.ok ? { ok: true, quantity: negative(of.quantity) } : of;
    }
    case 'operation': {
      const [left, right] = [reckon(tree.left, quantity), reckon(tree.right, quantity)];
      if (!left.ok) return left;
      return right.ok ? operate(tree.operator, left.quantity, right.quantity) : right;
    }
    case 'function': {
      const values = tree.of.map((one) => reckon(one, quantity));
      const refusal = values.find((value) => !value.ok);
      return (
        refusal ??
        pick(
          tree.name,
          values.flatMap((value) => (value.ok ? [value.quantity] : [])),
        )
      );
    }
  }
}

/** The result through the same door as a value that an editor writes, so that both have the same limits. */
function contentOf({ decimals, rounding }: Formula, type: FactType, quantity: Quantity): DerivedContent {
  const amount = toDecimal(quantity.amount, decimals, rounding);
  if (amount.startsWith('-')) return { ok: false, problem: `It comes to ${amount}: less than nothing.` };
  try {
    return { ok: true, content: parseFactContent(type, written(quantity, amount)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      ok: false,
      problem: `It comes to ${written(quantity, amount)}, which is too large or has decimals that ${aType(type)} may not have.`,
    };
  }
}

function written(quantity: Quantity, amount: string): string {
  switch (quantity.kind) {
    case 'money':
      return `${quantity.currency} ${amount}${quantity.per ? ` per ${quantity.per}` : ''}`;
    case 'duration':
      return `${amount} ${quantity.unit}s`;
    default:
      return amount;
  }
}
