import type { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors.js';
import { readFacts } from './compile-facts.js';
import { inputKeys, withDerived } from './derive-facts.js';
import type { FactType } from '../fact-content.js';
import { derivableTypes, type Formula } from './formula.js';
import { type FormulaRow, formulasKnown } from './formula.store.js';
import { aType } from './quantity.js';
import type { CurrentFormula } from '../snapshot.js';

/** A formula that someone wants to derive a fact with from a day on. */
interface Wish {
  readonly fact: { readonly key: string; readonly type: FactType };
  readonly formula: Formula;
  readonly validFrom: Date;
  readonly now: Date;
}

/** Throws BAD_INPUT with a sentence where the formula goes in a circle or cannot be reckoned with the values of its first day. */
export async function checkFormula(db: Database, wish: Wish): Promise<void> {
  const circle = circleThrough(wish, standing(await formulasKnown(db, wish.now)));
  if (circle) throw new AppError('BAD_INPUT', `formula goes in a circle: ${circle.join(' is reckoned from ')}.`);
  const validAt = wish.validFrom > wish.now ? wish.validFrom : wish.now;
  const facts = await readFacts(db, { validAt, knownAt: wish.now });
  const inputs = inputKeys(wish.formula).map((key) => ({ key, fact: facts.get(key) }));
  for (const { key, fact } of inputs) {
    if (fact && !derivableTypes.some((type) => type === fact.type))
      throw new AppError('BAD_INPUT', `formula cannot reckon with ${key}: it is ${aType(fact.type)}.`);
  }
  // An input that has no value yet is no fault of the formula: the fact has a value once the input has one.
  if (inputs.some(({ fact }) => !fact || fact.values.length === 0)) return;
  const own = facts.get(wish.fact.key);
  if (!own) return;
  const tried = withDerived(new Map(facts).set(own.key, { ...own, values: [], formula: asIfPublished(wish) }));
  const problem = tried.get(own.key)?.formula?.problem;
  if (problem) throw new AppError('BAD_INPUT', `formula cannot be reckoned: ${problem}`);
}

/** The formulas that are in force at some time: one with a higher number that begins no later replaces another for ever. */
function standing(rows: readonly FormulaRow[]): readonly FormulaRow[] {
  return rows.filter(
    (row) =>
      !rows.some(
        (other) => other.fact_id === row.fact_id && other.number > row.number && other.valid_from <= row.valid_from,
      ),
  );
}

/** The facts on the way from the fact back to itself, or null. It looks at planned formulas too, so that no day can bring a circle. */
function circleThrough({ fact, formula }: Wish, rows: readonly FormulaRow[]): readonly string[] | null {
  const inputs = Map.groupBy(rows, (row) => row.factKey);
  const seen = new Set<string>();
  const wayBack = (key: string): readonly string[] | null => {
    if (key === fact.key) return [key];
    if (seen.has(key)) return null;
    seen.add(key);
    for (const input of (inputs.get(key) ?? []).flatMap(inputKeys)) {
      const rest = wayBack(input);
      if (rest) return [key, ...rest];
    }
    return null;
  };
  for (const input of inputKeys(formula)) {
    const way = wayBack(input);
    if (way) return [fact.key, ...way];
  }
  return null;
}

function asIfPublished({ formula, validFrom, now }: Wish): CurrentFormula {
  const nobody = { source: '', statedBy: '', approvedBy: '' };
  return { ...formula, ...nobody, id: 0, number: 0, validFrom, recordedAt: now, problem: null };
}
